from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.protocol.vocabulary.states import IdentifierKind


class Identifier(models.Model):
    """A number another system knows the person by. Checked with warnings that never block."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = EnumField(IdentifierKind)
    value = models.CharField(_("number"), max_length=60)
    normalised = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["kind", "id"]
        indexes = [
            models.Index(fields=["kind", "normalised"], name="identifier_by_kind"),
            models.Index(fields=["normalised"], name="identifier_by_number"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "normalised"],
                condition=Q(until__isnull=True),
                name="identifier_once_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
