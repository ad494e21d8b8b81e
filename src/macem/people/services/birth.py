"""When somebody was born."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import BirthRecord, Person
from macem.people.services.changes import note_facts_changed
from macem.people.services.locking import lock
from macem.protocol.vocabulary.states import BirthBasis


@transaction.atomic
def record_birth(
    *,
    person: Person,
    by: Actor,
    date_of_birth: date | None = None,
    birth_basis: BirthBasis = BirthBasis.UNKNOWN,
    estimated_age: int | None = None,
    estimated_on: date | None = None,
    told_by: str = "",
    reason: str = "",
    at: datetime | None = None,
) -> Person:
    """Record when the person was born, or that it is not known. Ages bear on what is shown, not on criteria.

    ``estimated_age`` is an age in years on ``estimated_on`` (default: today). What was known is corrected for
    a ``reason``; every version stays. Raises :class:`Refused`; :class:`NotNow` where date of birth and basis
    contradict each other, or where a correction gives no reason.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    birth = birth_columns(date_of_birth, birth_basis, estimated_age, at, estimated_on)
    locked = lock(person)
    before = locked.birth_basis
    if all(getattr(locked, field) == value for field, value in birth.items()):
        return locked
    if before is not BirthBasis.UNKNOWN and not reason.strip():
        raise NotNow("Say why the date of birth is corrected.")
    for field, value in birth.items():
        setattr(locked, field, value)
    locked.save(update_fields=list(birth))
    write_birth(locked, birth, user_id=by.user_id, at=at, told_by=told_by, reason=reason)
    note_facts_changed(person_id=locked.pk, what="date of birth", at=at)
    audit.record(
        "birth_recorded", by=by, at=at, obj=locked, subject_id=locked.pk,
        basis=locked.birth_basis.value, basis_before=before.value,
    )  # fmt: skip
    return locked


def birth_columns(
    born: date | None,
    basis: BirthBasis,
    estimated_age: int | None,
    at: datetime,
    estimated_on: date | None = None,
) -> dict[str, Any]:
    """Return the person's columns for a birth. Raises :class:`NotNow` where they contradict each other."""
    today = clock.local_date(at)
    if born is not None and estimated_age is not None:
        raise NotNow("Give a date of birth or an estimated age, not both.")
    if born is None and estimated_age is None and basis is not BirthBasis.UNKNOWN:
        raise NotNow("Enter the date of birth, or say that it is not known.")
    if born is not None and born > today:
        raise NotNow("The date of birth must be today or in the past.")
    if estimated_on is not None and estimated_on > today:
        raise NotNow("The day on which the age was estimated must be today or in the past.")
    if born is not None and basis is BirthBasis.UNKNOWN:
        basis = BirthBasis.EXACT
    if estimated_age is not None:
        basis = BirthBasis.ESTIMATED
    return {
        "date_of_birth": born,
        "birth_basis": basis,
        "estimated_age": estimated_age,
        "estimated_on": (estimated_on or today) if estimated_age is not None else None,
    }


def write_birth(
    person: Person,
    birth: dict[str, Any],
    *,
    user_id: int | None,
    at: datetime,
    told_by: str = "",
    reason: str = "",
) -> None:
    """Write what was said of a birth to its history.

    For a service that asks the rest; ``user_id`` recorded it.
    """
    BirthRecord.objects.create(
        person=person,
        basis=birth["birth_basis"],
        date_of_birth=birth["date_of_birth"],
        estimated_age=birth["estimated_age"],
        estimated_on=birth["estimated_on"],
        told_by=told_by.strip(),
        reason=reason.strip(),
        recorded_at=at,
        recorded_by_id=user_id,
    )
