from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager


class StrategyMeeting(models.Model):
    """A strategy meeting or section 47 enquiry: held when, with what outcome (clause P3)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="strategy_meetings")
    held_on = models.DateField(_("held on"))
    section_47 = models.BooleanField(_("section 47 enquiry opened"), default=False)
    outcome = NarrativeField(_("outcome"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return f"strategy meeting {self.held_on}"
