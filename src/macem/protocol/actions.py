"""Actions: what one cannot be saved without (M6), what becomes of it (M8), and when it is overdue (M9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from macem.protocol.dates import end_of_day
from macem.protocol.vocabulary import ActionOutcome, Clause, Decision, refused, satisfied


def may_be_saved(*, task: str, person: str | None, agency: str | None, due: date | None) -> Decision:
    """Whether an action carries a responsible person, their agency and a due date (M6)."""
    given = {
        "what is to be done": task.strip(),
        "the responsible person": (person or "").strip(),
        "the person's agency": (agency or "").strip(),
        "the due date": due,
    }
    lacks = tuple(name for name, value in given.items() if not value)
    if lacks:
        return refused(Clause.M6, f"An action cannot be saved without {' and '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.M6, "The action has an owner and a due date.")


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What is recorded when an action is reviewed (M8). Texts may be blank."""

    outcome: ActionOutcome
    evidence: str = ""
    effect: str = ""
    circumstances: str = ""
    reason: str = ""
    new_due: date | None = None


_Need = tuple[str, Callable[[OutcomeRecord, date], bool]]

NEEDS: Mapping[ActionOutcome, tuple[_Need, ...]] = {
    ActionOutcome.DONE: (
        ("the evidence that it was done", lambda given, due: bool(given.evidence.strip())),
        ("the effect it had", lambda given, due: bool(given.effect.strip())),
    ),
    ActionOutcome.NOT_DONE: (("the agency's reason", lambda given, due: bool(given.reason.strip())),),
    ActionOutcome.NO_LONGER_POSSIBLE: (
        ("the circumstances that make it impossible", lambda given, due: bool(given.circumstances.strip())),
    ),
    ActionOutcome.CARRIED_FORWARD: (
        (
            "a new due date later than the old one",
            lambda given, due: given.new_due is not None and given.new_due > due,
        ),
    ),
}
"""What each outcome requires (M8)."""


def outcome_may_be_recorded(given: OutcomeRecord, due: date) -> Decision:
    """Whether an outcome carries what it requires (M8). `due` is the action's present due date."""
    lacks = tuple(name for name, is_given in NEEDS[given.outcome] if not is_given(given, due))
    if lacks:
        return refused(
            Clause.M8,
            f'The outcome "{given.outcome.label.lower()}" needs {" and ".join(lacks)}.',
            missing=lacks,
        )
    return satisfied(Clause.M8, "The outcome carries what it needs.")


def is_settled(outcome: ActionOutcome | None) -> bool:
    """Whether an action needs no more work: done, not done, or no longer possible. Carried forward is
    open.
    """
    return outcome is not None and outcome is not ActionOutcome.CARRIED_FORWARD


def is_overdue(due: date, now: datetime, completed: datetime | None = None) -> bool:
    """Whether an action is overdue at the aware instant `now` (M9).

    The due day runs to its end in London. A completed action is never overdue.
    """
    return completed is None and now >= end_of_day(due)


def was_late(due: date, completed: datetime) -> bool:
    """Whether a completed action was completed after the end of its due day in London (M9)."""
    return completed >= end_of_day(due)


@dataclass(frozen=True, slots=True)
class OwnerLeft:
    """What follows when an action's owner leaves (M9): it stays open, is flagged, and the agency is told."""

    stays_open: bool
    flagged: bool
    tell_agency: bool


def when_owner_leaves(outcome: ActionOutcome | None) -> OwnerLeft:
    """What happens to an action of somebody who leaves. A settled one keeps its name and needs nothing."""
    is_open = not is_settled(outcome)
    return OwnerLeft(stays_open=is_open, flagged=is_open, tell_agency=is_open)
