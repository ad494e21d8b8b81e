"""Working days (M3): Monday to Friday less England's bank holidays, corrected by one-off days."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

FIRST_YEAR, LAST_YEAR = 1950, 2099
"""The years that are reckoned; outside them the holiday library silently knows no holidays."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """England's working days, corrected by the panel.

    `extra_holidays` were proclaimed after the library was made; `not_holidays` were moved or cancelled.
    `confirmed_until` is the last day that the official list confirms (M3).
    """

    extra_holidays: frozenset[date] = frozenset()
    not_holidays: frozenset[date] = frozenset()
    confirmed_until: date = date(LAST_YEAR, 12, 31)

    def is_bank_holiday(self, day: date) -> bool:
        """Whether `day` is a bank holiday in England.

        One that falls on a weekend is kept on its substitute day, so the weekend day itself is none.
        Raises ValueError outside the years that the calendar covers.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"Bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {day}.")
        if day in self.extra_holidays:
            return True
        return not is_weekend(day) and day in _bank_holidays(day.year) and day not in self.not_holidays

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is Monday to Friday and no bank holiday. Raises ValueError as `is_bank_holiday`."""
        return not is_weekend(day) and not self.is_bank_holiday(day)

    def working_days_before(self, day: date, count: int) -> date:
        """The working day `count` working days before `day`, `day` itself not counted (M3)."""
        return self._step(day, count, timedelta(days=-1))

    def working_days_after(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, `day` itself not counted (M3)."""
        return self._step(day, count, timedelta(days=1))

    def last_working_day_by(self, day: date) -> date:
        """`day` where it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def is_confirmed(self, day: date) -> bool:
        """Whether the official list reaches `day`; beyond it dates are calculated only (M3)."""
        return day <= self.confirmed_until

    def _step(self, day: date, count: int, step: timedelta) -> date:
        while count > 0:
            day += step
            count -= self.is_working_day(day)
        return day


def is_weekend(day: date) -> bool:
    """Whether `day` is a Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
