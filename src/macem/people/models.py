from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind


class Person(models.Model):
    """A child, or an adult who poses a risk. The primary key is the Subject's."""

    subject = models.OneToOneField(Subject, on_delete=models.PROTECT, primary_key=True, related_name="person")
    kind = EnumField(PersonKind)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    birth_basis = EnumField(BirthBasis, default=BirthBasis.UNKNOWN)
    sex = models.CharField(_("sex"), max_length=40, blank=True)
    recorded_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_basis="unknown", date_of_birth__isnull=True)
                | (~Q(birth_basis="unknown") & Q(date_of_birth__isnull=False)),
                name="birth_date_as_its_basis_says",
            )
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"


class PersonName(models.Model):
    """A name as a dated fact. ``search_key`` is the folded spelling that search compares."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = EnumField(NameKind)
    forename = models.CharField(_("forename"), max_length=120, blank=True)
    surname = models.CharField(_("surname"), max_length=120, blank=True)
    search_key = models.CharField(max_length=260, db_index=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


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
        indexes = [models.Index(fields=["kind", "normalised"], name="identifier_by_number")]
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
