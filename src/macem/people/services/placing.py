"""The local authority that placed a child here (clause C6)."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import HomeAuthority, Person
from macem.people.services.changes import note_facts_changed
from macem.people.services.locking import lock
from macem.people.services.records import check_period, displace, same, standing
from macem.protocol.vocabulary import Clause


@transaction.atomic
def record_home_authority(
    *,
    person: Person,
    authority: str,
    by: Actor,
    worker_name: str = "",
    telephone: str = "",
    told_on: date | None = None,
    since: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> HomeAuthority:
    """Record which local authority placed a child here, and its worker (clause C6). The one before ends.

    Returns the standing one where it says the same. Raises :class:`Refused`; :class:`NotNow` without a name,
    or for days after today.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, person)
    if not authority.strip():
        raise NotNow("Enter the local authority that placed them here.", clause=Clause.C6.value)
    check_period(since, None, at)
    check_period(told_on, None, at)
    columns = {
        "authority": authority.strip(),
        "worker_name": worker_name.strip(),
        "telephone": telephone.strip(),
        "told_on": told_on,
        "since": since,
    }
    lock(person)
    there = standing(HomeAuthority, at, person=person)
    again = same(there, columns)
    if again is not None:
        return again
    displace(there, since, at)
    placed = HomeAuthority.objects.create(
        person=person, told_by=told_by.strip(), recorded_at=at, recorded_by_id=by.user_id, **columns
    )
    note_facts_changed(person_id=person.pk, what="home authority", at=at)
    audit.record("home_authority_recorded", by=by, at=at, obj=placed, subject_id=person.pk)
    return placed
