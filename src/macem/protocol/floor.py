"""What the meeting has before it: which item, for how long, and whether the display may show it (S1, M1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from macem.protocol.vocabulary import Clause, Decision, refused, satisfied
from macem.protocol.vocabulary.states import MeetingStage


@dataclass(frozen=True, slots=True)
class Turn:
    """From `since` on the meeting had `item` before it; None: nobody, between two people."""

    item: int | None
    since: datetime


def may_move_on(stage: MeetingStage) -> Decision:
    """Whether the display may be moved to another item: while the meeting is in session, and only then."""
    if stage is not MeetingStage.IN_SESSION:
        return refused(Clause.M1, "The shared display follows the meeting while it is in session.")
    return satisfied(Clause.M1, "The meeting is in session.")


def may_be_displayed(*, without_sight: int, covered: bool) -> Decision:
    """Whether everybody in the room may see what the display would show (S1).

    `without_sight` counts those present who may not see this person, or of whom nobody can say.
    """
    if covered:
        return refused(Clause.S1, "The screen is covered.")
    if without_sight:
        return refused(Clause.S1, "Somebody in the room may not see this item.")
    return satisfied(Clause.S1, "Everybody in the room may see this item.")


def time_taken(turns: Iterable[Turn], now: datetime) -> Mapping[int, timedelta]:
    """How long each item has been before the meeting until `now`, its turns added up (M1).

    Turns may come in any order; of two that began at the same instant the one given later counts.
    """
    ordered = sorted(turns, key=lambda turn: turn.since)
    taken: dict[int, timedelta] = {}
    for place, turn in enumerate(ordered):
        until = min(ordered[place + 1].since, now) if place + 1 < len(ordered) else now
        if turn.item is not None:
            taken[turn.item] = taken.get(turn.item, timedelta()) + max(until - turn.since, timedelta())
    return taken
