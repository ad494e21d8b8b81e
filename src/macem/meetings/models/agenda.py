"""The agenda: who is on it, its frozen versions, the chair's approval, circulation and receipts (M2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.cases.models import Case
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import Part
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.schedule.models import Meeting


class AgendaItem(models.Model):
    """One person on one meeting's list, with who presents (clause P7). Removal keeps the row and the reason."""

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

    objects = ScopedManager()

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
    """A compiled agenda, frozen. Late items make a new version with a reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    compiled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    compiled_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_agenda_version_per_number")
        ]

    def __str__(self) -> str:
        return f"agenda version {self.number}"


class AgendaEntry(models.Model):
    """One person's part of a frozen agenda. A row each, so that nobody reads a person they may not see."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="entries")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    content = models.JSONField()

    objects = ScopedManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "item"], name="item_once_in_version")]

    def __str__(self) -> str:
        return f"entry {self.position}"


class AgendaApproval(models.Model):
    """The chair (or, in a conflict, the vice chair) approved or returned a version."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="approvals")
    outcome = EnumField(ApprovalOutcome)
    comments = NarrativeField(_("comments"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]

    def __str__(self) -> str:
        return str(self.outcome)


class Circulation(models.Model):
    """A version was circulated: once, and not again."""

    version = models.OneToOneField(AgendaVersion, on_delete=models.PROTECT, related_name="circulation")
    circulated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
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
