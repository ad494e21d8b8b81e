"""Dates as they arrive: day first in every row, never guessed row by row.

Read: `05/03/2026`, `5-3-26`, `05 Mar 2026`, `2026-03-05`, each with a time of day or without. Refused,
with words that help to put it right: impossible dates, Excel serial numbers, anything else.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from macem.readers.records import Moment

PLACEHOLDERS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(9999, 12, 31)})
"""Days that systems store for "not known"; nobody in these files was born or went missing on them."""

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_TIME = (
    r"(?:(?:\s+|\s*T\s*)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d+)",
        r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]*(?P<name>[a-z]{3,9})[\s/.,-]*(?P<year>\d+)",
    )
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?", re.ASCII)
_EXCEL_DAY_0 = date(1899, 12, 30)


class DateFault(ValueError):
    """A cell that is no date. `reason` is `bad_date` or `excel_serial`; the text says what is wrong."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True)
class ReadDate:
    """A date cell, read. `value` is None for an empty cell and for a placeholder."""

    value: Moment | None
    two_digit_year: bool = False
    placeholder: bool = False


def read_date(text: str, *, latest: date) -> ReadDate:
    """The day or time a cell means, day first.

    A year of two digits is taken in this century unless that gives a day after `latest`, then in the
    one before. Raises `DateFault` for anything that is no date.

    >>> read_date("03/04/2010", latest=date(2026, 6, 1)).value
    datetime.date(2010, 4, 3)
    """
    text = " ".join(text.split())
    if not text:
        return ReadDate(None)
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _from_parts(match, text, latest)
    serial = _SERIAL.fullmatch(text)
    if serial:
        meant = _EXCEL_DAY_0 + timedelta(days=int(serial[1]))
        raise DateFault(
            "excel_serial",
            f"{text} is an Excel serial number, not a date; it may mean {in_words(meant)}",
        )
    raise DateFault("bad_date", f"{shown(text)} is not a date; dates are written DD/MM/YYYY")


def _from_parts(match: re.Match[str], text: str, latest: date) -> ReadDate:
    parts = match.groupdict()
    year_text = parts["year"]
    if len(year_text) not in (2, 4):
        raise DateFault("bad_date", f"{shown(text)} is not a date; the year needs four digits")
    month = _month(parts, text)
    day = int(parts["day"])
    two_digits = len(year_text) == 2
    year = int(year_text) + (2000 if two_digits else 0)
    if two_digits and (year, month, day) > (latest.year, latest.month, latest.day):
        year -= 100
    if year == 0:
        raise DateFault("bad_date", f"{shown(text)} is not a date; there is no year 0000")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise DateFault("bad_date", f"{shown(text)} is not a date; {_length(year, month)}")
    moment = date(year, month, day)
    if moment in PLACEHOLDERS:
        return ReadDate(None, placeholder=True)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateFault("bad_date", f"{shown(text)} can't be right; the year {year_text} is out of range")
    clock = _clock(parts, text)
    return ReadDate(moment if clock is None else datetime.combine(moment, clock), two_digits)


def _month(parts: dict[str, str | None], text: str) -> int:
    name = parts.get("name")
    if name is not None:
        numbers = [number for month, number in _MONTHS.items() if month.startswith(name.casefold())]
        if name.casefold() == "sept":
            numbers = [9]
        if not numbers:
            raise DateFault("bad_date", f"{shown(text)} is not a date; {name} is not a month")
        return numbers[0]
    month, day = int(parts["month"] or 0), int(parts["day"] or 0)
    if not 1 <= month <= 12:
        hint = " (dates are read day first; this one may be written month first)" if 1 <= day <= 12 else ""
        raise DateFault("bad_date", f"{shown(text)} is not a date; there is no month {month}{hint}")
    return month


def _clock(parts: dict[str, str | None], text: str) -> time | None:
    if parts["hour"] is None:
        return None
    hour, minute, second = int(parts["hour"]), int(parts["minute"] or 0), int(parts["second"] or 0)
    half = (parts["half"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:
        raise DateFault("bad_date", f"{shown(text)} has no possible time of day")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second, tzinfo=_zone(parts["zone"]))
    except ValueError as error:
        raise DateFault("bad_date", f"{shown(text)} has no possible time of day") from error


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text in "Zz":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if int(text[-2:]) > 59 or minutes > 14 * 60:
        raise ValueError(f"no such offset: {text}")
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _length(year: int, month: int) -> str:
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def in_words(day: date) -> str:
    """A day as people write it: `3 April 2010`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def shown(text: str) -> str:
    """A cell's text as a message may quote it: on one line, and not too long."""
    flat = " ".join(text.split())
    return f"'{flat[:40]}…'" if len(flat) > 40 else f"'{flat}'"
