"""Dates and times as they are written (ISO 8601), and London's local time."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""What a plausible date lies between; anything outside is taken for a slip of the pen."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|z|[+-][0-9]{2}:?[0-9]{2})?"
)


def parse_date(text: str) -> date:
    """The date written as `text`, such as "2026-12-29". Raises ValueError with a plain sentence."""
    if _DATE.fullmatch(text):
        try:
            return _plausible(date.fromisoformat(text), text)
        except ValueError:
            pass
    raise ValueError(f"{text!r} is not a date such as 2026-12-29")


def parse_when(text: str) -> date | datetime:
    """The date or time written as `text`: with an offset it is an exact instant, without one local in London.

    Raises ValueError with a plain sentence.
    """
    if _DATE.fullmatch(text):
        return parse_date(text)
    if _TIME.fullmatch(text):
        try:
            found = datetime.fromisoformat(text.upper())
            _plausible(found.date(), text)
            return found
        except ValueError:
            pass
    raise ValueError(f"{text!r} is not a date or time such as 2026-12-29 or 2026-12-29T21:30")


def london_day(when: date | datetime) -> date:
    """The day in London on which `when` falls; a datetime without offset is local already."""
    if not isinstance(when, datetime):
        return when
    return when.astimezone(LONDON).date() if when.tzinfo else when.date()


def end_of_day(day: date) -> datetime:
    """The instant (UTC) at which `day` ends in London: the next day's midnight."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON)
    return midnight.astimezone(UTC)


def in_words(day: date) -> str:
    """`day` as people write it: "31 December 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _plausible(day: date, text: str) -> date:
    if not FIRST <= day <= LAST:
        raise ValueError(text)
    return day
