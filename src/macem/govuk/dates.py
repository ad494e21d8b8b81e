"""Dates and times as people say them, always in Europe/London. Template filters, and for presenters."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as django_format
from django.utils.translation import gettext as _

LONDON = ZoneInfo("Europe/London")

Day = dt.date | dt.datetime


def _in_london(value: Day) -> Day:
    if isinstance(value, dt.datetime):
        if value.tzinfo is None:
            raise ValueError("A naive datetime has no day: say which zone it was written in.")
        return value.astimezone(LONDON)
    return value


def _written(value: Day | None, pattern: str) -> str:
    if value is None:
        return ""
    value = _in_london(value)
    return django_format(dt.date(value.year, value.month, value.day), pattern)


def long_date(value: Day | None) -> str:
    """Tuesday 29 December 2026"""
    return _written(value, "l j F Y")


def full_date(value: Day | None) -> str:
    """29 December 2026"""
    return _written(value, "j F Y")


def day(value: Day | None) -> str:
    """Tuesday 29 December"""
    return _written(value, "l j F")


def day_and_month(value: Day | None) -> str:
    """29 December"""
    return _written(value, "j F")


def short_date(value: Day | None) -> str:
    """29 Dec"""
    return _written(value, "j M")


def _clock(value: dt.datetime | dt.time) -> dt.datetime | dt.time:
    if isinstance(value, dt.datetime):
        moment = _in_london(value)
        assert isinstance(moment, dt.datetime)
        return moment
    return value


def clock_time(value: dt.datetime | dt.time | None) -> str:
    """2:10pm; exactly twelve is written as a word, because 12:00am is read both ways."""
    if value is None:
        return ""
    value = _clock(value)
    if value.minute == 0 and value.hour in (0, 12):
        return _("midday") if value.hour else _("midnight")
    return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"


def clock_24(value: dt.datetime | dt.time | None) -> str:
    """14:10, for tables of episodes where hours are compared"""
    return "" if value is None else f"{_clock(value):%H:%M}"


def stamp(value: dt.datetime | dt.time | None) -> str:
    """14:03:22, where seconds matter"""
    return "" if value is None else f"{_clock(value):%H:%M:%S}"


def moment(value: dt.datetime | None) -> str:
    """Tuesday 29 December 2026, 2:10pm"""
    return "" if value is None else f"{long_date(value)}, {clock_time(value)}"


FILTERS = {
    function.__name__: function
    for function in (
        long_date,
        full_date,
        day,
        day_and_month,
        short_date,
        clock_time,
        clock_24,
        stamp,
        moment,
    )
}
