from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary import HarmfulSexualBehaviour
from macem.referrals.querysets import ReferralQuerySet
from macem.screening.models import Screening


class Referral(models.Model):
    """A worry about a child, sent to the MASH (clause P1). It is not a safeguarding referral (P3).

    It holds the child as the referrer described them; ``subject`` is set when the MASH says who it is.
    ``screening`` is the screening form of which it was made; None: a few lines to the MASH.
    The referrer sees their own referral, and nothing that others add.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="referrals")
    submitted_at = models.DateTimeField()
    receipt = models.CharField(max_length=20, unique=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="referral"
    )
    forename = models.CharField(_("forename"), max_length=120, blank=True)
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    about_age = models.PositiveSmallIntegerField(_("about how old"), null=True, blank=True)
    csc_number = models.CharField(_("social care number"), max_length=60, blank=True)
    strands = ArrayField(models.CharField(max_length=20), verbose_name=_("what the worry is about"))
    harmful_sexual_behaviour = EnumField(HarmfulSexualBehaviour)
    concern = NarrativeField(_("what is worrying you"))
    strengths = NarrativeField(_("what keeps the child safe"))
    home_authority = models.CharField(_("home authority"), max_length=120, blank=True)
    discussion_reason = NarrativeField(_("why a discussion would help"), blank=True)

    objects = ScopedManager(queryset=ReferralQuerySet)

    class Meta:
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(forename="") | ~Q(surname=""), name="referral_names_somebody"
            ),
            models.CheckConstraint(
                condition=Q(date_of_birth=None) | Q(about_age=None), name="referral_gives_one_age"
            ),
            models.CheckConstraint(
                condition=~Q(concern="") & ~Q(strengths=""), name="referral_says_concern_and_strengths"
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class EmergencyStop(models.Model):
    """A referrer said that a child was in immediate danger; the form stopped and showed the way (P3)."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    stopped_for = models.ForeignKey(User, on_delete=models.PROTECT)
    stopped_at = models.DateTimeField()
    telephone_shown = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"emergency route shown {self.stopped_at:%Y-%m-%d}"
