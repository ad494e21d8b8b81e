"""What a referral, a MASH decision, an assessment and an NRM referral must carry: P1, P2, P3, P4, C1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from macem.protocol.vocabulary import (
    Clause,
    Decision,
    MashLevel,
    MashRoute,
    RiskLevel,
    Strand,
    refused,
    satisfied,
)
from macem.protocol.working_days import Calendar

DECIDED_WITHIN_WORKING_DAYS = 1
"""Working Together to Safeguard Children: the next step is decided within one working day of receipt."""


@dataclass(frozen=True, slots=True)
class Worry:
    """What a referrer wants to send to the MASH (P1). Texts may be blank."""

    forename: str
    surname: str
    strands: Sequence[Strand]
    concern: str
    strengths: str
    date_of_birth: date | None = None
    about_age: int | None = None


def may_be_sent(worry: Worry, today: date) -> Decision:
    """Whether a referral says whom it is about, what the worry is and what keeps the child safe (P1)."""
    lacks = _lacking(
        {
            "a forename or a surname": _said(worry.forename) or _said(worry.surname),
            "what the worry is about": bool(worry.strands),
            "what is worrying you": _said(worry.concern),
            "what keeps the child safe": _said(worry.strengths),
            "a date of birth that is not in the future": (
                worry.date_of_birth is None or worry.date_of_birth <= today
            ),
            "a date of birth or an age, not both": worry.date_of_birth is None or worry.about_age is None,
        }
    )
    if lacks:
        return refused(Clause.P1, f"The referral still needs {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.P1, "The referral may be sent to the MASH.")


def decision_due(received: date, calendar: Calendar) -> date:
    """The last day for the MASH's decision on a referral received on `received`."""
    return calendar.working_days_after(received, DECIDED_WITHIN_WORKING_DAYS)


def working_days_waited(received: date, today: date, calendar: Calendar) -> int:
    """How many working days a referral has waited; the day it was received is not counted (M3)."""
    days = (received + timedelta(days=number) for number in range(1, (today - received).days + 1))
    return sum(1 for day in days if calendar.is_working_day(day))


def may_decide(level: int, reason: str) -> Decision:
    """Whether a MASH decision carries a level from 1 to 4 and a reason (P2)."""
    known = level in [member.value for member in MashLevel]
    lacks = _lacking({"a level from 1 to 4": known, "a reason": _said(reason)})
    if lacks:
        return refused(Clause.P2, f"The decision still needs {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.P2, "The decision may be recorded.")


def early_help_named(route: MashRoute, *, agency_named: bool) -> Decision:
    """Whether a decision that leads to early help says which agency does the work, and no other does (P2)."""
    if route is MashRoute.FEHA and not agency_named:
        return refused(
            Clause.P2,
            "This level leads to a Family Early Help Assessment: say which agency does the work, what is "
            "offered, and when it is reviewed.",
            missing=("the agency that does the work",),
        )
    if route is not MashRoute.FEHA and agency_named:
        return refused(
            Clause.P2, "This level leads to no early help: leave its agency out, or choose another level."
        )
    return satisfied(Clause.P2, "The decision says what follows.")


def may_be_completed(
    level: RiskLevel | None, narrative: str, strengths: str, completed: date | None, today: date
) -> Decision:
    """Whether a risk assessment is whole enough to go to a service manager (P4)."""
    lacks = _lacking(
        {
            "a level": level is not None,
            "what is happening": _said(narrative),
            "what keeps the child safe": _said(strengths),
            "the day it was completed, not in the future": completed is not None and completed <= today,
        }
    )
    if lacks:
        return refused(Clause.P4, f"The risk assessment still needs {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.P4, "The risk assessment may go to a service manager.")


def nrm_may_be_recorded(responder: str, submitted: date, withdrawn: date | None, today: date) -> Decision:
    """Whether an NRM referral says who made it, and its days can be right (C1)."""
    if not _said(responder):
        lacks = ("the first responder",)
        return refused(Clause.C1, "Enter the first responder that made the referral.", missing=lacks)
    return nrm_dates(submitted, withdrawn, today)


def nrm_dates(submitted: date, withdrawn: date | None, today: date) -> Decision:
    """Whether the days of an NRM referral can be right: in order, and none in the future (C1)."""
    if submitted > today or (withdrawn is not None and withdrawn > today):
        return refused(Clause.C1, "An NRM referral is not submitted or withdrawn in the future.")
    if withdrawn is not None and withdrawn < submitted:
        return refused(Clause.C1, "An NRM referral is not withdrawn before it was submitted.")
    return satisfied(Clause.C1, "The days of the NRM referral may be recorded.")


def strategy_meeting(held: date, outcome: str, today: date) -> Decision:
    """Whether a strategy meeting may be recorded: it has been held, and something came of it (P3)."""
    if held > today:
        return refused(Clause.P3, "Record a strategy meeting once it has been held.")
    if not _said(outcome):
        return refused(Clause.P3, "Enter the outcome of the strategy meeting.", missing=("the outcome",))
    return satisfied(Clause.P3, "The strategy meeting may be recorded.")


def needs_strategy_meeting(
    level: RiskLevel | None, held: Sequence[date], *, mash_level: MashLevel | None = None
) -> Decision:
    """Whether to prompt for a strategy meeting: none is recorded at significant or MASH level 4 (P3)."""
    if level is not RiskLevel.SIGNIFICANT and mash_level is not MashLevel.STATUTORY:
        return refused(Clause.P3, "Neither is the level significant, nor did the MASH decide level 4.")
    if held:
        return refused(Clause.P3, "A strategy meeting is recorded.", {"held": max(held)})
    why = "The level is significant" if level is RiskLevel.SIGNIFICANT else "The MASH decided level 4"
    return satisfied(
        Clause.P3,
        f"{why} and no strategy meeting is recorded. "
        "MACEM does not replace one: say when it was held, or ask for one.",
    )


def _said(text: str) -> bool:
    return bool(text.strip())


def _lacking(needs: Mapping[str, bool]) -> tuple[str, ...]:
    return tuple(name for name, there in needs.items() if not there)
