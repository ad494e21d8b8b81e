from typing import Any

from django.db import models
from django.db.models import F, Q

from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager, sees
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet
from macem.protocol.vocabulary.facts import LinkKind


class LinkQuerySet(RecordQuerySet):
    """A link is seen by whoever sees both people: it does not hint at one to a reader of the other."""

    def sight(self, user_id: int) -> Q:
        return sees(user_id, "first_id") & sees(user_id, "second_id")

    def of(self, person: Person) -> "LinkQuerySet":
        """Keep the links of one person, on whichever side they stand."""
        return self.filter(Q(first=person) | Q(second=person))


class Link(DatedRecord):
    """What two people who are both recorded here are to each other. The lower number stands first."""

    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links_as_first")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links_as_second")
    kind = EnumField(LinkKind)
    words = NarrativeField(blank=True)

    objects: ScopedManager[Any] = ScopedManager("first_id", queryset=LinkQuerySet)

    class Meta(DatedRecord.Meta):
        constraints = [
            *DatedRecord.Meta.constraints,
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="lower_number_stands_first"),
            models.UniqueConstraint(
                fields=["first", "second", "kind"],
                condition=Q(until=None, withdrawn_at=None),
                name="one_open_link_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.first_id} and {self.second_id}"

    @property
    def subject_ids(self) -> tuple[int, ...]:
        return (self.first_id, self.second_id)

    def other_id(self, person: Person) -> int:
        """Return the key of the one of the two who is not ``person``."""
        return self.second_id if self.first_id == person.pk else self.first_id
