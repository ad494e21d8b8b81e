from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import ConsentState, LawfulBasis, SharingPrinciple
from macem.protocol.vocabulary.states import AwarenessOf


class PrinciplesField(models.JSONField):
    """The protocol's seven words, as far as they were weighed in a decision (clause S4)."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def get_prep_value(self, value: Any) -> Any:
        return [SharingPrinciple(word).value for word in value]

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[SharingPrinciple]:
        return [SharingPrinciple(word) for word in super().from_db_value(value, expression, connection)]


class Awareness(models.Model):
    """Agreement or awareness of the person or a parent: asked of whom, and what they said (clause S5 a)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="awareness")
    of_whom = EnumField(AwarenessOf)
    status = EnumField(ConsentState)
    reason = NarrativeField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.of_whom}: {self.status}"


class Basis(models.Model):
    """The lawful basis on which information about a person is shared, with the reason (clause S5 b).

    Several may be in force at once; one ends when sharing stops. ``answers`` is the withdrawal after which
    sharing goes on under this basis.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="bases")
    basis = EnumField(LawfulBasis)
    reason = NarrativeField(_("reason"))
    principles = PrinciplesField(default=list)
    answers = models.ForeignKey(Awareness, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("recorded_at")),
                name="basis_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.basis)


class SharingStop(models.Model):
    """The decision to stop sharing about a person after agreement was refused or withdrawn (clause S5).

    It ends every basis; one recorded later lets sharing begin again.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="sharing_stops")
    reason = NarrativeField(_("reason"))
    principles = PrinciplesField(default=list)
    answers = models.ForeignKey(Awareness, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"stopped {self.recorded_at:%Y-%m-%d}"


class SharingAgreement(models.Model):
    """What the meeting agreed may be told to child and family, by whom, and what agencies may hold (S3)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="agreements")
    may_be_told = NarrativeField(_("what the child and family may be told"))
    told_by = models.CharField(_("who tells them"), max_length=160)
    tell_by = models.DateField(_("by when"), null=True, blank=True)
    agencies_may_hold = NarrativeField(_("what each agency may hold"))
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_recorded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ScopedManager()

    class Meta:
        ordering = ["agreed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at__isnull=False) | Q(told_recorded_by__isnull=True),
                name="told_by_somebody_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"agreed {self.agreed_at:%Y-%m-%d}"
