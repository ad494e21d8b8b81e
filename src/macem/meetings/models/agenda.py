"""The agenda: who is on it, its frozen versions, the chair's approval, circulation and receipts (M2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.cases.models import Case
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.gate.enum_field import EnumField
from macem.meetings.querysets import AgendaEntryManager, AgendaItemManager
from macem.protocol.vocabulary import Part, Role
from macem.protocol.vocabulary.states import ApprovalOutcome, EntryKind
from macem.schedule.models import Meeting


class AgendaItem(models.Model):
    """One person on one meeting's list, with who presents (clause P7). Removal keeps row and reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="agenda_items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    part = EnumField(Part)
    position = models.PositiveIntegerField(default=0)
    provisional_from_last = models.BooleanField(default=False)
    presenter = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    presenter_name = models.CharField(_("who presents"), max_length=120, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField()
    late_reason = NarrativeField(_("why it comes late"), blank=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = NarrativeField(_("why the person was taken off"), blank=True)

    objects = AgendaItemManager()

    class Meta:
        ordering = ["part", "-provisional_from_last", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"], condition=Q(removed_at__isnull=True), name="case_once_on_agenda"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_reason="")
                | (Q(removed_at__isnull=False) & ~Q(removed_reason="")),
                name="removal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class AgendaVersion(models.Model):
    """A compiled agenda, frozen. Late items make a new version with a reason.

    ``general`` holds what is about nobody: the dates and the outstanding actions of agencies. ``digest`` is
    taken over ``general`` and over ``entry_digests`` in order, so that it can be checked by somebody who may
    read only some of the entries. The tables of versions and entries are append-only in the database.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    general = models.JSONField(default=dict)
    entry_digests = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    compiled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    compiled_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_agenda_version_per_number")
        ]

    def __str__(self) -> str:
        return f"agenda version {self.number}"


class AgendaEntry(models.Model):
    """One person's part of a frozen agenda. A row each, so that nobody reads a person they may not see.

    A listed or removed person has an item; a "not now" that goes against a criterion (clause P5) has none
    and is for the chair, the vice chair, the coordinator and business support only.
    """

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="entries")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="entries", null=True, blank=True
    )
    kind = EnumField(EntryKind, default=EntryKind.LISTED)
    position = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = AgendaEntryManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "item"], name="item_once_in_version"),
            models.UniqueConstraint(fields=["version", "position"], name="one_entry_per_position"),
            models.CheckConstraint(
                condition=Q(kind="not_now", item__isnull=True) | (~Q(kind="not_now") & Q(item__isnull=False)),
                name="entry_has_its_item",
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.position}"


class AgendaApproval(models.Model):
    """The chair approved or returned a version; the vice chair where the chair has a conflict (clause W2)."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="approvals")
    outcome = EnumField(ApprovalOutcome)
    comments = NarrativeField(_("comments"), blank=True)
    decided_as = EnumField(Role)
    chairs_conflict = models.CharField(_("why the chair does not decide"), max_length=400, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]

    def __str__(self) -> str:
        return str(self.outcome)


class Circulation(models.Model):
    """A version was circulated: once, and not again."""

    version = models.OneToOneField(AgendaVersion, on_delete=models.PROTECT, related_name="circulation")
    circulated_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    circulated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"circulated {self.circulated_at:%Y-%m-%d}"


class AgendaReceipt(models.Model):
    """A contact opened a circulated version for the first time."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="receipts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="first_opening_of_agenda")]

    def __str__(self) -> str:
        return f"opened by {self.user}"
