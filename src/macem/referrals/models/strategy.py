from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.safeguarding import EnquiryOutcome


class StrategyMeeting(models.Model):
    """A strategy meeting: held when, chaired by whom, with what outcome (clause P3).

    With ``section_47`` it opened an enquiry, whose outcome is then due.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="strategy_meetings")
    held_on = models.DateField(_("held on"))
    chaired_by = models.CharField(_("chaired by"), max_length=160, blank=True)
    section_47 = models.BooleanField(_("section 47 enquiry opened"), default=False)
    outcome = NarrativeField(_("outcome"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return f"strategy meeting {self.held_on}"


class StrategyMeetingAgency(models.Model):
    """An agency that took part in a strategy meeting."""

    meeting = models.ForeignKey(StrategyMeeting, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)

    objects = ScopedManager("meeting__subject_id")

    class Meta:
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency"], name="agency_once_at_strategy_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.agency} at {self.meeting}"


class EnquiryConclusion(models.Model):
    """How the section 47 enquiry that a strategy meeting opened ended (clause P3)."""

    meeting = models.OneToOneField(StrategyMeeting, on_delete=models.PROTECT, related_name="conclusion")
    concluded_on = models.DateField(_("concluded on"))
    outcome = EnumField(EnquiryOutcome)
    conference_on = models.DateField(_("conference on"), null=True, blank=True)
    reason = NarrativeField(_("reason"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager("meeting__subject_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="enquiry_conclusion_says_why"),
            models.CheckConstraint(
                condition=Q(conference_on=None) | Q(outcome="conference"), name="enquiry_conference_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.outcome)
