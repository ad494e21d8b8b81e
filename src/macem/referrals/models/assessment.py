from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.attachments.models import StoredFile
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel
from macem.protocol.vocabulary.assessment import AssessmentSource, Noted
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.querysets import AssessmentQuerySet


class RiskAssessment(models.Model):
    """A completed CSE/CCE risk assessment (clause P4). Each is a version; the latest signed one counts.

    Written here by ``author`` and sent to a service manager, ``sent_to``; or signed off in Mosaic and
    attached as a file, which has neither (``attached`` says who they were) and counts as it is.
    ``revises`` names the one that a service manager had returned to its author. ``matrix`` is the id of the
    exploitation matrix behind the level, empty where none was filled in; ``level_reason`` says why the level
    is another than its signs suggest, ``change`` what has changed since the one before. Either the child was
    asked (``child_voice``, ``asked_by``), or ``not_asked`` says why not.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="assessments")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    source = EnumField(AssessmentSource, default=AssessmentSource.HERE)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments_written"
    )
    sent_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments_to_sign"
    )
    level = EnumField(RiskLevel)
    harmful_sexual_behaviour = EnumField(HarmfulSexualBehaviour)
    behaviour_words = NarrativeField(_("what that concern rests on"), blank=True, default="")
    narrative = NarrativeField(_("what is happening"), blank=True)
    strengths = NarrativeField(_("what keeps the child safe"), blank=True)
    child_voice = NarrativeField(_("what the child says"), blank=True, default="")
    asked_by = NarrativeField(_("who asked the child, and when"), blank=True, default="")
    not_asked = NarrativeField(_("why nobody asked the child"), blank=True, default="")
    change = NarrativeField(_("what has changed"), blank=True, default="")
    matrix = models.CharField(max_length=40, blank=True, default="")
    level_reason = NarrativeField(_("why another level than suggested"), blank=True, default="")
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
                condition=Q(source="mosaic") | (~Q(narrative="") & ~Q(strengths="")),
                name="assessment_says_risk_and_strengths",
            ),
            models.CheckConstraint(condition=~Q(author=F("sent_to")), name="assessment_signed_by_another"),
            models.CheckConstraint(
                condition=Q(source="mosaic", author=None, sent_to=None)
                | Q(source="here", author__isnull=False, sent_to__isnull=False),
                name="assessment_written_here_has_author_and_signer",
            ),
            models.CheckConstraint(
                condition=Q(child_voice="") | Q(not_asked=""), name="assessment_child_asked_or_not"
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk}"


class AssessmentNote(models.Model):
    """What an assessment says of one sign or protective factor of its matrix, by its key (clause P4)."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="notes")
    key = models.CharField(max_length=40)
    noted = EnumField(Noted)
    line = NarrativeField(_("what is known"), blank=True)

    objects = ScopedManager("assessment__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="assessment_notes_a_sign_once"),
            models.CheckConstraint(
                condition=~Q(noted="noted") | ~Q(line=""), name="assessment_says_what_is_noted"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class AssessmentWriter(models.Model):
    """Somebody besides the author who wrote in an assessment, and so never signs it off (clause P4)."""

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="writers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager("assessment__subject_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "user"], name="assessment_names_a_writer_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} wrote in {self.assessment_id}"


class AttachedAssessment(models.Model):
    """The file of an assessment signed off in Mosaic, and what it says of its signing (clause P4).

    ``signed_by`` signed it off there; no second sign-off follows here.
    """

    assessment = models.OneToOneField(
        RiskAssessment, on_delete=models.PROTECT, primary_key=True, related_name="attached"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="attached_assessment")
    written_by = models.CharField(_("written by"), max_length=120)
    signed_by = models.CharField(_("signed off by"), max_length=120)
    signed_on = models.DateField(_("signed off on"))
    number = models.CharField(_("number in Mosaic"), max_length=60)
    attached_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager("assessment__subject_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(written_by="") & ~Q(signed_by="") & ~Q(number=""),
                name="attached_assessment_says_who_signed",
            ),
            models.CheckConstraint(
                condition=~Q(written_by=F("signed_by")), name="attached_assessment_signed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"attached {self.assessment_id}"


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
