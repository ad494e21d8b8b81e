"""How far off a day is, as people say it: "today", "in 3 working days", "2 working days late"."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateformat import format as django_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.gate import clock
from macem.protocol.working_days import Calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Distances:
    """Words for days, seen from ``today`` with one panel's working days."""

    today: date
    calendar: Calendar

    @property
    def next_working_day(self) -> date:
        return self.calendar.working_days_after(self.today, 1)

    @property
    def next_words(self) -> str:
        """What the next working day is called from today: "tomorrow", "Monday"."""
        day = self.next_working_day
        return _("tomorrow") if day == self.today + ONE_DAY else django_format(day, "l")

    @property
    def soon_title(self) -> str:
        """The heading of what cannot wait: "Today and tomorrow"; before a weekend "Today to Monday"."""
        if self.next_working_day == self.today + ONE_DAY:
            return _("Today and tomorrow")
        return _("Today to %(day)s") % {"day": self.next_words}

    def is_late(self, day: date) -> bool:
        """Whether the day is over: it runs to its end in London."""
        return day < self.today

    def is_soon(self, day: date) -> bool:
        """Whether the day is today, or comes no later than the next working day."""
        return self.today <= day <= self.next_working_day

    def words(self, day: date) -> str:
        """ "today", "tomorrow", "in 3 working days", "1 working day late"."""
        if day == self.today:
            return _("today")
        if day < self.today:
            away = self._working_days(day, self.today)
            late = ngettext("%(n)d working day late", "%(n)d working days late", away) % {"n": away}
            return late if away else _("late, no working day since")
        if day == self.today + ONE_DAY:
            return _("tomorrow")
        away = self._working_days(self.today, day)
        coming = ngettext("in %(n)d working day", "in %(n)d working days", away) % {"n": away}
        return coming if away else _("before the next working day")

    def _working_days(self, after: date, until: date) -> int:
        days = (after + ONE_DAY * number for number in range(1, (until - after).days + 1))
        return sum(self.calendar.is_working_day(day) for day in days)


def distances_at(panel: Panel) -> Distances:
    """Return the words for days seen from today, with the working days of ``panel`` (clause M3)."""
    return Distances(clock.today(), settings_of(panel).calendar.working_days)
