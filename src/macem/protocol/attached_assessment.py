"""A risk assessment signed off in Mosaic and attached as a file: what it must carry (P4)."""

from dataclasses import dataclass
from datetime import date

from macem.protocol.vocabulary import Clause, Decision, RiskLevel, refused, satisfied


@dataclass(frozen=True, slots=True)
class Attached:
    """What is typed beside the file. Texts may be blank, dates and the level None."""

    level: RiskLevel | None
    author: str
    signer: str
    completed: date | None
    signed: date | None
    number: str


def may_be_attached(given: Attached, today: date) -> Decision:
    """Whether an attached assessment says its level, who wrote it, who signed it off, when, and its number.

    It was signed off by somebody other than its author, and needs no second sign-off here (P4).
    """
    needs = {
        "a level": given.level is not None,
        "who wrote it": bool(given.author.strip()),
        "who signed it off": bool(given.signer.strip()),
        "its number in Mosaic": bool(given.number.strip()),
        "the day it was completed": given.completed is not None,
        "the day it was signed off": given.signed is not None,
    }
    lacks = tuple(name for name, there in needs.items() if not there)
    if lacks:
        return refused(Clause.P4, f"The attached assessment still needs {'; '.join(lacks)}.", missing=lacks)
    if given.completed is not None and given.signed is not None:
        if given.signed > today:
            return refused(Clause.P4, "An assessment is not signed off in the future.")
        if given.signed < given.completed:
            return refused(Clause.P4, "An assessment is not signed off before it was completed.")
    if _folded(given.author) == _folded(given.signer):
        return refused(
            Clause.P4,
            "The author of a risk assessment does not sign it off: enter the service manager who did.",
            missing=("another service manager's sign-off",),
        )
    return satisfied(Clause.P4, "The signed-off assessment may be attached.")


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
