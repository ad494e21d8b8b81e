"""The weekly RAMM list (P5): who is to be decided, who waits for an answer, what may still be changed.

The intelligence DS's list for Part 2 (I2) goes by the same rules.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from macem.protocol.dates import london_day
from macem.protocol.vocabulary import Clause, Decision, RammOutcome, Word, refused, satisfied


class Place(Word):
    """Where on the list somebody with an open nomination stands: no third place, nobody falls off."""

    TO_DECIDE = "to_decide", "To decide"
    WAITING = "waiting", "Waiting for an answer"


class Source(Word):
    """Who can say what a criterion that may be met lacks."""

    HOLDER = "holder", "Whoever holds the case"
    POLICE = "police", "Police"
    SIGNER = "signer", "The service manager to whom the assessment was sent"


ASKED_OF: Mapping[Clause, Source] = {
    Clause.C1: Source.HOLDER,
    Clause.C2: Source.POLICE,
    Clause.C3: Source.POLICE,
    Clause.C4: Source.SIGNER,
    Clause.C5: Source.HOLDER,
    Clause.C6: Source.HOLDER,
    Clause.C7: Source.POLICE,
}
"""Whom to ask first where a criterion may be met (C1 to C7)."""


class Badge(Word):
    """What is to be known about a row before its evidence is read."""

    NEW = "new", "New"
    LATE = "late", "Late"
    CHANGED = "changed", "Changed"
    BACK = "back", "Back"


@dataclass(frozen=True, slots=True)
class Question:
    """What the RAMM asked when it decided on "more information". `answered`: None until somebody has."""

    asked: datetime
    answer_by: date
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One open nomination: when it was raised, and the day of the latest event behind it (None: not known).

    `renews`: an earlier nomination of the same clause exists.
    """

    raised: datetime
    happened: date | None = None
    renews: bool = False


def week_of(day: date) -> date:
    """The Monday of the week whose list a day belongs to."""
    return day - timedelta(days=day.weekday())


def place(evidence: Sequence[Evidence], question: Question | None, today: date) -> Place:
    """Where somebody stands of whom `evidence` is open and undecided, or put off by `question` (P5).

    They wait only while an answer may still come: from the answer, from newer evidence or from the day after
    the one that was named they are back on the list, by themselves.
    """
    if question is None or question.answered is not None or question.answer_by < today:
        return Place.TO_DECIDE
    newer = any(one.raised > question.asked for one in evidence)
    return Place.TO_DECIDE if newer else Place.WAITING


def badge(
    evidence: Sequence[Evidence],
    *,
    last_decided: datetime | None,
    was_asked: bool,
    previous_agenda: datetime | None,
    today: date,
) -> Badge | None:
    """What the row of somebody who is to be decided says beside their name (P5).

    Back: the last decision was to ask. Late: all that is fresh happened before the previous agenda was
    compiled and came here after it. Changed: evidence came after a decision, or in place of earlier evidence.
    New: on the list for the first time this week. None: carried over from an earlier week.
    """
    if was_asked:
        return Badge.BACK
    fresh = [one for one in evidence if last_decided is None or one.raised > last_decided]
    if fresh and all(_came_late(one, previous_agenda) for one in fresh):
        return Badge.LATE
    if last_decided is not None or any(one.renews for one in fresh):
        return Badge.CHANGED
    first = min(london_day(one.raised) for one in evidence)
    return Badge.NEW if first >= week_of(today) else None


def _came_late(one: Evidence, previous_agenda: datetime | None) -> bool:
    if previous_agenda is None or one.happened is None:
        return False
    return one.happened < london_day(previous_agenda) and one.raised > previous_agenda


def may_be_changed(
    outcome: RammOutcome, *, replaced: bool, used: bool, answered: bool = False, why: str | None = None
) -> Decision:
    """Whether a decision may be changed by another that takes its place (P5).

    `used`: a meeting has made use of it: the names of the meeting that it leads to have gone to the chair, or
    an agenda has been compiled since. `why`: the reason for the change; None: it is only asked whether one
    may be offered.
    """
    if replaced:
        return refused(Clause.P5, "This decision has been changed already.")
    if answered:
        return refused(Clause.P5, "The answer is here: the child is on the list again, to be decided.")
    if used and outcome is RammOutcome.TO_MACEM:
        return refused(
            Clause.P5,
            "The names for this meeting have gone to the chair, who takes somebody off the list by name.",
        )
    if used:
        return refused(Clause.P5, "An agenda has been compiled since. New evidence opens it again.")
    if why is not None and not why.strip():
        return refused(
            Clause.P5,
            "Say why the decision is changed.",
            missing=("the reason why the decision is changed",),
        )
    return satisfied(Clause.P5, "The decision may be changed.")
