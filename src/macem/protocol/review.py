"""P10: a case returns to each meeting until the meeting closes it; what closing needs, what raises a flag."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from macem.protocol.ages import eighteenth_birthday
from macem.protocol.dates import in_words
from macem.protocol.vocabulary import Clause, ClosureKind, Decision, RiskLevel, refused, satisfied


@dataclass(frozen=True, slots=True)
class Closure:
    """What is recorded when a meeting closes a person's stay (P10). Texts may be blank.

    `accepted_by`: the receiving area for a move, the adult service for a transition.
    """

    kind: ClosureKind
    reason: str = ""
    level_at_entry: RiskLevel | None = None
    level_now: RiskLevel | None = None
    evidence: str = ""
    accepted_by: str = ""


_Need = tuple[str, Callable[[Closure], bool]]
_REASON: _Need = ("a reason", lambda given: bool(given.reason.strip()))

NEEDS: Mapping[ClosureKind, tuple[_Need, ...]] = {
    ClosureKind.RISK_REDUCED: (
        ("the level at entry", lambda given: given.level_at_entry is not None),
        ("the level now", lambda given: given.level_now is not None),
        (
            "a level now that is lower than at entry",
            lambda given: (
                given.level_at_entry is None
                or given.level_now is None
                or given.level_now < given.level_at_entry
            ),
        ),
        ("the evidence that the risk has reduced", lambda given: bool(given.evidence.strip())),
        _REASON,
    ),
    ClosureKind.MOVED: (
        ("the receiving area's acceptance", lambda given: bool(given.accepted_by.strip())),
        _REASON,
    ),
    ClosureKind.ADULT: (
        ("the adult service's acceptance of the transition", lambda given: bool(given.accepted_by.strip())),
        _REASON,
    ),
    ClosureKind.CUSTODY: (_REASON,),
    ClosureKind.DIED: (_REASON,),
}
"""What each closure requires (P10)."""


def may_be_closed(given: Closure) -> Decision:
    """Whether a closure carries what it requires (P10)."""
    lacks = tuple(name for name, is_given in NEEDS[given.kind] if not is_given(given))
    if lacks:
        return refused(
            Clause.P10,
            f'Closing as "{given.kind.label.lower()}" needs {" and ".join(lacks)}.',
            missing=lacks,
        )
    return satisfied(
        Clause.P10,
        "The case may be closed: the risk has reduced."
        if given.kind.risk_reduced
        else f"The case may be closed, though not because the risk has reduced: {given.kind.label.lower()}.",
        {"risk_reduced": given.kind.risk_reduced},
    )


def returns_to_next_agenda(closed: ClosureKind | None) -> Decision:
    """Whether a case is on the next agenda: always, until the meeting closes it (P10)."""
    if closed is None:
        return satisfied(Clause.P10, "The case returns until the meeting closes it.")
    return refused(Clause.P10, f"The meeting closed the case: {closed.label.lower()}.")


def no_change_alert(agreed_levels: Sequence[RiskLevel | None], meetings: int) -> Decision:
    """Whether the level agreed has been the same at the last `meetings` meetings running (P10).

    `agreed_levels`: the level that each meeting agreed, oldest first; None where it agreed none. The alert
    removes nobody.
    """
    last = list(agreed_levels[-meetings:])
    if len(last) == meetings and last[0] is not None and len(set(last)) == 1:
        return satisfied(
            Clause.P10,
            f"The level has been {last[0].label.lower()} at {meetings} meetings running: "
            "the meeting looks at whether the plan is working.",
            {"level": last[0], "meetings": meetings},
        )
    return refused(Clause.P10, f"The level has not been the same at {meetings} meetings running.")


def transition_flag(born: date | None, today: date, next_meeting: date) -> Decision:
    """Whether somebody is 18, or turns 18 by the next meeting (P10). The flag removes nobody."""
    if born is None:
        return refused(Clause.P10, "The date of birth is not recorded.", missing=("the date of birth",))
    adult = eighteenth_birthday(born)
    if adult <= today:
        return satisfied(
            Clause.P10, f"Turned 18 on {in_words(adult)}: plan the transition.", {"adult": adult}
        )
    if adult <= next_meeting:
        return satisfied(
            Clause.P10,
            f"Turns 18 on {in_words(adult)}, by the next meeting: plan the transition.",
            {"adult": adult},
        )
    return refused(Clause.P10, f"Turns 18 on {in_words(adult)}, after the next meeting.", {"adult": adult})
