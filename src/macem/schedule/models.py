from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.querysets import MeetingQuerySet


class Meeting(models.Model):
    """One monthly meeting of a panel (clause M1). ``reference`` is readable in an address: ``2027-01``.

    No two meetings bear one reference, of whatever panels: an address says which meeting is meant.

    ``stage`` is there where ``with_stage()`` fetched it.
    """

    stage: MeetingStage

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    reference = models.SlugField(max_length=12)
    on = models.DateField(_("date"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    call_link = models.URLField(_("call link"), blank=True)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="one_meeting_per_reference"),
            models.UniqueConstraint(fields=["panel", "on"], name="one_meeting_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.reference}"


class StageReached(models.Model):
    """A meeting reached a stage: when, by whom, why. The latest row is where it stands."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="stages")
    stage = EnumField(MeetingStage)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.meeting} {self.stage}"


class DatesReckoned(models.Model):
    """The due dates of a meeting as they were reckoned once and everyone was told (clause M3).

    A new row where the calendar has changed. ``final`` at circulation: from then on the dates stand,
    whatever holiday is proclaimed later.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reckonings")
    names_due = models.DateField()
    agenda_due = models.DateField()
    perpetrators_due = models.DateField()
    returns_due = models.DateField()
    risk_assessments_due = models.DateField()
    actions_due = models.DateField()
    actions_last_working_day = models.DateField()
    warnings = models.JSONField(default=list)
    final = models.BooleanField(default=False)
    reckoned_at = models.DateTimeField()

    class Meta:
        ordering = ["reckoned_at", "id"]
        verbose_name_plural = "dates reckoned"
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(final=True), name="dates_final_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, names due {self.names_due}"
