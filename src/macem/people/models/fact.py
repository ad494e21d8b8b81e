from typing import Any

from django.db import models
from django.db.models import Q

from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet
from macem.protocol.vocabulary.facts import RestrictedField, Topic

RESTRICTED = {Topic.GP: RestrictedField.GP}


class Fact(DatedRecord):
    """An answer chosen from the list of its topic: a language, a care status, an ethnic group.

    ``code`` is a key of the topic's list (see :mod:`macem.people.lists`); ``words`` say more, and are the
    whole of the answer for a topic without a list.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    topic = EnumField(Topic)
    code = models.CharField(max_length=40, blank=True)
    words = NarrativeField(blank=True)

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        indexes = [models.Index(fields=["person", "topic"], name="fact_by_topic")]
        constraints = [
            *DatedRecord.Meta.constraints,
            models.CheckConstraint(condition=~Q(code="", words=""), name="fact_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of person {self.person_id}"

    @property
    def restricted_as(self) -> RestrictedField | None:
        return RESTRICTED.get(self.topic)
