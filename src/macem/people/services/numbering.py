"""Numbers that other systems know a person by."""

from datetime import datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import numbers, policies
from macem.people.models import Identifier, Person
from macem.people.services.locking import lock
from macem.protocol.vocabulary.states import IdentifierKind


@transaction.atomic
def add_identifier(
    *, person: Person, kind: IdentifierKind, value: str, by: Actor, at: datetime | None = None
) -> Identifier:
    """Record a number that another system knows the person by; the standing row where it is the same.

    An odd number is kept: :func:`macem.people.numbers.warning` says what to look at, and never blocks.
    Raises :class:`Refused`; :class:`NotNow` for an empty number.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, person.pk)
    if not value.strip():
        raise NotNow("Enter the number.")
    lock(person)
    identifier, created = write_identifier(person, kind, value, user_id=by.user_id, at=at)
    if created:
        audit.record("identifier_added", by=by, at=at, obj=identifier, subject_id=person.pk, kind=kind.value)
    return identifier


@transaction.atomic
def end_identifier(*, identifier: Identifier, by: Actor, at: datetime | None = None) -> None:
    """Say that a number is not, or no longer, this person's. The row stays and is found no more.

    Raises :class:`Refused`; :class:`NotNow` where it has ended already.
    """
    at = at or clock.now()
    policies.check_can_record_identity(by, identifier.person_id)
    if not Identifier.objects.filter(pk=identifier.pk, until=None).update(until=at):
        raise NotNow("This number has been taken off already.")
    audit.record("identifier_ended", by=by, at=at, obj=identifier, subject_id=identifier.person_id)


def write_identifier(
    person: Person, kind: IdentifierKind, value: str, *, user_id: int | None, at: datetime
) -> tuple[Identifier, bool]:
    """Write the number unless it stands already.

    For a service that asks the rest; ``user_id`` recorded it.
    """
    return Identifier.objects.get_or_create(
        person=person,
        kind=kind,
        normalised=numbers.normalised(kind, value),
        until=None,
        defaults={"value": value.strip(), "since": at, "recorded_by_id": user_id},
    )
