"""When somebody was born."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import Person
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
    at: datetime | None = None,
) -> Person:
    """Record when the person was born, or that it is not known. Ages bear on what is shown, not on criteria.

    Raises :class:`Refused`; :class:`NotNow` where date of birth and basis contradict each other.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    birth = birth_columns(date_of_birth, birth_basis, estimated_age, at)
    locked = lock(person)
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


def birth_columns(
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
