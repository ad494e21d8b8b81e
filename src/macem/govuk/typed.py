"""What people type into date and time boxes, understood without guessing. No forms, no HTML."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}


class DateParts(NamedTuple):
    """Three boxes as they were typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: dt.date) -> DateParts:
        return cls(str(value.day), str(value.month), f"{value.year:04}")


class DateFault(ValueError):
    """`code` says what is wrong, `parts` which boxes to mark and link to."""

    def __init__(self, code: str, parts: tuple[str, ...]):
        super().__init__(code)
        self.code = code
        self.parts = parts


# Which boxes a fault's code stands for, so that a form error can be taken back to its boxes.
PARTS_OF = {
    "missing_day": ("day",),
    "missing_month": ("month",),
    "missing_year": ("year",),
    "missing_day_month": ("day", "month"),
    "missing_day_year": ("day", "year"),
    "missing_month_year": ("month", "year"),
    "unreal_day": ("day",),
    "unreal_month": ("month",),
    "short_year": ("year",),
}
ALL_PARTS = ("day", "month", "year")


def _digits(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def read_month(text: str) -> int | None:
    text = text.strip().rstrip(".").casefold()
    if text in MONTH_NUMBERS:
        return MONTH_NUMBERS[text]
    number = _digits(text)
    return number if number is not None and len(text) <= 2 and 1 <= number <= 12 else None


def read_date(parts: DateParts) -> dt.date | None:
    """The date, None when all three boxes are empty; else DateFault."""
    day_text, month_text, year_text = (part.strip() for part in parts)
    missing = [
        name for name, text in zip(ALL_PARTS, (day_text, month_text, year_text), strict=True) if not text
    ]
    if len(missing) == 3:
        return None
    if missing:
        raise DateFault("missing_" + "_".join(missing), tuple(missing))
    day = _digits(day_text) if len(day_text) <= 2 else None
    if day is None or not 1 <= day <= 31:
        raise DateFault("unreal_day", ("day",))
    month = read_month(month_text)
    if month is None:
        raise DateFault("unreal_month", ("month",))
    if not re.fullmatch(r"[0-9]{4}", year_text) or int(year_text) < 1000:
        raise DateFault("short_year", ("year",))
    try:
        return dt.date(int(year_text), month, day)
    except ValueError:
        raise DateFault("unreal_date", ALL_PARTS) from None


class TimeFault(ValueError):
    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap]\.?m\.?)?")


def read_time(text: str) -> dt.time | None:
    """2:10pm, 2.10 pm, 2pm, 14:10, 1410, 09:30, midday, midnight. A bare 2:10 may be either half of the day:
    refused, because nobody can say afterwards which was meant."""
    text = text.strip().casefold()
    if not text:
        return None
    if text in ("midday", "noon", "12 noon", "12 midday"):
        return dt.time(12)
    if text in ("midnight", "12 midnight"):
        return dt.time(0)
    found = TIME.fullmatch(text)
    if not found:
        raise TimeFault("unreal_time")
    hour_text, half = found["hour"], (found["half"] or "")[:1]
    hour, minute = int(hour_text), int(found["minute"] or 0)
    if minute > 59 or (not half and found["minute"] is None):
        raise TimeFault("unreal_time")
    if half:
        if not 1 <= hour <= 12:
            raise TimeFault("unreal_time")
        return dt.time(hour % 12 + (12 if half == "p" else 0), minute)
    if hour > 23:
        raise TimeFault("unreal_time")
    if len(hour_text) == 1:
        raise TimeFault("which_half")
    return dt.time(hour, minute)
