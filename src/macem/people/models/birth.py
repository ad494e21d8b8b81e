from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.protocol.vocabulary.states import BirthBasis


class BirthRecord(models.Model):
    """What was said about a birth, each time: the latest stands, and is copied to the person to search by.

    A correction of what was known says why (``reason``).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="births")
    basis = EnumField(BirthBasis)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    estimated_age = models.PositiveSmallIntegerField(_("estimated age"), null=True, blank=True)
    estimated_on = models.DateField(_("estimated on"), null=True, blank=True)
    told_by = NarrativeField(_("who said so"), blank=True)
    reason = NarrativeField(_("reason"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"birth of person {self.person_id}"
