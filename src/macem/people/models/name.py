from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.models.person import Person
from macem.protocol.vocabulary.states import NameKind


class PersonName(models.Model):
    """A name as a dated fact. A name is a former one when it says so or has ended.

    A name written wrongly is withdrawn, and was never theirs.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = EnumField(NameKind)
    forename = models.CharField(_("forename"), max_length=120, blank=True)
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    told_by = NarrativeField(_("who said so"), blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = NarrativeField(blank=True)

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="name_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(forename="") | ~Q(surname=""), name="name_is_not_empty"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, until__isnull=False) & ~Q(withdrawn_reason=""),
                name="name_withdrawn_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(until__isnull=True) & Q(kind__in=["legal", "preferred"]),
                name="one_current_name_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()

    @property
    def is_former(self) -> bool:
        """Whether it was theirs once: one that was withdrawn never was."""
        return self.withdrawn_at is None and (self.kind is NameKind.FORMER or self.until is not None)


class PersonNameKey(models.Model):
    """One folded word under which a name is found (see ``people.folding``).

    Compared by ``>=`` and ``<`` only: those may run before row security, so an index answers a search.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="name_keys", db_index=False)
    name = models.ForeignKey(PersonName, on_delete=models.PROTECT, related_name="keys")
    key = models.CharField(max_length=500, db_collation="C")

    objects = ScopedManager("person_id")

    class Meta:
        indexes = [
            models.Index(fields=["key", "person"], name="name_key_by_key"),
            models.Index(fields=["person", "key"], name="name_key_by_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="name_key_once_per_name")]

    def __str__(self) -> str:
        return self.key
