"""Part 2: what the intelligence DS decides about an adult whom the police have assessed (I2)."""

from dataclasses import dataclass
from datetime import date

from macem.protocol.vocabulary import Clause, Decision, RammOutcome, refused, satisfied


@dataclass(frozen=True, slots=True)
class PartTwoDecision:
    """What the intelligence DS wants to record. Texts may be blank; dates None."""

    outcome: RammOutcome
    reason: str = ""
    meeting: date | None = None
    ask_whom: str = ""
    answer_by: date | None = None
    question: str = ""


def part_two_decision(proposed: PartTwoDecision, *, today: date) -> Decision:
    """Say whether the DS may record ``proposed`` (I2); ``missing`` names everything that it lacks."""
    needed = {
        RammOutcome.TO_MACEM: (
            ("a meeting still to come", proposed.meeting is not None and proposed.meeting >= today),
        ),
        RammOutcome.NOT_NOW: (("a reason", bool(proposed.reason.strip())),),
        RammOutcome.MORE_INFORMATION: (
            ("from whom", bool(proposed.ask_whom.strip())),
            ("by when, not in the past", proposed.answer_by is not None and proposed.answer_by >= today),
            ("what to ask", bool(proposed.question.strip())),
        ),
    }[proposed.outcome]
    lacks = tuple(name for name, given in needed if not given)
    if lacks:
        return refused(Clause.I2, f"This decision still needs {'; '.join(lacks)}.", missing=lacks)
    return satisfied(Clause.I2, "The decision may be recorded.")
