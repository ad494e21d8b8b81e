"""Who somebody is and who holds their case: the only writer of the tables of people."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.models import Agency
from macem.audit import services as audit
from macem.confidentiality.services import Principal, end_access, grant_access, register_subject, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import folding, numbers, policies
from macem.people.models import CaseHolder, FactsChanged, Identifier, Person, PersonName, PersonNameKey
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind

ADULT_PREFIX = "A-"
REPLACED = (NameKind.LEGAL, NameKind.PREFERRED)
"""A new name of one of these kinds ends the one before it; former names stand side by side."""


@transaction.atomic
def register_person(
    *,
    kind: PersonKind,
    first_grants: Sequence[Principal],
    basis: str,
    source: str,
    by: Actor,
    forename: str = "",
    surname: str = "",
    date_of_birth: date | None = None,
    birth_basis: BirthBasis = BirthBasis.UNKNOWN,
    estimated_age: int | None = None,
    sex: str = "",
    identifiers: Iterable[tuple[IdentifierKind, str]] = (),
    at: datetime | None = None,
) -> Person:
    """Make the record of a child, or of an adult who poses a risk.

    ``first_grants`` must let the maker see it, or the database refuses the row. A date of birth given
    without a basis counts as exact; ``estimated_age`` is an age on the day of ``at``. Look first with
    :func:`macem.people.finding.subjects_with_identifier`: nothing here refuses a number known elsewhere.
    Raises :class:`Refused`; :class:`NotNow` where date of birth and basis contradict each other.
    """
    at = at or clock.now()
    policies.check_can_register(by)
    birth = _birth(date_of_birth, birth_basis, estimated_age, at)
    prefix = ADULT_PREFIX if kind is PersonKind.ADULT else ""
    subject = register_subject(
        first_grants=list(first_grants), basis=basis, source=source, by=by, at=at, prefix=prefix
    )
    person = Person.objects.create(subject=subject, kind=kind, sex=sex.strip(), recorded_at=at, **birth)
    if forename.strip() or surname.strip():
        _write_name(person, NameKind.LEGAL, forename, surname, at)
    for identifier_kind, value in identifiers:
        if value.strip():
            _write_identifier(person, identifier_kind, value, at)
    audit.record("person_registered", by=by, at=at, obj=person, subject_id=person.pk, kind=kind.value)
    return person


@transaction.atomic
def add_name(
    *,
    person: Person,
    kind: NameKind,
    by: Actor,
    forename: str = "",
    surname: str = "",
    at: datetime | None = None,
) -> PersonName:
    """Record a name as a dated fact. A new legal or preferred name ends the one before, which becomes former.

    Returns the standing one where it is the same. Raises :class:`Refused`; :class:`NotNow` for no name.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    if not (forename.strip() or surname.strip()):
        raise NotNow("Enter a forename or a surname.")
    _lock(person)
    standing = PersonName.objects.filter(person=person, kind=kind, until=None)
    same = standing.filter(forename=forename.strip(), surname=surname.strip()).first()
    if same is not None:
        return same
    if kind in REPLACED:
        standing.update(until=at)
    name = _write_name(person, kind, forename, surname, at)
    audit.record("name_added", by=by, at=at, obj=name, subject_id=person.pk, kind=kind.value)
    return name


@transaction.atomic
def add_identifier(
    *, person: Person, kind: IdentifierKind, value: str, by: Actor, at: datetime | None = None
) -> Identifier:
    """Record a number that another system knows the person by; the standing row where it is the same.

    An odd number is kept: :func:`macem.people.numbers.warning` says what to look at, and never blocks.
    Raises :class:`Refused`; :class:`NotNow` for an empty number.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    if not value.strip():
        raise NotNow("Enter the number.")
    _lock(person)
    identifier, created = _write_identifier(person, kind, value, at)
    if created:
        audit.record("identifier_added", by=by, at=at, obj=identifier, subject_id=person.pk, kind=kind.value)
    return identifier


@transaction.atomic
def end_identifier(*, identifier: Identifier, by: Actor, at: datetime | None = None) -> None:
    """Say that a number is not, or no longer, this person's. The row stays and is found no more.

    Raises :class:`Refused`; :class:`NotNow` where it has ended already.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, identifier.person_id)
    if not Identifier.objects.filter(pk=identifier.pk, until=None).update(until=at):
        raise NotNow("This number has been taken off already.")
    audit.record("identifier_ended", by=by, at=at, obj=identifier, subject_id=identifier.person_id)


@transaction.atomic
def record_birth(
    *,
    person: Person,
    by: Actor,
    date_of_birth: date | None = None,
    birth_basis: BirthBasis = BirthBasis.UNKNOWN,
    estimated_age: int | None = None,
    at: datetime | None = None,
) -> Person:
    """Record when the person was born, or that it is not known. Ages bear on what is shown, not on criteria.

    Raises :class:`Refused`; :class:`NotNow` where date of birth and basis contradict each other.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    birth = _birth(date_of_birth, birth_basis, estimated_age, at)
    locked = _lock(person)
    before = locked.birth_basis
    for field, value in birth.items():
        setattr(locked, field, value)
    locked.save(update_fields=list(birth))
    note_facts_changed(person_id=locked.pk, what="date of birth", at=at)
    audit.record(
        "birth_recorded", by=by, at=at, obj=locked, subject_id=locked.pk,
        basis=locked.birth_basis.value, basis_before=before.value,
    )  # fmt: skip
    return locked


@transaction.atomic
def record_case_holder(
    *,
    person: Person,
    agency: Agency,
    worker_name: str,
    by: Actor,
    worker: User | None = None,
    open_to_social_care: bool = False,
    at: datetime | None = None,
) -> CaseHolder:
    """Say who holds the case: never the group itself (clause P9). The holder before ends.

    A ``worker`` with an account sees the person for as long as they hold the case. Returns the standing
    holder where nothing differs. Raises :class:`Refused`; :class:`NotNow` for no name.
    """
    at = at or clock.now()
    policies.check_can_record_case_holder(by, person.pk)
    if not worker_name.strip():
        raise NotNow("Enter the name of the worker who holds the case.", clause=Clause.P9.value)
    _lock(person)
    facts = {
        "agency": agency,
        "worker": worker,
        "worker_name": worker_name.strip(),
        "open_to_social_care": open_to_social_care,
    }
    before = CaseHolder.objects.filter(person=person, until=None).first()
    if before is not None and all(getattr(before, name) == value for name, value in facts.items()):
        return before
    if before is not None:
        before.until = at
        before.save(update_fields=["until"])
    holder = CaseHolder.objects.create(person=person, since=at, **facts)
    if worker is not None:
        grant_access(
            subject_id=person.pk,
            to=[Principal.user(worker.pk)],
            basis="holds the case",
            source=source_of(holder),
            by=by,
            at=at,
        )
    if before is not None:
        end_access(source=source_of(before), by=by, at=at, subject_id=person.pk)
    audit.record(
        "case_holder_recorded", by=by, at=at, obj=holder, subject_id=person.pk,
        agency=agency.pk, worker=worker.pk if worker else None, open_to_social_care=open_to_social_care,
    )  # fmt: skip
    return holder


def note_facts_changed(*, person_id: int, what: str, at: datetime) -> None:
    """Tell nominations, in this transaction, that a fact which bears on the criteria changed.

    ``what`` is a kind of record ("risk assessment"), never what it says.
    """
    FactsChanged.objects.create(person_id=person_id, what=what, noted_at=at)


def _lock(person: Person) -> Person:
    """Let one writer at a time change who somebody is."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _birth(
    born: date | None, basis: BirthBasis, estimated_age: int | None, at: datetime
) -> dict[str, date | BirthBasis | int | None]:
    today = clock.local_date(at)
    if born is not None and estimated_age is not None:
        raise NotNow("Give a date of birth or an estimated age, not both.")
    if born is None and estimated_age is None and basis is not BirthBasis.UNKNOWN:
        raise NotNow("Enter the date of birth, or say that it is not known.")
    if born is not None and born > today:
        raise NotNow("The date of birth must be today or in the past.")
    if born is not None and basis is BirthBasis.UNKNOWN:
        basis = BirthBasis.EXACT
    if estimated_age is not None:
        basis = BirthBasis.ESTIMATED
    return {
        "date_of_birth": born,
        "birth_basis": basis,
        "estimated_age": estimated_age,
        "estimated_on": today if estimated_age is not None else None,
    }


def _write_name(person: Person, kind: NameKind, forename: str, surname: str, at: datetime) -> PersonName:
    forename, surname = forename.strip(), surname.strip()
    name = PersonName.objects.create(
        person=person,
        kind=kind,
        forename=forename,
        surname=surname,
        sort_key=folding.sort_key(forename, surname),
        since=at,
    )
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=person, name=name, key=key)
        for key in sorted(folding.name_keys(forename, surname))
    )
    return name


def _write_identifier(
    person: Person, kind: IdentifierKind, value: str, at: datetime
) -> tuple[Identifier, bool]:
    return Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        normalised=numbers.normalised(kind, value),
        until=None,
        defaults={"value": value.strip(), "since": at},
    )
