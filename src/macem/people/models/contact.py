from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.people.models.record import DatedRecord, RecordQuerySet
from macem.protocol.vocabulary.facts import SafeToContact


class Contact(DatedRecord):
    """Somebody in the person's life, or at work for them, who is not recorded here as a person.

    ``relation`` is a key of the list of relations; ``responsible``: holds parental responsibility, None where
    not known. ``safe`` says whether they may be contacted, and anything but yes says why.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    relation = models.CharField(_("relation"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    responsible = models.BooleanField(_("has parental responsibility"), null=True)
    safe = EnumField(SafeToContact)
    safe_why = NarrativeField(blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects: ScopedManager[Any] = ScopedManager("person_id", queryset=RecordQuerySet)

    class Meta(DatedRecord.Meta):
        constraints = [
            *DatedRecord.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name"),
            models.CheckConstraint(
                condition=Q(safe="yes") | ~Q(safe_why=""), name="not_safe_to_contact_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"contact of person {self.person_id}"
