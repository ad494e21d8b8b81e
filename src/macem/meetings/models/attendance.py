"""Who was there, from when to when, and what happens when somebody is not (clause M4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.meetings.room_querysets import AttendanceQuerySet, OfItemManager
from macem.protocol.vocabulary import AttendanceStatus, Role
from macem.schedule.models import Meeting


class Attendance(models.Model):
    """One person's presence, deputising, apology or written word for one agency at one meeting.

    Before the meeting it says who is expected; somebody is in the room once they have accepted the
    confidentiality statement (clause S7). Corrected by a new row: ``replaced_at`` ends the old one. Somebody
    who left and came again has two. A guest has no agency on the panel, but an ``organisation``. ``role``,
    ``is_named`` and ``part_two`` are what the person held when it was recorded.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    role = EnumField(Role, blank=True)
    is_named = models.BooleanField(default=False)
    part_two = models.BooleanField(default=False)
    status = EnumField(AttendanceStatus)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    confidentiality_accepted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agency", "name"],
                condition=Q(replaced_at=None, left_at=None),
                nulls_distinct=False,
                name="attendee_once_per_agency",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, organisation="")
                | (Q(agency__isnull=True) & ~Q(organisation="")),
                name="attendee_comes_from_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at")),
                name="attendee_leaves_after_arriving",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None) | Q(confirmed_at__isnull=False),
                name="deputy_confirmed_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"

    @property
    def confirmed_by_chair(self) -> bool:
        return self.confirmed_at is not None

    @property
    def accepted(self) -> bool:
        """Whether the confidentiality statement was accepted (clause S7)."""
        return self.confidentiality_accepted_at is not None

    @property
    def comes_from(self) -> str:
        return self.agency.name if self.agency is not None else self.organisation


class Recusal(models.Model):
    """An attendee has a conflict of interest in one item: it is not shown to them, and they take no part."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="recusals")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(part="item__part")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "attendance"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.attendance} recused"


class Postponement(models.Model):
    """A meeting that was moved to another day, with who was missing and how they were told."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="postponement")
    moved_to = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="held_instead_of")
    reason = models.CharField(max_length=400)
    missing_agencies = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"moved to {self.moved_to}"


class InterimSafety(models.Model):
    """How a child is kept safe until the postponed meeting is held: confirmed once a postponement."""

    postponement = models.ForeignKey(Postponement, on_delete=models.PROTECT, related_name="interim_safety")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interim_safety")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    what = NarrativeField(_("how the child is kept safe until then"))
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = OfItemManager()

    class Meta:
        ordering = ["confirmed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["postponement", "item"], name="safety_confirmed_once"),
            models.CheckConstraint(condition=~Q(what=""), name="safety_says_how"),
        ]

    def __str__(self) -> str:
        return f"interim safety of item {self.item_id}"
