"""What dated records have in common: they begin, take the place of others, end, or are withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import DatedRecord, Fact, HomeAuthority, Person
from macem.people.services.changes import note_facts_changed
from macem.people.services.locking import lock
from macem.protocol.about_people import ends_before, period_fault
from macem.protocol.vocabulary.facts import Topic

Record = TypeVar("Record", bound=DatedRecord)
HERE = "here"
"""The answer that takes "moved" or "died" back."""


def check_period(since: date | None, until: date | None, at: datetime) -> None:
    """Raise :class:`NotNow` where the days contradict each other or begin after today."""
    fault = period_fault(since, until, clock.local_date(at))
    if fault:
        raise NotNow(fault)


def standing(model: type[Record], at: datetime, **which: Any) -> list[Record]:
    """Return the records that hold on the day of ``at``, latest recorded first."""
    return list(model.objects.get_queryset().standing(clock.local_date(at)).filter(**which))


def same(those: Iterable[Record], columns: dict[str, Any]) -> Record | None:
    """Return the standing record that says the same already, if one does."""
    return next(
        (row for row in those if all(getattr(row, name) == value for name, value in columns.items())),
        None,
    )


def displace(those: Iterable[DatedRecord], by_one: date | None, at: datetime) -> None:
    """End what stands because something that began on ``by_one`` takes its place."""
    today = clock.local_date(at)
    for row in those:
        row.until = ends_before(row.since, by_one, today)
        row.save(update_fields=["until"])


def is_past(until: date | None, at: datetime) -> bool:
    """Say whether something that ended on ``until`` is history, which takes no other's place."""
    return until is not None and until <= clock.local_date(at)


@transaction.atomic
def end_record(
    *, record: DatedRecord, by: Actor, until: date | None = None, at: datetime | None = None
) -> None:
    """Say that something is no longer so, since ``until`` (default: today).

    Raises :class:`Refused`; :class:`NotNow` where it has ended or was withdrawn, or began later.
    """
    at = at or clock.now()
    until = until or clock.local_date(at)
    locked = _locked(record, by)
    if is_past(locked.until, at):
        raise NotNow("This has been ended already.")
    check_period(locked.since, until, at)
    locked.until = until
    locked.save(update_fields=["until"])
    _tell(locked, at)
    audit.record("record_ended", by=by, at=at, obj=locked, subject_id=locked.subject_ids[0])


@transaction.atomic
def withdraw_record(*, record: DatedRecord, reason: str, by: Actor, at: datetime | None = None) -> None:
    """Say that something was recorded wrongly and was never so. It stays in the history, with the reason.

    Raises :class:`Refused`; :class:`NotNow` without a reason, or where it was withdrawn already.
    """
    at = at or clock.now()
    locked = _locked(record, by)
    if not reason.strip():
        raise NotNow("Say what was wrong.")
    locked.withdrawn_at, locked.withdrawn_by_id = at, by.user_id
    locked.withdrawn_reason = reason.strip()
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    _tell(locked, at)
    audit.record("record_withdrawn", by=by, at=at, obj=locked, subject_id=locked.subject_ids[0])


def copy_standing(person: Person, at: datetime) -> None:
    """Copy to the person whether they moved away or died, from the latest fact that says so."""
    latest = next(iter(standing(Fact, at, person=person, topic=Topic.STANDING)), None)
    elsewhere = latest if latest is not None and latest.code != HERE else None
    person.standing = elsewhere.code if elsewhere else ""
    person.standing_on = elsewhere.since if elsewhere else None
    person.save(update_fields=["standing", "standing_on"])


def _locked(record: Record, by: Actor) -> Record:
    """Check the right to change ``record``, and hold it for this transaction."""
    for person in Person.objects.filter(pk__in=record.subject_ids).order_by("pk"):
        policies.check_can_record_fact(by, person, record.restricted_as)
        lock(person)
    found: Record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if found.withdrawn_at is not None:
        raise NotNow("This has been withdrawn already.")
    return found


def _tell(record: DatedRecord, at: datetime) -> None:
    """Let those know to whom it makes a difference that a record ended or was withdrawn."""
    if isinstance(record, Fact) and record.topic is Topic.STANDING:
        copy_standing(record.person, at)
    if isinstance(record, HomeAuthority):
        note_facts_changed(person_id=record.person_id, what="home authority", at=at)
