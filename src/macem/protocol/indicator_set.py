"""The questions of the screening form that change from year to year (P1): versioned sets, kept as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.screening import IndicatorKind

SUGGESTED = (RiskLevel.LOW, RiskLevel.EMERGING, RiskLevel.ESCALATING, RiskLevel.SIGNIFICANT)
"""The levels that a set gives points for, the least serious first."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question to be answered Yes, No or Not known; it says what is done to the child.

    `{name}` in `question` and `hint` stands for the child. `strands`: those for which it is asked; empty: for
    every one. `page`: the page that it shares with others; "": its own. `points`: what a Yes counts;
    `at_least`: the level that a Yes suggests by itself.
    """

    key: str
    kind: IndicatorKind
    strands: tuple[Strand, ...]
    page: str
    title: str
    question: str
    hint: str
    points: int
    at_least: RiskLevel

    def is_asked_for(self, strands: Iterable[Strand]) -> bool:
        """Whether somebody whose worry is about `strands` is asked this."""
        return not self.strands or not set(self.strands).isdisjoint(strands)


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A page on which several short questions stand together."""

    key: str
    title: str
    heading: str


@dataclass(frozen=True, slots=True)
class Points:
    """From how many points on each level is suggested, and how much vulnerabilities count at most."""

    low: int
    emerging: int
    escalating: int
    significant: int
    vulnerabilities_at_most: int

    def level_at(self, points: int) -> RiskLevel:
        """The most serious level for which `points` are enough."""
        reached = [level for level in SUGGESTED if points >= getattr(self, level.value)]
        return reached[-1] if reached else RiskLevel.NONE


@dataclass(frozen=True)
class IndicatorSet:
    """One version of the questions, for forms begun from `active_from` on until a later set takes over."""

    id: str
    title: str
    active_from: date
    points: Points
    pages: tuple[SharedPage, ...]
    indicators: tuple[Indicator, ...]

    @property
    def by_key(self) -> Mapping[str, Indicator]:
        """The indicators by their keys, in the set's order."""
        return {indicator.key: indicator for indicator in self.indicators}

    def asked_for(self, strands: Iterable[Strand]) -> tuple[Indicator, ...]:
        """The questions for a worry about `strands`, each once; none as long as nobody said what it is."""
        wanted = tuple(strands)
        return tuple(one for one in self.indicators if one.is_asked_for(wanted)) if wanted else ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What a later set asks differently. `reworded` and `recounted` are pairs: as it was, as it is.

    `recounted`: asked for other strands, or counting differently, in the same words.
    """

    added: tuple[Indicator, ...]
    removed: tuple[Indicator, ...]
    reworded: tuple[tuple[Indicator, Indicator], ...]
    recounted: tuple[tuple[Indicator, Indicator], ...]


class Versioned(Protocol):
    """A set of indicators of which a later version takes over on a day."""

    @property
    def id(self) -> str: ...

    @property
    def active_from(self) -> date: ...


V = TypeVar("V", bound=Versioned)


def active_on(sets: Iterable[V], day: date) -> V:
    """The set for a form begun on `day`: the one activated last, or the first of all before any was.

    Raises ValueError where there is no set at all.
    """
    in_order = sorted(sets, key=lambda one: (one.active_from, one.id))
    if not in_order:
        raise ValueError("There is no indicator set.")
    begun = [one for one in in_order if one.active_from <= day]
    return begun[-1] if begun else in_order[0]


def chosen(sets: Iterable[V], ids: Iterable[str]) -> tuple[V, ...]:
    """The sets that a panel chose by their `ids`, the first activated first.

    Raises LookupError that names the ids for which there is no set.
    """
    known = {one.id: one for one in sets}
    wanted = set(ids)
    if strangers := sorted(wanted - known.keys()):
        raise LookupError(f"There is no indicator set {', '.join(strangers)}. There is {', '.join(known)}.")
    return tuple(sorted((known[one] for one in wanted), key=lambda one: (one.active_from, one.id)))


def compare(earlier: IndicatorSet, later: IndicatorSet) -> Changes:
    """What `later` asks that `earlier` did not, no longer asks, or asks differently, matched by key."""
    before, after = earlier.by_key, later.by_key
    both = [(before[key], after[key]) for key in after if key in before]
    return Changes(
        added=tuple(one for key, one in after.items() if key not in before),
        removed=tuple(one for key, one in before.items() if key not in after),
        reworded=tuple((old, new) for old, new in both if _words(old) != _words(new)),
        recounted=tuple(
            pair
            for pair in both
            if _words(pair[0]) == _words(pair[1]) and _counts(pair[0]) != _counts(pair[1])
        ),
    )


def _words(one: Indicator) -> tuple[str, str]:
    return one.question, one.hint


def _counts(one: Indicator) -> tuple[object, ...]:
    return one.kind, frozenset(one.strands), one.points, one.at_least
