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
"""A new name of one of these kinds ends the one before it; other names stand side by side."""


@transaction.atomic
def add_name(
    *,
    person: Person,
    kind: NameKind,
    by: Actor,
    forename: str = "",
    surname: str = "",
    told_by: str = "",
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
    name = write_name(person, kind, forename, surname, user_id=by.user_id, at=at, told_by=told_by)
    audit.record("name_added", by=by, at=at, obj=name, subject_id=person.pk, kind=kind.value)
    return name


@transaction.atomic
def withdraw_name(*, name: PersonName, reason: str, by: Actor, at: datetime | None = None) -> None:
    """Say that a name was written wrongly and was never theirs: it is shown and found no more.

    The only name of a person stays until another stands beside it. Raises :class:`Refused`; :class:`NotNow`
    without a reason, for the only name, or where it was withdrawn already.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, name.person)
    policies.check_can_read_name(by, name)
    if not reason.strip():
        raise NotNow("Say what was wrong.")
    lock(name.person)
    theirs = PersonName.objects.filter(person=name.person, withdrawn_at=None)
    locked = theirs.filter(pk=name.pk).first()
    if locked is None:
        raise NotNow("This name has been withdrawn already.")
    if not theirs.exclude(pk=name.pk).exists():
        raise NotNow("Add the right name first: a record without any name is hard to find again.")
    locked.until = locked.until or at
    locked.withdrawn_at, locked.withdrawn_reason = at, reason.strip()
    locked.save(update_fields=["until", "withdrawn_at", "withdrawn_reason"])
    audit.record(
        "name_withdrawn", by=by, at=at, obj=locked, subject_id=locked.person_id, kind=locked.kind.value
    )


def write_name(
    person: Person,
    kind: NameKind,
    forename: str,
    surname: str,
    *,
    user_id: int | None,
    at: datetime,
    told_by: str = "",
) -> PersonName:
    """Write the name and the keys under which it is found.

    For a service that asks the rest; ``user_id`` recorded it.
    """
    forename, surname = forename.strip(), surname.strip()
    name = PersonName.objects.create(
        person=person,
        kind=kind,
        forename=forename,
        surname=surname,
        sort_key=folding.sort_key(forename, surname),
        since=at,
        told_by=told_by.strip(),
        recorded_by_id=user_id,
    )
    PersonNameKey.objects.bulk_create(
        PersonNameKey(person=person, name=name, key=key)
        for key in sorted(folding.name_keys(forename, surname))
    )
    return name
