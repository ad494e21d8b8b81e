"""Looking somebody up before making a second record of them: by a number, or by all that is said of them."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from macem.confidentiality.models import Subject
from macem.confidentiality.policies import barred_among
from macem.confidentiality.querysets import sees
from macem.gate.actor import Actor
from macem.people import numbers
from macem.people.births import Born, mistyped
from macem.people.fields import readable
from macem.people.folding import beginning_with
from macem.people.likeness import Compared, Description, Likeness, compare, described
from macem.people.models import Person
from macem.people.short_forms import forms_of
from macem.people.spelling import Field, Name, letters_like
from macem.protocol.vocabulary.facts import AddressKind, RestrictedField
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, PersonKind

MOST = 20
"""More records that may be of one person than this help nobody to decide."""


@dataclass(frozen=True)
class Bearer:
    """Somebody who bears a number now; ``born`` only where the date of birth is known exactly."""

    subject_id: int
    kind: PersonKind
    born: date | None


@dataclass(frozen=True)
class Perhaps:
    """A record that may be of somebody who was described, and what speaks for it.

    Of one that is not ``is_seen`` only the comparison may be shown, and only to somebody who may open it.
    """

    subject_id: int
    compared: Compared
    is_seen: bool

    @property
    def likeness(self) -> Likeness:
        return self.compared.likeness


@dataclass(frozen=True)
class Candidate:
    """Somebody whose record the reader sees and who may be the one described."""

    person: Person
    compared: Compared


def subjects_with_identifier(kind: IdentifierKind, value: str) -> list[int]:
    """Return the keys of everybody who bears this very number now, whether or not the reader may see them.

    For services only, which must not make a second record of a child; what is found is never shown to
    somebody without a grant. A number that identifies nobody (blank, or a code for "unknown") finds nobody.
    """
    if not numbers.identifies(kind, value):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM macem_subject_with_identifier(%s, %s)",
            [kind.value, numbers.normalised(kind, value)],
        )
        return sorted(row[0] for row in cursor.fetchall())


def bearers(kind: IdentifierKind, values: Iterable[str]) -> dict[str, list[Bearer]]:
    """Return who bears each of these numbers now, by the number as it is compared, seen by the reader or not.

    For services only, under the same conditions as :func:`subjects_with_identifier`, in one query.
    """
    sought = sorted({numbers.normalised(kind, value) for value in values if numbers.identifies(kind, value)})
    found: dict[str, list[Bearer]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM macem_bearers(%s, %s) ORDER BY 1, 2", [kind.value, sought])
        for number, subject_id, person_kind, born in cursor.fetchall():
            found.setdefault(number, []).append(Bearer(subject_id, PersonKind(person_kind), born))
    return found


def describe(
    *,
    forename: str,
    surname: str,
    date_of_birth: date | None = None,
    about_age: int | None = None,
    said_on: date | None = None,
    other_names: str = "",
    postcode: str = "",
    identifiers: Iterable[tuple[IdentifierKind, str]] = (),
) -> Description:
    """Return the description of somebody as a form says it.

    ``about_age`` is as on the day ``said_on``; ``other_names`` are nicknames, parted by commas.
    """
    others = [Name.written(other.strip(), "") for other in other_names.replace(";", ",").split(",")]
    return described(
        names=[Name.written(forename, surname), *others],
        born=_born(date_of_birth, BirthBasis.EXACT, about_age, said_on),
        numbers_as_written=identifiers,
        postcodes=[postcode],
    )


def describe_person(person: Person, *, by: Actor) -> Description:
    """Return the description of a record that ``by`` sees, as far as they may read it.

    Bring ``names``, ``identifiers`` and ``addresses`` along.
    """
    may_read = _readable(by)
    return described(
        names=[
            Name.written(name.forename, name.surname, is_former=name.is_former)
            for name in person.names.all()
            if name.withdrawn_at is None and (RestrictedField.FORMER_NAME in may_read or not name.is_former)
        ],
        born=_born(person.date_of_birth, person.birth_basis, person.estimated_age, person.estimated_on),
        numbers_as_written=[
            (number.kind, number.value) for number in person.identifiers.all() if number.until is None
        ],
        postcodes=[
            address.postcode
            for address in person.addresses.all()
            if address.until is None and address.withdrawn_at is None and address.restricted_as in may_read
        ],
    )


def perhaps_known(
    sought: Sequence[Description], *, kinds: Collection[PersonKind], by: Actor, most: int = MOST
) -> list[list[Perhaps]]:
    """Return, for each of several people who are described, the records here that may be of them.

    Whoever may register people learns of records that they do not see yet (see :class:`Perhaps`), but of
    none from which an exclusion or a restriction bars them. For each description the ``most`` that speak
    loudest, in a constant number of queries.
    """
    found = _alike(sought, kinds, by)
    seen, barred = _seen_and_barred(found, by)
    return [
        [
            Perhaps(subject_id, compared, subject_id in seen)
            for subject_id, compared in records
            if subject_id not in barred
        ][:most]
        for records in found
    ]


def candidates(found: Iterable[Perhaps]) -> list[Candidate]:
    """Return the people of the records that are seen, what speaks loudest first."""
    seen = [one for one in found if one.is_seen]
    people = Person.objects.get_queryset().with_names().in_bulk([one.subject_id for one in seen])
    return [Candidate(people[one.subject_id], one.compared) for one in seen if one.subject_id in people]


def unseen_by(sought: Description, *, kinds: Collection[PersonKind], by: Actor) -> list[Perhaps]:
    """Return the records that are likely of somebody described and that ``by`` does not see.

    For services only, which tell others of them: ``by`` is never shown that there are any.
    """
    found = _alike([sought], kinds, by)
    seen, _barred = _seen_and_barred(found, by)
    return [
        Perhaps(subject_id, compared, is_seen=False)
        for subject_id, compared in found[0]
        if subject_id not in seen and compared.likeness.wants_a_word
    ]


def _alike(
    sought: Sequence[Description], kinds: Collection[PersonKind], by: Actor
) -> list[list[tuple[int, Compared]]]:
    """Compare each description with all whom the database brings near it; leave out who is somebody else."""
    may_read = _readable(by)
    found: list[list[tuple[int, Compared]]] = [[] for _each in sought]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM macem_perhaps_known(%s, %s)",
            [json.dumps([_near(one) for one in sought]), [kind.value for kind in kinds]],
        )
        for place, subject_id, *facts in cursor.fetchall():
            compared = compare(sought[place], _recorded(*facts, may_read=may_read))
            if compared.likeness is not Likeness.NO:
                found[place].append((subject_id, compared))
    return [
        sorted(records, key=lambda record: (-record[1].likeness.strength, record[0])) for records in found
    ]


def _seen_and_barred(found: Iterable[Iterable[tuple[int, Compared]]], by: Actor) -> tuple[set[int], set[int]]:
    ids = {subject_id for records in found for subject_id, _compared in records}
    visible = Subject.objects.filter(pk__in=ids)
    if by.user_id is not None:
        visible = visible.filter(sees(by.user_id, "pk"))
    return set(visible.values_list("pk", flat=True)), barred_among(by, ids)


def _near(one: Description) -> dict[str, Any]:
    """Return what the database looks for: more than what :func:`compare` calls alike, never less.

    ``letters`` are the first letters of forename and surname with those that are taken for them. They are
    looked for only where one of the two births is not exact: two exact ones are alike by ``days``, or the
    names by a whole word.
    """
    fields = [field for name in one.names for field in (name.forename, name.surname)]
    day = one.born.day if one.born else None
    return {
        "numbers": sorted([kind.value, number] for kind, number in one.numbers),
        "days": sorted(each.isoformat() for each in mistyped(day)) if day else [],
        "words": sorted(
            {key for field in fields if field.says_a_name for key in (*field.words, field.joined)}
        ),
        "letters": [
            [beginning_with(letter) for letter in _letters(name.forename for name in one.names)],
            [beginning_with(letter) for letter in _letters(name.surname for name in one.names)],
        ],
        "exact": day is not None,
    }


def _letters(fields: Iterable[Field]) -> list[str]:
    first = {
        form[0]
        for field in fields
        for word in (*field.words, field.joined)
        for form in forms_of(word)
        if form
    }
    return sorted({letter for each in first for letter in letters_like(each)})


def _recorded(
    date_of_birth: date | None,
    basis: str,
    estimated_age: int | None,
    estimated_on: date | None,
    names: str,
    written: str,
    postcodes: str,
    *,
    may_read: frozenset[RestrictedField],
) -> Description:
    return described(
        names=[
            Name.written(forename, surname, is_former=is_former)
            for forename, surname, is_former in json.loads(names)
            if RestrictedField.FORMER_NAME in may_read or not is_former
        ],
        born=_born(date_of_birth, BirthBasis(basis), estimated_age, estimated_on),
        numbers_as_written=[(IdentifierKind(kind), number) for kind, number in json.loads(written)],
        postcodes=[
            postcode
            for kind, postcode in json.loads(postcodes)
            if AddressKind(kind).restricted_as in may_read
        ],
    )


def _readable(by: Actor) -> frozenset[RestrictedField]:
    """Return the restricted fields that ``by`` reads of anybody: a comparison tells of no others (S1)."""
    return frozenset(RestrictedField) if by.user_id is None else readable(by.user_id, None)


def _born(day: date | None, basis: BirthBasis, about_age: int | None, said_on: date | None) -> Born | None:
    if about_age is not None and said_on is not None:
        return Born.about(about_age, said_on)
    return Born.on(day, exact=basis is BirthBasis.EXACT)
