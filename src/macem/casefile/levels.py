"""The risk level in words and bars, and how it went over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from macem.cases.models import Case
from macem.govuk.dates import full_date, short_date
from macem.protocol.vocabulary import RiskLevel
from macem.referrals.presenters.assessment import BARS

MARKED = (RiskLevel.SIGNIFICANT, RiskLevel.ESCALATING, RiskLevel.EMERGING, RiskLevel.LOW, RiskLevel.NONE)
LEFT, TOP, STEP, WIDTH = 84, 14, 26, 300


@dataclass(frozen=True)
class LevelPresenter:
    """One level: up to three bars, and the word beside them."""

    level: RiskLevel | None

    @property
    def bars(self) -> int:
        return BARS.get(self.level, 0) if self.level else 0

    @property
    def word(self) -> str:
        if self.level is None:
            return _("Not recorded")
        return {
            RiskLevel.NONE: _("None"),
            RiskLevel.LOW: _("Low"),
            RiskLevel.EMERGING: _("Emerging"),
            RiskLevel.ESCALATING: _("Escalating"),
            RiskLevel.SIGNIFICANT: _("Significant"),
        }[self.level]

    @property
    def is_known(self) -> bool:
        return self.level is not None


@dataclass(frozen=True)
class Point:
    """One level on the picture: where it stands, when it was agreed and why."""

    x: float
    y: float
    when: str
    short: str
    word: str
    reason: str


@dataclass(frozen=True)
class Trend:
    """The levels of one case in order: the one at entry, then each that was agreed (clauses M7, P10)."""

    case: Case

    @cached_property
    def steps(self) -> list[tuple[datetime, RiskLevel, str]]:
        entry = self.case.level_at_entry
        at_entry = [(self.case.opened_at, RiskLevel(entry), _("Level at entry"))] if entry else []
        return at_entry + [(row.agreed_at, row.level, row.reason) for row in self.case.levels.all()]

    @property
    def is_worth_drawing(self) -> bool:
        """Whether there is more than one level to compare."""
        return len(self.steps) > 1

    @cached_property
    def points(self) -> list[Point]:
        apart = (WIDTH - LEFT - 12) / max(1, len(self.steps) - 1)
        return [
            Point(
                x=round(LEFT + apart * number, 1),
                y=_height(level),
                when=full_date(when),
                short=short_date(when),
                word=LevelPresenter(level).word,
                reason=reason,
            )
            for number, (when, level, reason) in enumerate(self.steps)
        ]

    @cached_property
    def path(self) -> str:
        """The line: along to the next meeting, then up or down."""
        first, *rest = self.points
        return f"M{first.x} {first.y}" + "".join(f"H{point.x}V{point.y}" for point in rest)

    @property
    def lines(self) -> list[tuple[float, str]]:
        """The height and word of each level."""
        return [(_height(level), LevelPresenter(level).word) for level in MARKED]

    @property
    def labelled(self) -> Sequence[Point]:
        """The points whose day is written below: the first and the last."""
        return (self.points[0], self.points[-1])

    @cached_property
    def finding(self) -> str:
        """What the picture shows, in a sentence."""
        first, last = self.points[0], self.points[-1]
        if first.word == last.word:
            return _("%(level)s on %(first)s and on %(last)s.") % {
                "level": first.word, "first": first.when, "last": last.when,
            }  # fmt: skip
        return _("From %(before)s on %(first)s to %(now)s on %(last)s.") % {
            "before": first.word.lower(), "first": first.when, "now": last.word.lower(), "last": last.when,
        }  # fmt: skip


def _height(level: RiskLevel) -> float:
    return TOP + STEP * MARKED.index(level)
