from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import HarmfulSexualBehaviour, MashRoute, RiskLevel
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.querysets import AssessmentQuerySet, ReferralQuerySet


class Referral(models.Model):
    """A worry about a child, sent to the MASH (clause P1). It is not a safeguarding referral (P3).

    It holds the child as the referrer described them; ``subject`` is set when the MASH says who it is.
    The referrer sees their own referral, and nothing that others add.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="referrals")
    submitted_at = models.DateTimeField()
    receipt = models.CharField(max_length=20, unique=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    forename = models.CharField(_("forename"), max_length=120, blank=True)
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    about_age = models.PositiveSmallIntegerField(_("about how old"), null=True, blank=True)
    csc_number = models.CharField(_("social care number"), max_length=60, blank=True)
    strands = ArrayField(models.CharField(max_length=20), verbose_name=_("what the worry is about"))
    harmful_sexual_behaviour = EnumField(HarmfulSexualBehaviour)
    concern = NarrativeField(_("what is worrying you"))
    strengths = NarrativeField(_("what keeps the child safe"))
    home_authority = models.CharField(_("home authority"), max_length=120, blank=True)
    discussion_reason = NarrativeField(_("why a discussion would help"), blank=True)

    objects = ScopedManager(queryset=ReferralQuerySet)

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(forename="") | ~Q(surname=""), name="referral_names_somebody"
            ),
            models.CheckConstraint(
                condition=Q(date_of_birth=None) | Q(about_age=None), name="referral_gives_one_age"
            ),
            models.CheckConstraint(
                condition=~Q(concern="") & ~Q(strengths=""), name="referral_says_concern_and_strengths"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class EmergencyStop(models.Model):
    """A referrer said that a child was in immediate danger; the form stopped and showed the way (P3)."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    stopped_for = models.ForeignKey(User, on_delete=models.PROTECT)
    stopped_at = models.DateTimeField()
    telephone_shown = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"emergency route shown {self.stopped_at:%Y-%m-%d}"


class MashDecision(models.Model):
    """What the MASH decided on a referral: level, path, reason (clause P2). The latest stands."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    level = models.PositiveSmallIntegerField(_("level of need"))
    path = EnumField(MashRoute)
    reason = NarrativeField(_("reason"))
    work_offered = NarrativeField(_("work offered"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    objects = ScopedManager("referral__subject_id")

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="mash_level_from_1_to_4"),
            models.CheckConstraint(condition=~Q(reason=""), name="mash_decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"level {self.level}"


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


class NrmReferral(models.Model):
    """A referral to the National Referral Mechanism (clause C1)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="nrm_referrals")
    responder = models.CharField(_("first responder"), max_length=160)
    number = models.CharField(_("reference"), max_length=60, blank=True)
    submitted_on = models.DateField(_("submitted on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["submitted_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("submitted_on")),
                name="nrm_withdrawn_after_submission",
            )
        ]

    def __str__(self) -> str:
        return f"NRM referral {self.pk}"


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
