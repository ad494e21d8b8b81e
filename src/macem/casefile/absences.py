"""When a child was missing: a calendar of the last weeks, and the same facts as a table."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.govuk.dates import full_date
from macem.missing.models import Episode
from macem.missing.presenters import EpisodePresenter
from macem.protocol.vocabulary import AbsenceType

WEEKS = 14
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LEFT, TOP, PITCH, SIZE = 34, 20, 18, 16


@dataclass(frozen=True)
class Square:
    """One day of the calendar."""

    x: float
    y: float
    size: float
    look: str


@dataclass(frozen=True)
class Absences:
    """The standing episodes of one child, as at ``today``."""

    episodes: list[Episode]
    today: date

    @classmethod
    def of(cls, subject_id: int, user: Any) -> "Absences":
        """Read what ``user`` may see."""
        rows = Episode.objects.visible_to(user).standing().filter(subject_id=subject_id)
        return cls(list(rows.order_by("-started_on", "-started_at", "-pk")), clock.today())

    @property
    def first_day(self) -> date:
        """The Monday on which the calendar begins."""
        return self.today - DAY * self.today.weekday() - WEEK * (WEEKS - 1)

    @cached_property
    def lately(self) -> list[EpisodePresenter]:
        """The episodes that touch the calendar, latest first."""
        return [EpisodePresenter(row) for row in self.episodes if self._last_day(row) >= self.first_day]

    @cached_property
    def squares(self) -> list[Square]:
        """A square for each day up to today: a column a week, Monday at the top."""
        return [
            self._square(self.first_day + DAY * number)
            for number in range((self.today - self.first_day).days + 1)
        ]

    @property
    def weekdays(self) -> list[tuple[float, str]]:
        """The height and the short name of each day of the week."""
        return [(TOP + PITCH * n + 12, date_format(self.first_day + DAY * n, "D")) for n in range(7)]

    @property
    def months(self) -> list[tuple[float, str]]:
        """Where each month begins, by the first Monday that falls in it."""
        found: list[tuple[float, str]] = []
        for number in range(WEEKS):
            monday = self.first_day + WEEK * number
            if number == 0 or monday.month != (monday - WEEK).month:
                found.append((LEFT + PITCH * number, date_format(monday, "M")))
        return [found[0], *found[1:]] if len(found) < 2 or found[1][0] - found[0][0] > PITCH else found[1:]

    @property
    def span(self) -> str:
        return _("%(first)s to %(last)s") % {
            "first": full_date(self.first_day),
            "last": full_date(self.today),
        }

    @cached_property
    def finding(self) -> str:
        """What the calendar shows, in a sentence."""
        missing = [row for row in self.lately if row.episode.kind is AbsenceType.MISSING]
        away = len(self.lately) - len(missing)
        said = ngettext(
            "Reported missing once in these weeks",
            "Reported missing %(n)d times in these weeks",
            len(missing),
        ) % {"n": len(missing)}
        if not missing:
            said = _("Not reported missing in these weeks")
        if away:
            also = ngettext("once", "%(n)d times", away) % {"n": away}
            said += _(", and %(times)s away from placement without authorisation") % {"times": also}
        return said + "."

    def _square(self, day: date) -> Square:
        week, weekday = divmod((day - self.first_day).days, 7)
        kinds = {row.kind for row in self.episodes if row.started_on <= day <= self._last_day(row)}
        x, y = LEFT + PITCH * week, TOP + PITCH * weekday
        if AbsenceType.MISSING in kinds:
            return Square(x, y, SIZE, "c4")
        if kinds:
            return Square(x + 0.75, y + 0.75, SIZE - 1.5, "c-away")
        return Square(x, y, SIZE, "c0")

    def _last_day(self, row: Episode) -> date:
        return row.ended_on or self.today
