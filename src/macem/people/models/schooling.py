from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet
from macem.protocol.vocabulary.facts import RestrictedField


class Schooling(DatedRecord):
    """Where somebody learns and whether they are there. ``status`` is a key of the list of schooling.

    ``hours`` are those of a week on a part-time timetable.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="schooling")
    status = models.CharField(_("status"), max_length=40)
    school = NarrativeField(_("school or college"), blank=True)
    hours = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        verbose_name_plural = "schooling"

    def __str__(self) -> str:
        return f"schooling of person {self.person_id}"

    @property
    def restricted_as(self) -> RestrictedField:
        """The school's name is restricted; whether they attend is not."""
        return RestrictedField.SCHOOL
