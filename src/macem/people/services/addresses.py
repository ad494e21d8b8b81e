"""Where somebody lives."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies, postcodes
from macem.people.models import Address, Person
from macem.people.services.locking import lock
from macem.people.services.records import check_period, displace, is_past, same, standing
from macem.protocol.vocabulary.facts import AddressKind


@transaction.atomic
def record_address(
    *,
    person: Person,
    kind: AddressKind,
    by: Actor,
    lines: str = "",
    postcode: str = "",
    placement: str = "",
    carer: str = "",
    suitable: bool | None = None,
    suitable_why: str = "",
    since: date | None = None,
    until: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> Address:
    """Record where somebody lives or stays. A home ends the home before, a placement the placement before.

    Returns the standing one where it says the same. Raises :class:`Refused`; :class:`NotNow` without a place,
    for a placement of no kind, for an unsuitable place without why, or for days that contradict each other.
    """
    at = at or clock.now()
    placed = kind is AddressKind.PLACEMENT
    columns = {
        "kind": kind,
        "lines": lines.strip(),
        "postcode": postcodes.tidied(postcode),
        "placement": placement if placed else "",
        "carer": carer.strip() if placed else "",
        "suitable": suitable,
        "suitable_why": suitable_why.strip(),
        "since": since,
        "until": until,
    }
    policies.check_can_record_fact(by, person, Address(kind=kind).restricted_as)
    if placed and not placement:
        raise NotNow("Choose what kind of placement it is.")
    if not (columns["lines"] or columns["postcode"] or placed):
        raise NotNow("Enter the address, or at least the postcode.")
    if suitable is False and not columns["suitable_why"]:
        raise NotNow("Say why the place is not suitable.")
    check_period(since, until, at)
    lock(person)
    there = standing(Address, at, person=person, kind=kind)
    again = same(there, columns)
    if again is not None:
        return again
    if kind is not AddressKind.OTHER and not is_past(until, at):
        displace(there, since, at)
    address = Address.objects.create(
        person=person, told_by=told_by.strip(), recorded_at=at, recorded_by_id=by.user_id, **columns
    )
    audit.record("address_recorded", by=by, at=at, obj=address, subject_id=person.pk, kind=kind.value)
    return address
