from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager


class NrmReferral(models.Model):
    """A referral to the National Referral Mechanism (clause C1)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="nrm_referrals")
    responder = models.CharField(_("first responder"), max_length=160)
    number = models.CharField(_("reference"), max_length=60, blank=True)
    submitted_on = models.DateField(_("submitted on"))
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
