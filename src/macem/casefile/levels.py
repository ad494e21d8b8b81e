"""The risk level in words and bars, and how it went over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from macem.cases.models import Case
from macem.gate import clock
from macem.govuk.dates import full_date, short_date
from macem.protocol.vocabulary import RiskLevel
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.referrals.models import RiskAssessment
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
class Step:
    """A level that a meeting agreed, or that an assessment gave which was signed off."""

    when: date
    level: RiskLevel
    reason: str
    is_agreed: bool


@dataclass(frozen=True)
class Point:
    """One level on the picture: where it stands, when and why, and whether a meeting agreed it."""

    x: float
    y: float
    when: str
    short: str
    word: str
    said_by: str
    reason: str
    is_agreed: bool


@dataclass(frozen=True)
class Trend:
    """The levels of one child or adult in order (clauses C4, M7, P10).

    Those of the case: the one at entry, then each that a meeting agreed; and between them those of the
    assessments that were signed off.
    """

    case: Case | None
    assessments: Sequence[RiskAssessment] = ()

    @cached_property
    def agreed(self) -> list[Step]:
        """The level at entry, then each that a meeting agreed."""
        if self.case is None:
            return []
        entry, day = self.case.level_at_entry, clock.local_date(self.case.opened_at)
        at_entry = [Step(day, RiskLevel(entry), _("Level at entry"), True)] if entry else []
        rows = self.case.levels.all()
        return at_entry + [Step(clock.local_date(row.agreed_at), row.level, row.reason, True) for row in rows]

    @cached_property
    def steps(self) -> list[Step]:
        """Every level in order of its day; on one day the meeting's comes last."""
        assessed = [Step(one.completed_on, one.level, _said(one), False) for one in self.assessments]
        return sorted([*assessed, *self.agreed], key=lambda step: (step.when, step.is_agreed))

    @property
    def is_worth_drawing(self) -> bool:
        """Whether there is more than one level to compare."""
        return len(self.steps) > 1

    @property
    def has_assessments(self) -> bool:
        return bool(self.assessments)

    @cached_property
    def points(self) -> list[Point]:
        apart = (WIDTH - LEFT - 12) / max(1, len(self.steps) - 1)
        return [
            Point(
                x=round(LEFT + apart * number, 1),
                y=_height(step.level),
                when=full_date(step.when),
                short=short_date(step.when),
                word=LevelPresenter(step.level).word,
                said_by=_("Agreed") if step.is_agreed else _("Assessed"),
                reason=step.reason,
                is_agreed=step.is_agreed,
            )
            for number, step in enumerate(self.steps)
        ]

    @cached_property
    def path(self) -> str:
        """The line through what was agreed: along to the next meeting, then up or down."""
        agreed = [point for point in self.points if point.is_agreed]
        if not agreed:
            return ""
        first, *rest = agreed
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


def _said(assessment: RiskAssessment) -> str:
    """That it was signed off, and where; never what it says of the child."""
    if assessment.source is AssessmentSource.MOSAIC:
        return _("Risk assessment, signed off in Mosaic")
    return _("Risk assessment, signed off")


def _height(level: RiskLevel) -> float:
    return TOP + STEP * MARKED.index(level)
