from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet
from macem.protocol.vocabulary.facts import AddressKind, RestrictedField


class Address(DatedRecord):
    """Where somebody lives or stays. ``placement`` is a key of the list of kinds of placement.

    ``suitable`` is None where nobody has said; "no" says why.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    kind = EnumField(AddressKind)
    lines = NarrativeField(_("address"), blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    placement = models.CharField(_("kind of placement"), max_length=40, blank=True)
    carer = NarrativeField(_("who cares for them there"), blank=True)
    suitable = models.BooleanField(_("suitable"), null=True)
    suitable_why = NarrativeField(blank=True)

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        verbose_name_plural = "addresses"
        constraints = [
            *DatedRecord.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(lines="", postcode="", placement=""), name="address_is_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(placement="") | Q(kind="placement"), name="only_a_placement_is_of_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(suitable=False) | ~Q(suitable_why=""), name="unsuitable_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"

    @property
    def restricted_as(self) -> RestrictedField:
        return AddressKind(self.kind).restricted_as
