"""Which agencies are represented in each part of a meeting, and who is missing (clauses M4, S7, W2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection

from macem.agencies.protocol_settings import settings_of
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.meetings.models import AgendaItem, Attendance
from macem.meetings.reading import core_agencies, listed
from macem.protocol import quorum as rules
from macem.protocol.in_the_room import Attendee, quorum_of
from macem.protocol.quorum import Quorum
from macem.protocol.vocabulary import Clause, Decision, Part, refused, satisfied
from macem.schedule.models import Meeting


@dataclass(frozen=True)
class Listed:
    """One person's place on a list: enough to count by, whether or not they are shown to the reader."""

    item_id: int
    part: Part


def standing(meeting: Meeting) -> list[Attendance]:
    """Return everybody's part in the meeting as it stands now."""
    rows = Attendance.objects.standing().at(meeting)
    return list(rows.select_related("agency", "user").order_by("agency__name", "name", "pk"))


def attendees(meeting: Meeting) -> list[Attendee]:
    """Return them as the protocol reads them. A guest speaks for no agency."""
    return [attendee(row) for row in standing(meeting)]


def attendee(row: Attendance) -> Attendee:
    """Return one attendance as the protocol reads it."""
    return Attendee(
        attendance=rules.Attendance(
            name=row.name,
            agency=row.agency.name if row.agency is not None else "",
            status=row.status,
            since=row.arrived_at,
            until=row.left_at,
            is_named=row.is_named,
            confirmed_by_chair=row.confirmed_by_chair,
        ),
        role=row.role or None,
        part_two=row.part_two,
        accepted=row.accepted,
        of_police=row.agency is not None and row.agency.is_police,
    )


def listed_at(meeting: Meeting, by: Actor | None = None) -> list[Listed]:
    """Return every place on the meeting's list, also of people who are not shown to the reader.

    For services and counting; a job or a command (``by``) reads the table itself.
    """
    if by is not None and by.is_system:
        rows = AgendaItem.objects.filter(meeting=meeting).listed().values_list("pk", "part")
        return [Listed(pk, Part(part)) for pk, part in rows]
    with connection.cursor() as cursor:
        cursor.execute("SELECT item_id, part FROM macem_listed_at(%s) ORDER BY part, item_id", [meeting.pk])
        return [Listed(pk, Part(part)) for pk, part in cursor.fetchall()]


def all_items(meeting: Meeting, by: Actor) -> list[AgendaItem]:
    """Return everybody on the list, for what must leave nobody out.

    Raises ``NotNow`` where somebody on it is not shown to ``by``: another chair does it (clause W2).
    """
    items = list(listed(meeting))
    if len(items) != len(listed_at(meeting, by)):
        raise NotNow(
            "Somebody on this list is not shown to you. Ask the chair or vice chair who may see everybody.",
            clause=Clause.W2.value,
        )
    return items


def parts_of(places: Iterable[Listed]) -> list[Part]:
    """Return the parts that a meeting has, in order; one with an empty list still has its first part."""
    found = {one.part for one in places} or {Part.CHILD_1A}
    return [part for part in Part if part in found]


def quorum_in(
    meeting: Meeting, part: Part, *, at: datetime | None = None, recused: Iterable[str] = ()
) -> Quorum:
    """Return whether ``part`` is quorate, at ``at`` (None: at any time), but for the ``recused`` (M4)."""
    return _quorum(meeting, part, attendees(meeting), at=at, recused=recused)


def quorums(meeting: Meeting, parts: Iterable[Part], *, at: datetime | None = None) -> dict[Part, Quorum]:
    """Return :func:`quorum_in` for several parts."""
    here = attendees(meeting)
    return {part: _quorum(meeting, part, here, at=at) for part in parts}


def expected(meeting: Meeting, parts: Iterable[Part]) -> dict[Part, Quorum]:
    """Return whether each part will be quorate if everybody comes who is expected: before the meeting."""
    coming = [replace(one, accepted=True) for one in attendees(meeting)]
    return {part: _quorum(meeting, part, coming) for part in parts}


def all_quorate(found: dict[Part, Quorum]) -> Decision:
    """Return whether every part is quorate; the reason says who is missing in which part (M4)."""
    gaps: dict[tuple[str, ...], list[str]] = {}
    for part, quorum in found.items():
        if not quorum.quorate:
            gaps.setdefault(quorum.missing, []).append(part.label)
    if not gaps:
        return satisfied(Clause.M4, "Every agreed agency is represented.")
    sentences = [f"Missing in {' and '.join(parts)}: {', '.join(names)}." for names, parts in gaps.items()]
    return refused(
        Clause.M4,
        f"The meeting cannot start: not every agreed agency is represented. {' '.join(sentences)}",
        missing=tuple(dict.fromkeys(name for names in gaps for name in names)),
    )


def missing_agencies(found: dict[Part, Quorum]) -> list[str]:
    """Return the agencies that are missing in some part, once each."""
    return list(dict.fromkeys(name for quorum in found.values() for name in quorum.missing))


def recused_from(item: AgendaItem) -> list[str]:
    """Return the names of those who take no part in an item."""
    return list(item.recusals.values_list("attendance__name", flat=True))


def _quorum(
    meeting: Meeting,
    part: Part,
    here: list[Attendee],
    *,
    at: datetime | None = None,
    recused: Iterable[str] = (),
) -> Quorum:
    required = [agency.name for agency in core_agencies(meeting.panel)]
    return quorum_of(part, required, here, settings_of(meeting.panel), at=at, recused=recused)
