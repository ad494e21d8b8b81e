"""Who was there, from when to when, and what happens when somebody is not (clause M4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.protocol.vocabulary import AttendanceStatus
from macem.schedule.models import Meeting


class Attendance(models.Model):
    """One person's presence, deputising, apology or written word for one agency at one meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    status = EnumField(AttendanceStatus)
    confirmed_by_chair = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    confidentiality_accepted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["agency__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency", "name"], name="attendee_once_per_agency")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.status}"


class Recusal(models.Model):
    """An attendee has a conflict of interest in one item and takes no part in it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="recusals")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "attendance"], name="recused_once")]

    def __str__(self) -> str:
        return f"{self.attendance} recused"


class Postponement(models.Model):
    """A meeting that was not quorate and was moved, with who was missing."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="postponement")
    moved_to = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="held_instead_of")
    reason = models.CharField(max_length=400)
    missing_agencies = models.JSONField(default=list)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"moved to {self.moved_to}"


class InterimSafety(models.Model):
    """Somebody confirmed how a child is kept safe until the postponed meeting is held."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="interim_safety")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    what = NarrativeField(_("how the child is kept safe until then"))
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"interim safety of item {self.item_id}"
