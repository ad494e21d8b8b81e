from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import MashRoute
from macem.referrals.models.referral import Referral


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
