"""What the answers of a screening form suggest, and which of them counted (P1). It never sets a level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from macem.protocol.indicator_set import Indicator, IndicatorSet
from macem.protocol.vocabulary import Clause, RiskLevel, Strand
from macem.protocol.vocabulary.screening import IndicatorKind, Said

_IN_WORDS = dict(enumerate(("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"), start=2))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level, why in a sentence or two, and what it rests on.

    `counted`: the indicators answered Yes, in the form's order. `yes_by_strand`: of these, how many signs are
    asked for each strand of the worry. `first`: the strands to which most of the signs' points go; empty
    where no sign is answered Yes. `not_known`: how many questions were answered so; they count for nothing.
    """

    level: RiskLevel
    points: int
    reason: str
    counted: tuple[Indicator, ...]
    yes_by_strand: Mapping[Strand, int]
    first: tuple[Strand, ...]
    not_known: int
    clause: Clause = Clause.P1


def suggest(indicators: IndicatorSet, said: Mapping[str, Said], strands: Iterable[Strand]) -> Suggestion:
    """What the answers `said`, by key, suggest for a worry about `strands` (P1).

    Only questions that are asked for these strands count. A Yes never lowers the level; Not known, like no
    answer, never raises it. What makes exploitation easier counts no more than the set allows, and by itself
    suggests low-level concerns at most: it is no sign that anybody exploits the child.
    """
    worry = tuple(dict.fromkeys(strands))
    asked = indicators.asked_for(worry)
    counted = tuple(one for one in asked if said.get(one.key) is Said.YES)
    signs = [one for one in counted if one.kind is IndicatorKind.SIGN]
    easier = sum(one.points for one in counted if one.kind is IndicatorKind.VULNERABILITY)
    points = sum(one.points for one in signs) + min(easier, indicators.points.vulnerabilities_at_most)
    by_points = indicators.points.level_at(points)
    if not signs:
        by_points = min(by_points, RiskLevel.LOW)
    floor = max((one.at_least for one in counted), default=RiskLevel.NONE)
    level = max(by_points, floor)
    by_strand = {strand: sum(one.points for one in signs if strand in one.strands) for strand in worry}
    most = max(by_strand.values(), default=0)
    return Suggestion(
        level=level,
        points=points,
        reason=_reason(counted, signs, points, level, by_points),
        counted=counted,
        yes_by_strand={strand: sum(1 for one in signs if strand in one.strands) for strand in worry},
        first=tuple(strand for strand, sum_ in by_strand.items() if most and sum_ == most),
        not_known=sum(1 for one in asked if said.get(one.key) is Said.NOT_KNOWN),
    )


def _reason(
    counted: tuple[Indicator, ...],
    signs: list[Indicator],
    points: int,
    level: RiskLevel,
    by_points: RiskLevel,
) -> str:
    if not counted:
        return "No question was answered Yes."
    number = _IN_WORDS.get(len(counted), str(len(counted)))
    answers = "One Yes answer counts" if len(counted) == 1 else f"{number} Yes answers count"
    said = f"{answers} {points} {'point' if points == 1 else 'points'}."
    if not signs:
        return f"{said} They say what makes exploitation easier, and none of them is a sign that it happens."
    if level > by_points:
        titles = " and ".join(f"“{one.title}”" for one in counted if one.at_least is level)
        return f"{said} {titles} suggests at least {level.label.lower()} alone."
    return said
