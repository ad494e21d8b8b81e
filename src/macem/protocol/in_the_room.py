"""W1, W2, M4, S7: who in the room represents an agency in which part of the meeting, and who chairs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macem.protocol.quorum import Attendance, Clock, Quorum, quorum
from macem.protocol.settings import Settings
from macem.protocol.vocabulary import Clause, Decision, Part, Role, refused, satisfied
from macem.protocol.vocabulary.states import MeetingStage as Stage

SPEAKERS = (Role.CHAIR, Role.VICE_CHAIR, Role.REPRESENTATIVE, Role.DEPUTY, Role.SPOC)
"""Roles that make their holder a named representative of an agency; chairs count for their own (W1, W2)."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody's part in a meeting, with what decides in which parts they count.

    `accepted`: they accepted the confidentiality statement; `of_police`: their agency is the police.
    """

    attendance: Attendance
    role: Role | None = None
    part_two: bool = False
    accepted: bool = False
    of_police: bool = False

    @property
    def is_in_the_room(self) -> bool:
        """Whether they came and accepted the statement (S7)."""
        return self.attendance.status.in_the_room and self.accepted


def leading_role(roles: Iterable[Role]) -> Role | None:
    """The role in which somebody with these roles takes part: the one that speaks for the agency, if any."""
    held = set(roles)
    return next((role for role in (*SPEAKERS, *Role) if role in held), None)


def is_named(role: Role | None) -> bool:
    """Whether the role makes its holder a named representative or deputy of their agency (W1)."""
    return role in SPEAKERS


def quorum_of(
    part: Part,
    required: Iterable[str],
    attendees: Sequence[Attendee],
    settings: Settings,
    *,
    at: Clock | None = None,
    recused: Iterable[str] = (),
) -> Quorum:
    """Whether every required agency is represented in `part`, by people who accepted the statement (M4, S7).

    In Part 2 only those who hold the Part 2 right count. `at` and `recused`: see `quorum`.
    """
    counted = [
        one.attendance
        for one in attendees
        if (one.accepted or not one.attendance.status.in_the_room)
        and (one.part_two or part is not Part.ADULT_2)
    ]
    return quorum(required, counted, settings, at=at, recused=recused)


def who_chairs(part: Part, attendees: Iterable[Attendee]) -> Attendee | None:
    """Who of those in the room chairs `part` (W2).

    The police chair; else in Part 1 the vice chair, and in Part 2 a police deputy who holds the Part 2 right.
    """
    here = [one for one in attendees if one.is_in_the_room]
    if part is Part.ADULT_2:
        here = [one for one in here if one.part_two]
        instead = [one for one in here if one.role is Role.DEPUTY and one.of_police]
    else:
        instead = [one for one in here if one.role is Role.VICE_CHAIR]
    return next((one for one in here if one.role is Role.CHAIR), next(iter(instead), None))


def is_chaired(parts: Iterable[Part], attendees: Sequence[Attendee]) -> Decision:
    """Whether somebody in the room may chair each of the parts (W2)."""
    lacking = [part.label for part in parts if who_chairs(part, attendees) is None]
    if lacking:
        return refused(
            Clause.W2,
            f"Nobody in the room chairs {' and '.join(lacking)}: the chair, for Part 1 the vice chair, "
            "for Part 2 a police deputy.",
            missing=("somebody who chairs",),
        )
    return satisfied(Clause.W2, "Each part has its chair.")


def may_take_a_seat(*, stage: Stage, came: bool, accepted: bool) -> Decision:
    """Whether somebody's part in a meeting at `stage` may be recorded or corrected.

    Before it begins that says who is expected; once it has begun nobody joins without the statement (S7).
    """
    if stage not in _OPEN:
        return refused(Clause.M4, "The meeting is over: who was there stands.")
    if came and stage is Stage.IN_SESSION and not accepted:
        return refused(
            Clause.S7,
            "Whoever joins the meeting accepts the confidentiality statement first.",
            missing=("their confidentiality statement",),
        )
    return satisfied(Clause.S7, "They may be recorded.")


_OPEN = frozenset(
    {
        Stage.PLANNED,
        Stage.NAMES_SENT,
        Stage.COMPILED,
        Stage.APPROVED,
        Stage.CIRCULATED,
        Stage.IN_SESSION,
    }
)
