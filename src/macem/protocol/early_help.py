"""Early help at MASH levels 2 and 3, or for low-level concerns: begun, reviewed, stepped up or down (P2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from macem.protocol.dates import in_words
from macem.protocol.transitions import EARLY_HELP
from macem.protocol.vocabulary import Clause, Decision, MashRoute, refused, satisfied
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect

OWED_DAYS_AHEAD = 14
"""From so many days before its day a review stands among what people owe. A choice of macem's."""


def may_begin(
    route: MashRoute, work: Sequence[str], review_on: date, *, today: date, within_days: int
) -> Decision:
    """Whether early help may begin: the MASH decided on it, work is offered, and a review is near (P2).

    `within_days`: the longest time until a review.
    """
    if route is not MashRoute.FEHA:
        return refused(Clause.P2, "Early help follows a decision of the MASH that leads to it.")
    if not any(one.strip() for one in work):
        return refused(
            Clause.P2, "Say which work is offered to the child and the family.", missing=("the work offered",)
        )
    return review_day(review_on, today=today, within_days=within_days)


def review_day(review_on: date | None, *, today: date, within_days: int) -> Decision:
    """Whether early help may be reviewed next on `review_on`: after today, and not too far away (P2)."""
    if review_on is None:
        return refused(
            Clause.P2, "Enter the day of the next review.", missing=("the day of the next review",)
        )
    last = today + timedelta(days=within_days)
    if review_on <= today:
        return refused(Clause.P2, "The next review is on a day after today.")
    if review_on > last:
        return refused(
            Clause.P2, f"The next review is within {within_days} days: {in_words(last)} at the latest."
        )
    return satisfied(Clause.P2, f"The next review is on {in_words(review_on)}.")


@dataclass(frozen=True, slots=True)
class ProposedReview:
    """What somebody wants to record about early help. `work`: for each kind of work its effect, and what
    was done. `next_review`: where it goes on.
    """

    outcome: EarlyHelpState
    reviewed: date
    reason: str
    work: Mapping[str, tuple[WorkEffect | None, str]]
    next_review: date | None = None


def may_review(
    proposed: ProposedReview, *, state: EarlyHelpState, begun: date, today: date, within_days: int
) -> Decision:
    """Whether a review may be recorded: every kind of work spoken about, a reason, and the way on (P2)."""
    if proposed.outcome in _BY_DECISION:
        return refused(Clause.P2, "The MASH steps early help up, or ends it, by deciding on the child again.")
    moved = EARLY_HELP.move(state, proposed.outcome, proposed.reason)
    if not moved.met:
        return moved
    if not begun <= proposed.reviewed <= today:
        return refused(
            Clause.P2, f"A review is on a day from {in_words(begun)}, when the work began, to today."
        )
    lacks = tuple(lack for name, said in proposed.work.items() for lack in _lacking(name, *said))
    if lacks:
        return refused(Clause.P2, f"The review still needs {'; '.join(lacks)}.", missing=lacks)
    if proposed.outcome is EarlyHelpState.UNDER_WAY:
        return review_day(proposed.next_review, today=today, within_days=within_days)
    return satisfied(Clause.P2, "The review may be recorded.")


_BY_DECISION = {EarlyHelpState.STEPPED_UP, EarlyHelpState.DECIDED_AGAIN}


def _lacking(name: str, effect: WorkEffect | None, done: str) -> Sequence[str]:
    if effect is None:
        return (f"what came of “{name}”",)
    if effect.was_done and not done.strip():
        return (f"what was done for “{name}”",)
    return ()


def ended_by(route: MashRoute) -> EarlyHelpState:
    """How early help ends when the MASH decides again on the referral that it followed (P2)."""
    return {
        MashRoute.MACEM: EarlyHelpState.STEPPED_UP,
        MashRoute.FEHA: EarlyHelpState.DECIDED_AGAIN,
        MashRoute.ADVICE: EarlyHelpState.STEPPED_DOWN,
    }[route]


class ReviewStanding(StrEnum):
    """How near a review is."""

    LATER = "later"
    OWED = "owed"
    OVERDUE = "overdue"


def review_standing(review_on: date, today: date) -> ReviewStanding:
    """How a review stands today: overdue from the day after its own."""
    if today > review_on:
        return ReviewStanding.OVERDUE
    soon = review_on - timedelta(days=OWED_DAYS_AHEAD) <= today
    return ReviewStanding.OWED if soon else ReviewStanding.LATER
