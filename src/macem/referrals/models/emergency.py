from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.safeguarding import EmergencyCall
from macem.referrals.models.referral import EmergencyStop


class EmergencyFollowUp(models.Model):
    """What the MASH found out after the emergency route was shown: who rang whom, or why nobody (clause P3).

    It names no child: nothing about one was asked for.
    """

    stop = models.OneToOneField(EmergencyStop, on_delete=models.PROTECT, related_name="follow_up")
    call = EnumField(EmergencyCall)
    rung_by = models.CharField(_("who rang"), max_length=160, blank=True)
    rung_at = models.DateTimeField(_("when"), null=True, blank=True)
    reason = NarrativeField(_("why nothing further was needed"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(call="nothing_further", rung_at=None) & ~Q(reason="")
                | ~Q(call="nothing_further") & Q(rung_at__isnull=False) & ~Q(rung_by=""),
                name="emergency_follow_up_says_who_or_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.call)
