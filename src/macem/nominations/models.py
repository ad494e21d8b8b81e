from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.nominations.querysets import NominationQuerySet
from macem.protocol.vocabulary import Answer, Body, Part, RammOutcome
from macem.schedule.models import Meeting


class Nomination(models.Model):
    """A criterion says that somebody should be considered: clause, reason, figures, records.

    Raised once per person, clause and body of evidence (``evidence_digest``); it adds nobody to an agenda.
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
    """What the RAMM (for Part 2 the intelligence DS) decided on all that was open about a person (P5)."""

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
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    nominations = models.ManyToManyField(Nomination, through="DecidedNomination", related_name="decisions")

    objects = ScopedManager(part="part")

    class Meta:
        ordering = ["decided_at", "id"]

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
