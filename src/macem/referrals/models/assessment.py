from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.querysets import AssessmentQuerySet


class RiskAssessment(models.Model):
    """A completed CSE/CCE risk assessment (clause P4). Each is a version; the latest signed one counts.

    ``revises`` names the one that a service manager had returned to its author.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="assessments")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessments_written")
    sent_to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessments_to_sign")
    level = EnumField(RiskLevel)
    harmful_sexual_behaviour = EnumField(HarmfulSexualBehaviour)
    narrative = NarrativeField(_("what is happening"))
    strengths = NarrativeField(_("what keeps the child safe"))
    completed_on = models.DateField(_("completed on"))
    sent_at = models.DateTimeField()
    revises = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revision"
    )

    objects = ScopedManager(queryset=AssessmentQuerySet)

    class Meta:
        ordering = ["completed_on", "sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(narrative="") & ~Q(strengths=""), name="assessment_says_risk_and_strengths"
            ),
            models.CheckConstraint(condition=~Q(author=F("sent_to")), name="assessment_signed_by_another"),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class AssessmentReview(models.Model):
    """A service manager signed an assessment off, or returned it with comments (clause P4)."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="reviews")
    outcome = EnumField(AssessmentOutcome)
    comments = NarrativeField(_("comments"), blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT)
    reviewed_at = models.DateTimeField()

    objects = ScopedManager("assessment__subject_id")

    class Meta:
        ordering = ["reviewed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment"], name="assessment_reviewed_once"),
            models.CheckConstraint(
                condition=~Q(outcome="returned") | ~Q(comments=""), name="assessment_returned_with_comments"
            ),
        ]

    def __str__(self) -> str:
        return str(self.outcome)
