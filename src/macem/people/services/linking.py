"""What people who are recorded here are to each other: brothers and sisters, friends, peer groups."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.models import Link, PeerGroup, PeerMember, Person
from macem.people.services.locking import lock
from macem.people.services.records import check_period
from macem.protocol.vocabulary.facts import LinkKind
from macem.protocol.vocabulary.states import PersonKind

FEWEST_PEERS = 2


@transaction.atomic
def link_people(
    *,
    person: Person,
    other: Person,
    kind: LinkKind,
    by: Actor,
    words: str = "",
    since: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> Link:
    """Say what two people recorded here are to each other. Only those who see both will see it.

    Returns the standing link where there is one of the kind. Raises :class:`Refused` unless ``by`` sees both;
    :class:`NotNow` for one and the same person, or for a day after today.
    """
    at = at or clock.now()
    first, second = sorted((person, other), key=lambda one: one.pk)
    for one in (first, second):
        policies.check_can_record_fact(by, one)
    if first == second:
        raise NotNow("Choose somebody else: a person is not linked to themselves.")
    check_period(since, None, at)
    for one in (first, second):
        lock(one)
    standing = Link.objects.filter(first=first, second=second, kind=kind, until=None, withdrawn_at=None)
    found: Link | None = standing.first()
    if found is not None:
        return found
    link = Link.objects.create(
        first=first, second=second, kind=kind, words=words.strip(), since=since, told_by=told_by.strip(),
        recorded_at=at, recorded_by_id=by.user_id,
    )  # fmt: skip
    audit.record(
        "people_linked", by=by, at=at, obj=link, subject_id=first.pk, other=second.pk, kind=kind.value
    )
    return link


@transaction.atomic
def form_peer_group(
    *,
    name: str,
    people: Sequence[Person],
    by: Actor,
    words: str = "",
    since: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> PeerGroup:
    """Name a group of children who spend time together. Whoever sees two of them sees the group.

    Raises :class:`Refused` unless ``by`` sees each; :class:`NotNow` without a name, for fewer than two, or
    with an adult.
    """
    at = at or clock.now()
    for person in people:
        policies.check_can_record_fact(by, person)
        _check_is_child(person)
    if not name.strip():
        raise NotNow("Give the group a name.")
    if len({person.pk for person in people}) < FEWEST_PEERS:
        raise NotNow("A group has at least two people: add the reference of another.")
    check_period(since, None, at)
    group = PeerGroup(name=name.strip(), words=words.strip(), recorded_at=at, recorded_by_id=by.user_id)
    # Its members first: the database shows the group's row to those who see two of them, and lets nobody
    # else write it.
    for person in people:
        _join(group, person, since, told_by, by, at)
    group.save(force_insert=True)
    audit.record(
        "peer_group_formed", by=by, at=at, obj=group, subject_id=people[0].pk,
        members=[person.pk for person in people],
    )  # fmt: skip
    return group


@transaction.atomic
def join_peer_group(
    *,
    group: PeerGroup,
    person: Person,
    by: Actor,
    since: date | None = None,
    told_by: str = "",
    at: datetime | None = None,
) -> PeerMember:
    """Add a child to a peer group; their standing place in it where they have one.

    Raises :class:`Refused` unless ``by`` sees the child; :class:`NotNow` for an adult or a day after today.
    """
    at = at or clock.now()
    policies.check_can_record_fact(by, person)
    _check_is_child(person)
    check_period(since, None, at)
    lock(person)
    standing = PeerMember.objects.filter(group=group, person=person, until=None, withdrawn_at=None)
    found: PeerMember | None = standing.first()
    if found is not None:
        return found
    member = _join(group, person, since, told_by, by, at)
    audit.record("peer_group_joined", by=by, at=at, obj=member, subject_id=person.pk, group=str(group.pk))
    return member


def _check_is_child(person: Person) -> None:
    if person.kind is not PersonKind.CHILD:
        raise NotNow("A peer group is of children; an adult is linked to each child in their own right.")


def _join(
    group: PeerGroup, person: Person, since: date | None, told_by: str, by: Actor, at: datetime
) -> PeerMember:
    return PeerMember.objects.create(
        group=group, person=person, since=since, told_by=told_by.strip(), recorded_at=at,
        recorded_by_id=by.user_id,
    )  # fmt: skip
