"""When the demonstration's meetings are: three behind us, one some days ahead, and the year after it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from macem.gate.clock import LONDON
from macem.protocol.working_days import Calendar

STARTS, ENDS = time(14, 0), time(16, 0)
EVERY = timedelta(weeks=4)
AHEAD = timedelta(days=6)
PAST = 3
YEAR_AHEAD = 12


@dataclass(frozen=True)
class Months:
    """The days of the meetings, oldest first; ``days[PAST]`` is the next one."""

    days: tuple[date, ...]

    @property
    def next_day(self) -> date:
        return self.days[PAST]


def months_around(today: date, calendar: Calendar) -> Months:
    """Return the demonstration's meetings around ``today``, each on a working day.

    The next is the first working day at least six days ahead, so that its agenda is out and its answers
    are due; the others follow and precede it every four weeks.
    """
    following = _working(today + AHEAD, calendar)
    return Months(
        tuple(_working(following + number * EVERY, calendar) for number in range(-PAST, YEAR_AHEAD + 1))
    )


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of day in London."""
    return datetime.combine(day, time(hour, minute), LONDON)


def _working(day: date, calendar: Calendar) -> date:
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return day
