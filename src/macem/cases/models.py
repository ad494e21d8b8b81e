from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.cases.querysets import CaseQuerySet
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models import Person
from macem.protocol.vocabulary import ClosureKind, Part, RiskLevel


class Case(models.Model):
    """A person's stay on MACEM: from the decision to discuss them until a meeting closes it (clause P10).

    It is not case holding: who holds the case stands with the person (clause P9). ``taken_back_at``: the
    decision that opened it was changed before a meeting made use of it; it ended then, without a closure.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="cases")
    part = EnumField(Part)
    level_at_entry = EnumField(RiskLevel, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(queryset=CaseQuerySet)

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=Q(subject=F("person")), name="case_is_about_its_person"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at=F("closed_at")),
                name="case_taken_back_is_over",
            ),
            models.UniqueConstraint(
                fields=["subject", "panel", "part"], condition=Q(closed_at__isnull=True), name="one_open_case"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def level_now(self) -> RiskLevel | None:
        """The level last agreed, else the level at entry; None where neither was recorded."""
        agreed = list(self.levels.all())
        level = agreed[-1].level if agreed else self.level_at_entry
        return RiskLevel(level) if level else None


class AgreedLevel(models.Model):
    """The level that a meeting agreed, with its reason (clause M7)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="levels")
    level = EnumField(RiskLevel)
    reason = NarrativeField(_("reason"), blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)

    objects = ScopedManager("case__subject_id", part="case__part")

    class Meta:
        ordering = ["agreed_at", "id"]

    def __str__(self) -> str:
        return str(self.level)


class Closure(models.Model):
    """Why a case was closed: risk reduced, or closed though not reduced, counted apart (clause P10)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="closure")
    kind = EnumField(ClosureKind)
    level_now = EnumField(RiskLevel, blank=True)
    evidence = NarrativeField(_("evidence"), blank=True)
    reason = NarrativeField(_("reason"))
    accepted_by = models.CharField(_("accepted by"), max_length=160, blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)

    objects = ScopedManager("case__subject_id", part="case__part")

    def __str__(self) -> str:
        return str(self.kind)
