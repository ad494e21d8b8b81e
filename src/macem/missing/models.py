from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.missing.querysets import EpisodeQuerySet
from macem.protocol.vocabulary import AbsenceType


class Episode(models.Model):
    """A time a child was reported missing, or away from placement without authorisation (clauses C2, C3).

    Dates and clock times are London's, as the sender wrote them; a time that was not recorded is None,
    never midnight. What a night of changing clocks makes of them is for the protocol to say.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="episodes")
    kind = EnumField(AbsenceType)
    started_on = models.DateField(_("missing from"))
    started_at = models.TimeField(_("time"), null=True, blank=True)
    ended_on = models.DateField(_("found or returned"), null=True, blank=True)
    ended_at = models.TimeField(_("time"), null=True, blank=True)
    source = models.CharField(_("where this comes from"), max_length=60)
    source_reference = models.CharField(_("their reference"), max_length=60, blank=True)
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    recorded_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = ScopedManager(queryset=EpisodeQuerySet)

    class Meta:
        ordering = ["started_on", "started_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="episode_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_on__isnull=False), name="episode_time_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_on}"
