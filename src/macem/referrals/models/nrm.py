from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmNoteKind, NrmOutcome


class NrmReferral(models.Model):
    """A referral to the National Referral Mechanism (clause C1). ``body`` decides on it; blank: not known."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="nrm_referrals")
    responder = models.CharField(_("first responder"), max_length=160)
    number = models.CharField(_("reference"), max_length=60, blank=True)
    submitted_on = models.DateField(_("submitted on"))
    body = EnumField(NrmBody, blank=True, default="")
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


class NrmDecision(models.Model):
    """A decision on reasonable or conclusive grounds. The latest of a kind stands.

    ``answers`` names the request that a decision be reconsidered, where this one answers it. Days may be odd
    (a decision before its referral): they are shown as odd, and never refused.
    """

    nrm = models.ForeignKey(NrmReferral, on_delete=models.PROTECT, related_name="decisions")
    kind = EnumField(NrmDecisionKind)
    outcome = EnumField(NrmOutcome)
    body = EnumField(NrmBody)
    decided_on = models.DateField(_("decided on"))
    answers = models.OneToOneField(
        "NrmReconsideration", on_delete=models.PROTECT, null=True, blank=True, related_name="answer"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager("nrm__subject_id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"


class NrmReconsideration(models.Model):
    """Somebody asked for a decision to be reconsidered."""

    decision = models.OneToOneField(NrmDecision, on_delete=models.PROTECT, related_name="reconsideration")
    requested_on = models.DateField(_("requested on"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager("decision__nrm__subject_id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"reconsideration {self.pk}"


class NrmNote(models.Model):
    """What else the Modern Slavery Act asks to be remembered: guardian, uncertain age, duty to notify."""

    nrm = models.ForeignKey(NrmReferral, on_delete=models.PROTECT, related_name="notes")
    kind = EnumField(NrmNoteKind)
    on = models.DateField(_("on"))
    words = NarrativeField(_("note"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager("nrm__subject_id")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.kind)
