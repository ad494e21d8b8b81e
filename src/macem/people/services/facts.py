"""Facts chosen from a list: languages, ethnicity, care status, and whether somebody moved away or died."""

from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.lists import topic_list
from macem.people.models import Fact, Person
from macem.people.models.fact import RESTRICTED
from macem.people.services.locking import lock
from macem.people.services.records import check_period, copy_standing, displace, is_past, same, standing
from macem.protocol.vocabulary.facts import Topic


@transaction.atomic
def record_fact(
    *,
    person: Person,
    topic: Topic,
    by: Actor,
    code: str = "",
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> Fact:
    """Record an answer to a topic. It ends the one before, unless several may hold at once.

    Returns the standing one where it says the same. Raises :class:`Refused`; :class:`NotNow` for an answer
    that is not on the topic's list, one that needs words and has none, or days that contradict each other.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, person, RESTRICTED.get(topic))
    listed, words = topic_list(topic), words.strip()
    if fault := listed.fault(code, words):
        raise NotNow(fault)
    check_period(since, until, at)
    locked = lock(person)
    there = standing(Fact, at, person=person, topic=topic)
    again = same(there, {"code": code, "words": words, "since": since, "until": until})
    if again is not None:
        return again
    if not is_past(until, at):
        displace([row for row in there if listed.displaces(row.code, code)], since, at)
    fact = write_fact(
        person=person, topic=topic, code=code, words=words, since=since, until=until, told_by=told_by,
        user_id=by.user_id, at=at,
    )  # fmt: skip
    if topic is Topic.STANDING:
        copy_standing(locked, at)
    audit.record("fact_recorded", by=by, at=at, obj=fact, subject_id=person.pk, topic=topic.value)
    return fact


def write_fact(
    *,
    person: Person,
    topic: Topic,
    code: str,
    user_id: int | None,
    at: datetime,
    words: str = "",
    since: date | None = None,
    until: date | None = None,
    told_by: str = "",
) -> Fact:
    """Write the row, said by ``user_id``, for a service that has asked what :func:`record_fact` asks."""
    return Fact.objects.create(
        person=person, topic=topic, code=code, words=words, since=since, until=until,
        told_by=told_by.strip(), recorded_at=at, recorded_by_id=user_id,
    )  # fmt: skip
