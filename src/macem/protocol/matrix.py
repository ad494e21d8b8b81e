"""The exploitation matrix (P4, C4): signs of three levels of concern, what protects, what they suggest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macem.protocol.vocabulary import Clause, Decision, RiskLevel, Strand, refused, satisfied
from macem.protocol.vocabulary.assessment import Noted

LEVELS = (RiskLevel.EMERGING, RiskLevel.ESCALATING, RiskLevel.SIGNIFICANT)
"""The levels that a matrix has signs for, the least serious first."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that somebody exploits the child, or is about to: what is done to the child, never its fault.

    `strands`: the kinds of exploitation that it points to (C8); empty: to any of them.
    """

    key: str
    level: RiskLevel
    strands: tuple[Strand, ...]
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class ProtectiveFactor:
    """Something that keeps the child safer. It counts for the plan and never against the level."""

    key: str
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Needed:
    """How many signs, of a level or a more serious one, suggest that level."""

    emerging: int
    escalating: int
    significant: int

    def at(self, level: RiskLevel) -> int:
        """How many suggest `level`, one of the three."""
        return {
            RiskLevel.EMERGING: self.emerging,
            RiskLevel.ESCALATING: self.escalating,
            RiskLevel.SIGNIFICANT: self.significant,
        }[level]


@dataclass(frozen=True)
class Matrix:
    """One version of the matrix, for assessments begun from `active_from` on until a later one takes over."""

    id: str
    title: str
    active_from: date
    needed: Needed
    signs: tuple[Sign, ...]
    protective: tuple[ProtectiveFactor, ...]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The short title of every sign and protective factor by its key, in the matrix's order."""
        signs = {one.key: one.title for one in self.signs}
        return signs | {one.key: one.title for one in self.protective}

    def at(self, level: RiskLevel) -> tuple[Sign, ...]:
        """The signs of one level."""
        return tuple(one for one in self.signs if one.level is level)


@dataclass(frozen=True, slots=True)
class MatrixSuggestion:
    """The level that the signs noted suggest, why in a sentence, and what it rests on.

    `counted`: the signs noted, in the matrix's order. `not_known`: how many are answered so; they count for
    nothing, and neither does one that nobody has answered.
    """

    level: RiskLevel
    reason: str
    counted: tuple[Sign, ...]
    not_known: int
    clause: Clause = Clause.P4


def suggest(matrix: Matrix, noted: Mapping[str, Noted]) -> MatrixSuggestion:
    """What the signs `noted`, by key, suggest (P4): the most serious level that enough of them reach.

    A sign of a more serious level counts for every lower one too, so noting one more never lowers the level.
    It sets nothing: the professional chooses.
    """
    counted = tuple(one for one in matrix.signs if noted.get(one.key) is Noted.NOTED)
    reached = [
        level for level in LEVELS if sum(one.level >= level for one in counted) >= matrix.needed.at(level)
    ]
    level = reached[-1] if reached else RiskLevel.NONE
    not_known = sum(noted.get(one.key) is Noted.NOT_KNOWN for one in matrix.signs)
    return MatrixSuggestion(level, _reason(counted, not_known), counted, not_known)


def level_chosen(suggested: RiskLevel, chosen: RiskLevel | None, reason: str) -> Decision:
    """Whether a professional may record the level `chosen`: another than suggested needs a reason (P4)."""
    if chosen is None:
        return refused(Clause.P4, "Choose the level of concern.", missing=("a level",))
    if chosen is not suggested and not reason.strip():
        return refused(
            Clause.P4,
            f"The matrix suggests {suggested.label.lower()}. Give your reason for {chosen.label.lower()}.",
            missing=("a reason for another level than suggested",),
        )
    return satisfied(Clause.P4, "The level is the professional's own.")


def _reason(counted: tuple[Sign, ...], not_known: int) -> str:
    if not counted:
        said = "No sign is noted."
    else:
        parts = []
        for level in reversed(LEVELS):
            number = sum(one.level is level for one in counted)
            parts += [f"{number} of {level.label.lower()}"] if number else []
        signs = "sign is" if len(counted) == 1 else "signs are"
        said = f"{len(counted)} {signs} noted: {', '.join(parts)}."
    if not_known:
        said += f" {not_known} not known, which {'counts' if not_known == 1 else 'count'} for nothing."
    return said
