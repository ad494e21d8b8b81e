from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.states import MeetingStage


class Meeting(models.Model):
    """One monthly meeting of a panel (clause M1). ``reference`` is readable in an address: ``2027-01``."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    reference = models.SlugField(max_length=12)
    on = models.DateField(_("date"))
    starts = models.TimeField(_("starts"))
    ends = models.TimeField(_("ends"))
    venue = models.CharField(_("venue"), max_length=160, blank=True)
    call_link = models.URLField(_("call link"), blank=True)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "reference"], name="one_meeting_per_reference"),
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
