"""When the demonstration's meetings are: some behind us, one some days ahead, and the year after it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from macem.gate.clock import LONDON
from macem.protocol.series import same_weekday_of_month
from macem.protocol.working_days import Calendar

STARTS, ENDS = time(14, 0), time(16, 0)
AHEAD = timedelta(days=6)
YEAR_AHEAD = 12
DAYS_IN_EVERY_MONTH = 28


@dataclass(frozen=True)
class Months:
    """The days of the meetings, oldest first; after ``past`` of them comes the next one."""

    days: tuple[date, ...]
    past: int

    @property
    def next_day(self) -> date:
        return self.days[self.past]


def months_around(today: date, calendar: Calendar, past: int) -> Months:
    """Return the demonstration's monthly meetings around ``today``, each on a working day.

    ``past``: how many of them were held.

    The next is the first working day at least six days ahead that every month has (the fourth Monday, never
    a fifth), so that its agenda is out and its answers are due.
    """
    coming = _working(today + AHEAD, calendar)
    while coming.day > DAYS_IN_EVERY_MONTH:
        coming = _working(coming + timedelta(days=1), calendar)
    first = _same_weekday_months_before(coming, past)
    days = (*same_weekday_of_month(first, past), *same_weekday_of_month(coming, 1 + YEAR_AHEAD))
    return Months(tuple(_working(day, calendar) for day in days), past)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of day in London."""
    return datetime.combine(day, time(hour, minute), LONDON)


def _same_weekday_months_before(day: date, months: int) -> date:
    """Return, for the second Tuesday of a month, the second Tuesday ``months`` months before."""
    years, month = divmod(day.month - 1 - months, 12)
    week = (day.day - 1) // 7
    opening = date(day.year + years, month + 1, 1 + 7 * week)
    return opening + timedelta(days=(day.weekday() - opening.weekday()) % 7)


def _working(day: date, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day
