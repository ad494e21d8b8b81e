"""Records that pass between rooms: a decision, a duty, an entry on a timeline, a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Final

from macem.protocol.vocabulary.clauses import Clause
from macem.protocol.vocabulary.people import Role
from macem.protocol.vocabulary.words import Word

_Single = str | int | float | bool | None | date | datetime
Figure = _Single | list[str] | list[int]
"""One number, date or short list behind a decision."""


class NotKnown(Enum):
    """Nobody has said: different from "there is none"."""

    NOT_KNOWN = "not known"


NOT_KNOWN: Final = NotKnown.NOT_KNOWN


NO_FIGURES: Final[Mapping[str, Figure]] = MappingProxyType({})


class Answer(Word):
    """What a rule says about the facts it was given."""

    MET = "met", "Met"
    NOT_MET = "not_met", "Not met"
    MAY_BE_MET = "may_be_met", "May be met"


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer, why in one sentence or two, the figures it rests on, and the clause it comes from.

    `missing` names, in plain words, what would have to be recorded or changed for the answer to be "met".
    """

    clause: Clause
    answer: Answer
    reason: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether the answer is a plain yes; for a rule about whether something may be done: it may."""
        return self.answer is Answer.MET


def satisfied(clause: Clause, reason: str, figures: Mapping[str, Figure] = NO_FIGURES) -> Decision:
    """A decision with the answer "met"."""
    return Decision(clause, Answer.MET, reason, figures)


def refused(
    clause: Clause, reason: str, figures: Mapping[str, Figure] = NO_FIGURES, missing: tuple[str, ...] = ()
) -> Decision:
    """A decision with the answer "not met"."""
    return Decision(clause, Answer.NOT_MET, reason, figures, missing)


def undecided(
    clause: Clause, reason: str, figures: Mapping[str, Figure] = NO_FIGURES, missing: tuple[str, ...] = ()
) -> Decision:
    """A decision with the answer "may be met": somebody has to say more."""
    return Decision(clause, Answer.MAY_BE_MET, reason, figures, missing)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that somebody owes, as "Your work" lists it.

    `due` runs to the end of that day in London. `reason` says why it is owed, `done_hint` what finishes it.
    `subject_reference` is the person's reference, never a name.
    """

    title: str
    url: str
    due: date | None
    reason: str
    role: Role | None = None
    subject_reference: str | None = None
    done_hint: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event on a person's timeline. `when` is a date where the time of day is not known."""

    when: date | datetime
    title: str
    kind: str
    detail: str = ""
    source: str = ""
    url: str | None = None
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two things on the link chart, by their references."""

    from_reference: str
    to_reference: str
    kind: str
    since: date | None = None
    until: date | None = None
    source: str = ""
    confirmed: bool = True
