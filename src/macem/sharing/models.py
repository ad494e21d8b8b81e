from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import ConsentState, LawfulBasis
from macem.protocol.vocabulary.states import AwarenessOf


class Awareness(models.Model):
    """Agreement or awareness of the person or a parent: asked of whom, and what they said (clause S5 a)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="awareness")
    of_whom = EnumField(AwarenessOf)
    status = EnumField(ConsentState)
    reason = NarrativeField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.of_whom}: {self.status}"


class Basis(models.Model):
    """The lawful basis on which information about a person is shared, with the reason (clause S5 b)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="bases")
    basis = EnumField(LawfulBasis)
    reason = NarrativeField(_("reason"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return str(self.basis)


class SharingAgreement(models.Model):
    """What the meeting agreed may be told to child and family, by whom, and what agencies may hold (S3)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="agreements")
    may_be_told = NarrativeField(_("what the child and family may be told"))
    told_by = models.CharField(_("who tells them"), max_length=160)
    tell_by = models.DateField(_("by when"), null=True, blank=True)
    agencies_may_hold = NarrativeField(_("what each agency may hold"))
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["agreed_at", "id"]

    def __str__(self) -> str:
        return f"agreed {self.agreed_at:%Y-%m-%d}"
