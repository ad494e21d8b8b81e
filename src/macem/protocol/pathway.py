"""The path of children to a meeting: P2, P4, P5, P6, P8, P9, and which criterion leads where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from macem.protocol.dates import in_words
from macem.protocol.settings import RiskAssessmentSettings
from macem.protocol.vocabulary import (
    Body,
    Clause,
    Decision,
    MashLevel,
    MashRoute,
    Part,
    RammOutcome,
    Role,
    refused,
    satisfied,
)

PART_OF_CRITERION: Mapping[Clause, Part] = {
    Clause.C1: Part.CHILD_1A,
    Clause.C2: Part.CHILD_1A,
    Clause.C3: Part.CHILD_1A,
    Clause.C4: Part.CHILD_1A,
    Clause.C5: Part.CHILD_1A,
    Clause.C6: Part.CHILD_1B,
    Clause.C7: Part.ADULT_2,
}
"""The part of the meeting that a criterion leads to."""

DECIDED_BY: Mapping[Clause, Body] = {
    Clause.C1: Body.RAMM,
    Clause.C2: Body.RAMM,
    Clause.C3: Body.RAMM,
    Clause.C4: Body.RAMM,
    Clause.C5: Body.RAMM,
    Clause.C6: Body.RAMM,
    Clause.P2: Body.RAMM,
    Clause.C7: Body.INTELLIGENCE_DS,
}
"""Who decides on a nomination: C1 to C6 and a MASH level 4 go to the RAMM (P5), C7 to the intelligence DS
(I2).
"""

_MASH_ROUTES = {
    MashLevel.STATUTORY: (MashRoute.MACEM,),
    MashLevel.TARGETED: (MashRoute.FEHA,),
    MashLevel.EARLY_HELP: (MashRoute.FEHA,),
    MashLevel.UNIVERSAL: (MashRoute.ADVICE,),
}


def mash_routes(level: MashLevel, *, low_level_concerns: bool = False) -> tuple[MashRoute, ...]:
    """Where a MASH decision leads (P2). At level 1, low-level concerns lead to a FEHA instead of advice.

    It says nothing about the matrix: a child at emerging concerns is nominated under C4 as well, whatever the
    MASH level.
    """
    if level is MashLevel.UNIVERSAL and low_level_concerns:
        return (MashRoute.FEHA,)
    return _MASH_ROUTES[level]


def nominates(level: MashLevel | None) -> Decision:
    """Whether the latest decision of the MASH brings a child before the RAMM: level 4 does (P2)."""
    if level is MashLevel.STATUTORY:
        return satisfied(Clause.P2, "The MASH decided level 4 (statutory).")
    return refused(Clause.P2, "The MASH has not decided level 4.")


def levels_that_would_change(level: MashLevel | None) -> tuple[MashLevel, ...]:
    """The levels at which the MASH, deciding again, would change the answer of :func:`nominates` (P2)."""
    now = nominates(level).met
    return tuple(other for other in MashLevel if nominates(other).met is not now)


def may_sign_off(*, author: object, signer: object, signer_roles: Iterable[Role]) -> Decision:
    """Whether `signer` may sign off a risk assessment that `author` wrote (P4). People compare by
    equality.
    """
    if Role.SERVICE_MANAGER not in set(signer_roles):
        return refused(
            Clause.P4,
            "A service manager signs off a risk assessment.",
            missing=("a service manager's sign-off",),
        )
    if author == signer:
        return refused(
            Clause.P4,
            "The author of a risk assessment does not sign it off: another service manager does.",
            missing=("another service manager's sign-off",),
        )
    return satisfied(Clause.P4, "A service manager who is not the author may sign it off.")


class Timeliness(StrEnum):
    """How a child's risk assessment stands for one meeting (P6)."""

    UP_TO_DATE = "up_to_date"
    DUE = "due"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class AssessmentStanding:
    """The state and the words to print."""

    state: Timeliness
    text: str
    latest: date | None


def assessment_standing(
    dates: Iterable[date], *, meeting: date, due: date, today: date, settings: RiskAssessmentSettings
) -> AssessmentStanding:
    """Whether a risk assessment is up to date for `meeting` (P6).

    `dates`: the days on which one was completed or reviewed; those after the meeting are left out. `due`:
    the last day for it, as reckoned from the meeting. It is up to date when completed or reviewed in the
    days set before the meeting; else due until the end of `due`, then missing.
    """
    latest = max((day for day in dates if day <= meeting), default=None)
    if latest is not None and latest >= meeting - timedelta(days=settings.up_to_date_days):
        return AssessmentStanding(Timeliness.UP_TO_DATE, f"up to date, {in_words(latest)}", latest)
    if today <= due:
        return AssessmentStanding(Timeliness.DUE, f"due {in_words(due)}", latest)
    return AssessmentStanding(Timeliness.MISSING, "missing", latest)


def counts_until(completed: date, settings: RiskAssessmentSettings) -> date:
    """The last day of a meeting for which an assessment completed on `completed` is up to date (P6)."""
    return completed + timedelta(days=settings.up_to_date_days)


@dataclass(frozen=True, slots=True)
class RammDecision:
    """What the RAMM wants to record about one child (P5). Texts may be blank; dates None."""

    outcome: RammOutcome
    reason: str = ""
    part: Part | None = None
    meeting: date | None = None
    service_manager_reason: str = ""
    service_manager_roles: tuple[Role, ...] = ()
    ask_whom: str = ""
    answer_by: date | None = None
    question: str = ""


def needs_service_manager(mash_level: MashLevel | None, criteria_met: Sequence[Clause]) -> bool:
    """Whether "not now" needs a service manager's reason: at level 4, or with any criterion of Part 1a met
    (P5).
    """
    part_1a = any(PART_OF_CRITERION.get(clause) is Part.CHILD_1A for clause in criteria_met)
    return part_1a or mash_level is MashLevel.STATUTORY


def ramm_decision(
    proposed: RammDecision,
    *,
    mash_level: MashLevel | None,
    criteria_met: Sequence[Clause],
    today: date,
) -> Decision:
    """Whether the RAMM may record `proposed` (P5); `missing` names everything that it lacks."""
    lacks = {
        RammOutcome.TO_MACEM: _to_macem_lacks,
        RammOutcome.NOT_NOW: _not_now_lacks,
        RammOutcome.MORE_INFORMATION: _more_information_lacks,
    }[proposed.outcome](proposed, needs_service_manager(mash_level, criteria_met), today)
    if lacks:
        return refused(
            Clause.P5,
            f'The decision "{proposed.outcome.label.lower()}" still needs {"; ".join(lacks)}.',
            missing=tuple(lacks),
        )
    return satisfied(Clause.P5, f'The decision "{proposed.outcome.label.lower()}" may be recorded.')


def shown_to_chair(
    proposed: RammDecision, mash_level: MashLevel | None, criteria_met: Sequence[Clause]
) -> bool:
    """Whether the chair sees this decision with the agenda: "not now" where a service manager had to give a
    reason.
    """
    return proposed.outcome is RammOutcome.NOT_NOW and needs_service_manager(mash_level, criteria_met)


def _to_macem_lacks(proposed: RammDecision, _manager: bool, today: date) -> list[str]:
    lacks = []
    if proposed.part not in {Part.CHILD_1A, Part.CHILD_1B}:
        lacks.append("the part, 1a or 1b")
    if proposed.meeting is None or proposed.meeting < today:
        lacks.append("a meeting still to come")
    return lacks


def _not_now_lacks(proposed: RammDecision, manager: bool, _today: date) -> list[str]:
    lacks = [] if proposed.reason.strip() else ["a reason"]
    if manager:
        if not proposed.service_manager_reason.strip():
            lacks.append("a service manager's reason")
        if Role.SERVICE_MANAGER not in proposed.service_manager_roles:
            lacks.append("a reason given by somebody who is a service manager")
    return lacks


def _more_information_lacks(proposed: RammDecision, _manager: bool, today: date) -> list[str]:
    lacks = [] if proposed.ask_whom.strip() else ["from whom"]
    if proposed.answer_by is None or proposed.answer_by < today:
        lacks.append("by when, not in the past")
    if not proposed.question.strip():
        lacks.append("what to ask")
    return lacks


def case_holder(agency: str | None, worker: str | None) -> Decision:
    """Whether it is recorded who holds the case (P9). The group does not; nobody recorded is a fault."""
    lacks = tuple(
        name for name, given in (("the agency", agency), ("the worker", worker)) if not (given or "").strip()
    )
    if lacks:
        return refused(
            Clause.P9, f"Who holds this case is not recorded: {' and '.join(lacks)}.", missing=lacks
        )
    return satisfied(Clause.P9, f"The case is held by {worker}, {agency}.")


def concerns_have_owners(concerns: Sequence[tuple[str | None, str | None, date | None]]) -> Decision:
    """Whether the meeting may finish: each concern about a child not open to CSC has become an action (P8).

    Each concern is (agency, person, due date) of its referral action.
    """
    without = sum(1 for agency, person, due in concerns if not (agency and person and due))
    if without:
        return refused(
            Clause.P8,
            f"Concerns raised whose referral has no agency, person and due date yet: {without}.",
            {"without_owner": without},
        )
    return satisfied(Clause.P8, "Every concern raised has an owner and a due date.")
