from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.nominations.querysets import (
    AnswerQuerySet,
    DecisionQuerySet,
    NominationQuerySet,
    QuestionQuerySet,
)
from macem.protocol.vocabulary import Answer, Body, Part, RammOutcome
from macem.schedule.models import Meeting


class Nomination(models.Model):
    """A criterion says that somebody should be considered: clause, reason, figures, records.

    Raised once per person, clause and body of evidence (``evidence_digest``); it adds nobody to an agenda.
    ``happened_on`` is the day of the latest event behind it, ``would_change`` what would have made the
    criterion answer otherwise when it was asked: ``[words, answer]`` each.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="nominations")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="nominations")
    clause = models.CharField(max_length=4)
    answer = EnumField(Answer)
    part = EnumField(Part)
    body = EnumField(Body)
    reason = NarrativeField()
    figures = models.JSONField(default=dict)
    evidence = models.JSONField(default=list)
    evidence_digest = models.CharField(max_length=64)
    would_change = models.JSONField(default=list)
    happened_on = models.DateField(null=True, blank=True)
    raised_at = models.DateTimeField()

    objects = ScopedManager(queryset=NominationQuerySet)

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "subject", "clause", "evidence_digest"], name="once_per_body_of_evidence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.subject_id}"


class NominationDecision(models.Model):
    """What the RAMM (for Part 2 the intelligence DS) decided on all that was open about a person (P5).

    A decision is changed by another that ``replaces`` it, with the reason; the one that nothing replaces
    stands. ``shown_to_chair``: "not now" against level 4 or a criterion of Part 1a, which the chair sees with
    the agenda.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="nomination_decisions")
    body = EnumField(Body)
    outcome = EnumField(RammOutcome)
    part = EnumField(Part, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True)
    reason = NarrativeField(_("reason"), blank=True)
    manager = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    manager_reason = NarrativeField(_("service manager's reason"), blank=True)
    more_from = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    more_by = models.DateField(_("by when"), null=True, blank=True)
    shown_to_chair = models.BooleanField(default=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    change_reason = NarrativeField(_("why the decision was changed"), blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    nominations = models.ManyToManyField(Nomination, through="DecidedNomination", related_name="decisions")

    objects = ScopedManager(queryset=DecisionQuerySet)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces=None, change_reason="")
                | (Q(replaces__isnull=False) & ~Q(change_reason="")),
                name="changed_decision_says_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.outcome)


class DecidedNomination(models.Model):
    """A nomination that a decision used up (or, for "more information", put off)."""

    decision = models.ForeignKey(NominationDecision, on_delete=models.PROTECT)
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT)

    objects = ScopedManager("nomination__subject_id", part="nomination__part")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "nomination"], name="nomination_once_in_decision")
        ]

    def __str__(self) -> str:
        return f"nomination {self.nomination_id} decided"


class Question(models.Model):
    """What the RAMM asked an agency when it decided on "more information" (P5).

    It holds all that the agency is told: ``about`` names the person, as the list did when it was asked. The
    agency's contacts read this row and their own answer, and nothing else of the person. ``closed_at``: the
    body decided without an answer, which nobody owes any more.
    """

    decision = models.OneToOneField(NominationDecision, on_delete=models.PROTECT, related_name="question")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    part = EnumField(Part, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    about = NarrativeField()
    text = NarrativeField(_("what to ask"))
    due = models.DateField(_("by when"))
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(queryset=QuestionQuerySet)

    class Meta:
        ordering = ["due", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="question_asks_something")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def body(self) -> Body:
        """Who asked: for Part 2 the intelligence DS, else the RAMM."""
        return Body.INTELLIGENCE_DS if self.part is Part.ADULT_2 else Body.RAMM


class QuestionAnswer(models.Model):
    """What the asked agency answered: it brings the person back before the RAMM (P5)."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    text = NarrativeField(_("answer"))
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    objects = ScopedManager("question__subject_id", queryset=AnswerQuerySet, part="question__part")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="answer_says_something")]

    def __str__(self) -> str:
        return f"answer to question {self.question_id}"
