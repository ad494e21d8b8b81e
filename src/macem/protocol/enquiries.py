"""The section 47 enquiry that a strategy meeting opens, and what follows an emergency (P3)."""

from dataclasses import dataclass
from datetime import date, datetime

from macem.protocol.dates import in_words
from macem.protocol.vocabulary import Clause, Decision, refused, satisfied
from macem.protocol.vocabulary.safeguarding import EmergencyCall, EnquiryOutcome
from macem.protocol.working_days import Calendar


@dataclass(frozen=True, slots=True)
class EnquiryStanding:
    """Where an enquiry stands, in words, and by when its outcome is due (None: it is recorded)."""

    words: str
    due: date | None = None
    overdue: bool = False


def conference_due(opened: date, working_days: int, calendar: Calendar) -> date:
    """The last day for a child protection conference after the strategy meeting on `opened` (P3)."""
    return calendar.working_days_after(opened, working_days)


def enquiry_standing(
    due: date, today: date, *, outcome: EnquiryOutcome | None = None, concluded: date | None = None
) -> EnquiryStanding:
    """Where a section 47 enquiry stands today: concluded, or open until `due` (P3)."""
    if outcome is not None and concluded is not None:
        return EnquiryStanding(f"Ended {in_words(concluded)}: {_lower_first(outcome.label)}")
    late = due < today
    return EnquiryStanding(f"Open, outcome {'was due' if late else 'due'} {in_words(due)}", due, late)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def may_conclude(
    *, opened: date | None, concluded: date, outcome: EnquiryOutcome, conference: date | None, reason: str,
    today: date,
) -> Decision:  # fmt: skip
    """Whether the outcome of an enquiry may be recorded (P3). `opened` None: no enquiry was opened."""
    if opened is None:
        return refused(Clause.P3, "This strategy meeting opened no section 47 enquiry.")
    if not opened <= concluded <= today:
        return refused(
            Clause.P3, f"The enquiry ended on a day from {in_words(opened)}, when it was opened, to today."
        )
    if not reason.strip():
        return refused(Clause.P3, "Say what the outcome rests on.", missing=("the reason",))
    if outcome is EnquiryOutcome.CONFERENCE and conference is None:
        return refused(Clause.P3, "Enter the day of the conference.", missing=("the day of the conference",))
    if conference is not None and conference < opened:
        return refused(Clause.P3, "The conference is not before the strategy meeting.")
    return satisfied(Clause.P3, "The outcome may be recorded.")


def may_follow_up(
    call: EmergencyCall, *, rung_by: str, rung: datetime | None, reason: str, now: datetime
) -> Decision:
    """Whether an emergency may be closed: it is said who rang and when, or why nothing was needed (P3)."""
    if call is EmergencyCall.NOTHING_FURTHER:
        if reason.strip():
            return satisfied(Clause.P3, "The follow-up may be recorded.")
        return refused(Clause.P3, "Say why nothing further was needed.", missing=("the reason",))
    lacks = tuple(
        name for name, there in (("who rang", bool(rung_by.strip())), ("when", rung is not None)) if not there
    )
    if lacks:
        return refused(Clause.P3, f"The follow-up still needs {' and '.join(lacks)}.", missing=lacks)
    if rung is not None and rung > now:
        return refused(Clause.P3, "Nobody rang in the future: check the day and the time.")
    return satisfied(Clause.P3, "The follow-up may be recorded.")
