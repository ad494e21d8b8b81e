"""Names as dated facts."""

from datetime import datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import folding, policies
from macem.people.models import Person, PersonName, PersonNameKey
from macem.people.services.locking import lock
from macem.protocol.vocabulary.states import NameKind

REPLACED = (NameKind.LEGAL, NameKind.PREFERRED)
"""A new name of one of these kinds ends the one before it; former names stand side by side."""


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
    lock(person)
    standing = PersonName.objects.filter(person=person, kind=kind, until=None)
    same = standing.filter(forename=forename.strip(), surname=surname.strip()).first()
    if same is not None:
        return same
    if kind in REPLACED:
        standing.update(until=at)
    name = write_name(person, kind, forename, surname, at)
    audit.record("name_added", by=by, at=at, obj=name, subject_id=person.pk, kind=kind.value)
    return name


def write_name(person: Person, kind: NameKind, forename: str, surname: str, at: datetime) -> PersonName:
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
