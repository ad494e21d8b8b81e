from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.people.querysets import PersonQuerySet
from macem.protocol.ages import BirthRange, born_when
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind


class Person(models.Model):
    """A child, or an adult who poses a risk. The primary key is the Subject's.

    A birth is known exactly; or estimated, as a date that somebody assigned or as "about 15" on a day
    (``estimated_age``, ``estimated_on``); or not known.
    """

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="person")
    kind = EnumField(PersonKind)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    birth_basis = EnumField(BirthBasis, default=BirthBasis.UNKNOWN)
    estimated_age = models.PositiveSmallIntegerField(_("estimated age"), null=True, blank=True)
    estimated_on = models.DateField(_("estimated on"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=40, blank=True)
    recorded_at = models.DateTimeField()

    current_holders: list["CaseHolder"]
    """Set by ``PersonQuerySet.with_holder``."""

    objects = ScopedManager(queryset=PersonQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_basis="unknown", date_of_birth=None, estimated_age=None)
                | Q(birth_basis="exact", date_of_birth__isnull=False, estimated_age=None)
                | Q(birth_basis="estimated", date_of_birth__isnull=False, estimated_age=None)
                | Q(birth_basis="estimated", date_of_birth=None, estimated_age__isnull=False),
                name="birth_as_its_basis_says",
            ),
            models.CheckConstraint(
                condition=Q(estimated_age=None, estimated_on=None)
                | Q(estimated_age__isnull=False, estimated_on__isnull=False),
                name="estimated_age_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def born(self) -> BirthRange | None:
        """The days between which the person was born; None where nothing is known.

        A date that somebody assigned is taken as it stands.
        """
        if self.estimated_age is not None and self.estimated_on is not None:
            return born_when(self.estimated_age, self.estimated_on)
        if self.date_of_birth is not None:
            return BirthRange(self.date_of_birth, self.date_of_birth)
        return None

    @property
    def exact_birth(self) -> date | None:
        """The date of birth where it is known exactly."""
        return self.date_of_birth if self.birth_basis is BirthBasis.EXACT else None


class PersonName(models.Model):
    """A name as a dated fact. A name is a former one when it says so or has ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = EnumField(NameKind)
    forename = models.CharField(_("forename"), max_length=120, blank=True)
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=500, db_collation="C")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="name_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(forename="") | ~Q(surname=""), name="name_is_not_empty"),
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
        return self.kind is NameKind.FORMER or self.until is not None


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


class Identifier(models.Model):
    """A number another system knows the person by. Checked with warnings that never block."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = EnumField(IdentifierKind)
    value = models.CharField(_("number"), max_length=60)
    normalised = models.CharField(max_length=60)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

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


class CaseHolder(models.Model):
    """Who holds the case: an agency and its worker. The group itself does not (clause P9)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holders")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    worker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True)
    worker_name = models.CharField(_("worker"), max_length=120)
    open_to_social_care = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager("person_id")

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holder_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(worker_name=""), name="holder_is_somebody"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(until__isnull=True), name="one_current_holder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_name}, {self.agency}"


class FactsChanged(models.Model):
    """A fact that bears on the criteria changed; nominations drains these every minute and nightly."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=80)
    noted_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = ScopedManager("person_id")

    def __str__(self) -> str:
        return self.what
