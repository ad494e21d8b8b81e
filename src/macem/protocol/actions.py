"""Actions: what one cannot be saved without (M6), what becomes of it (M8), and when it is overdue (M9)."""

from dataclasses import dataclass
from datetime import date, datetime

from macem.protocol.dates import end_of_day
from macem.protocol.vocabulary import ActionOutcome, Clause, Decision, refused, satisfied


def may_stand(
    *, text: str, owner_name: str, agency_named: bool, due: date | None, agreed_on: date
) -> Decision:
    """Whether an action says what is done, by whom, of which agency, and by when (M6).

    It may be due on the day it is agreed, not before.
    """
    lacks = [
        name
        for name, is_given in (
            ("what will be done", text.strip()),
            ("the person who will do it", owner_name.strip()),
            ("the agency", agency_named),
            ("the date", due),
        )
        if not is_given
    ]
    if due is not None and due < agreed_on:
        lacks.append("a later date")
    if lacks:
        return refused(Clause.M6, f"The action still needs {' and '.join(lacks)}.", missing=tuple(lacks))
    return satisfied(Clause.M6, "The action has an owner and a due date.")


_NEEDS_WORDS = {
    ActionOutcome.DONE: ("the evidence that it was done", "the effect it had"),
    ActionOutcome.NOT_DONE: ("the circumstances",),
    ActionOutcome.NO_LONGER_POSSIBLE: ("the circumstances",),
    ActionOutcome.CARRIED_FORWARD: (),
}


def may_be_recorded(
    outcome: ActionOutcome,
    *,
    evidence: str,
    effect: str,
    new_due: date | None,
    recorded_on: date,
) -> Decision:
    """Whether an outcome carries what it needs (M8).

    Done: evidence and effect. Not done, or no longer possible: the circumstances, given as `evidence`.
    Carried forward: a due date later than the day it is recorded, which nothing else has.
    """
    lacks = [
        name
        for name, given in zip(_NEEDS_WORDS[outcome], (evidence, effect), strict=False)
        if not given.strip()
    ]
    if outcome is ActionOutcome.CARRIED_FORWARD:
        if new_due is None or new_due <= recorded_on:
            lacks.append("a later date")
    elif new_due is not None:
        lacks.append("no new date, since it is not carried forward")
    if lacks:
        return refused(
            Clause.M8, f"“{outcome.label}” still needs {' and '.join(lacks)}.", missing=tuple(lacks)
        )
    return satisfied(Clause.M8, "The outcome carries what it needs.")


def is_open(outcome: ActionOutcome | None) -> bool:
    """Whether an action still needs work: no outcome yet, or carried forward (M8)."""
    return outcome is None or outcome is ActionOutcome.CARRIED_FORWARD


def is_late(due: date, today: date) -> bool:
    """Whether an open action is overdue on the London day `today` (M9): the due day runs to its end."""
    return today > due


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
    still = is_open(outcome)
    return OwnerLeft(stays_open=still, flagged=still, tell_agency=still)
