"""What each agency found before the meeting (clause M5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.protocol.vocabulary import ReturnStatus


class AgencyReturn(models.Model):
    """One agency's answer on one person. The latest version stands; earlier ones stay."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="returns")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    answer = EnumField(ReturnStatus)
    information = NarrativeField(_("what your agency holds"), blank=True)
    withheld_reason = NarrativeField(_("why it is withheld"), blank=True)
    solutions = NarrativeField(_("what your agency can offer"), blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["item", "agency", "version"]
        constraints = [
            models.UniqueConstraint(fields=["item", "agency", "version"], name="one_return_per_version")
        ]

    def __str__(self) -> str:
        return str(self.answer)
