"""Where somebody learns."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.lists import lists
from macem.people.models import Person, Schooling
from macem.people.services.locking import lock
from macem.people.services.records import check_period, displace, is_past, same, standing
from macem.protocol.vocabulary.facts import RestrictedField


@transaction.atomic
def record_schooling(
    *,
    person: Person,
    status: str,
    by: Actor,
    school: str = "",
    hours: int | None = None,
    beside: bool = False,
    since: date | None = None,
    until: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> Schooling:
    """Record where somebody learns and whether they are there. It ends what stood, unless ``beside`` it.

    ``status`` is a key of the list of schooling, ``hours`` those of a week. Returns the standing one where it
    says the same. Raises :class:`Refused`; :class:`NotNow` for a status that is not on the list, or for days
    that contradict each other.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, person, RestrictedField.SCHOOL)
    if status not in lists().choices["schooling"]:
        raise NotNow("Choose whether they are on roll, and attending.")
    check_period(since, until, at)
    columns = {"status": status, "school": school.strip(), "hours": hours, "since": since, "until": until}
    lock(person)
    there = standing(Schooling, at, person=person)
    again = same(there, columns)
    if again is not None:
        return again
    if not beside and not is_past(until, at):
        displace(there, since, at)
    schooling = Schooling.objects.create(
        person=person, told_by=told_by.strip(), recorded_at=at, recorded_by_id=by.user_id, **columns
    )
    audit.record("schooling_recorded", by=by, at=at, obj=schooling, subject_id=person.pk, status=status)
    return schooling
