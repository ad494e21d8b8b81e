from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.referrals.querysets import AssessmentDraftQuerySet, DraftAnswerQuerySet


class AssessmentDraft(models.Model):
    """A risk assessment while it is written (clause P4): nobody sees it but its author and named helpers.

    ``matrix`` is the exploitation matrix in force on the day it was begun. When it is sent its answers become
    a :class:`RiskAssessment`, and the draft goes.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="assessment_drafts")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessment_drafts")
    matrix = models.CharField(max_length=40)
    begun_at = models.DateTimeField()

    objects = ScopedManager(queryset=AssessmentDraftQuerySet)

    class Meta:
        ordering = ["begun_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "author"], name="one_assessment_draft_of_a_child_each")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftAnswer(models.Model):
    """The answer to one question of a draft, whole or not; ``question`` is its key.

    It is written over, and ``version`` counts how often, so that two people never undo each other unseen.
    """

    draft = models.ForeignKey(AssessmentDraft, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    choice = models.CharField(max_length=40, blank=True)
    words = NarrativeField(_("what is known"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    objects = ScopedManager("draft__subject_id", queryset=DraftAnswerQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "question"], name="assessment_draft_answers_once")
        ]

    def __str__(self) -> str:
        return self.question


class DraftHelper(models.Model):
    """A social care worker whom a draft's author let read and write in it, until ``ended_at`` (clause P4).

    It carries the child's subject, so that the draft's own policy can ask it. ``wrote_at`` is when they
    last wrote; whoever did never signs the assessment off.
    """

    draft = models.ForeignKey(AssessmentDraft, on_delete=models.PROTECT, related_name="helpers")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assessment_drafts_shared")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    wrote_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["named_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "user"], name="assessment_draft_names_a_helper_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} helps with {self.draft_id}"
