"""Due dates as people say them in a meeting: "by Friday", "within two weeks", "15 January" (M6).

A date that is read is always shown before it is kept; `note` says how it was read where that is not plain.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from macem.protocol.working_days import Calendar

_FRIDAY, _WEEK = 4, 7
_MONTHS_A_YEAR = 12
_CENTURY = 2000

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday|mon", "tuesday|tues|tue", "wednesday|wed", "thursday|thurs|thur|thu", "friday|fri",
         "saturday|sat", "sunday|sun")
    )
    for name in names.split("|")
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul",
         "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec"), start=1
    )
    for name in names.split("|")
}  # fmt: skip
_NUMBERS = [
    "zero",
    "a",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_COUNTS = {word: max(number - 1, 1) if number else 0 for number, word in enumerate(_NUMBERS)} | {"an": 1}


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A day that was said: the day, from where to where in the sentence, and how it was read if unclear."""

    day: date
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Day:
    """What the words stand for while `said` is worked out."""

    today: date
    calendar: Calendar
    next_meeting: date | None


_Read = Callable[[re.Match[str], _Day], tuple[date, str] | None]


def due_in(
    sentence: str, *, today: date, calendar: Calendar, next_meeting: date | None = None
) -> SpokenDate | None:
    """The due date that `sentence` names; of several the last one. None where it names none.

    A day counts as a due date where a word such as "by" leads to it, or where it ends the sentence.
    A date without a year is the next one; a date with a year may be past, for `actions.may_stand` to refuse.
    """
    said = _Day(today, calendar, next_meeting)
    return max(_found(sentence, said), key=lambda one: (one.end, -one.start), default=None)


def _found(sentence: str, said: _Day) -> Iterator[SpokenDate]:
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(sentence):
            lead = (match["lead"] or "").casefold()
            if not lead and re.search(r"\w", _without_owner(sentence[match.end() :])):
                continue
            try:
                answer = read(match, said)
            except (ValueError, OverflowError):  # 31 February, or a century that no calendar knows
                continue
            if answer is None:
                continue
            day, note = answer
            if lead.startswith("before"):
                day = said.calendar.last_working_day_by(day - timedelta(days=1))
                note = "the last working day before it"
            yield SpokenDate(day, match.start(), match.end(), note)


def _without_owner(rest: str) -> str:
    """What follows a date but for an owner in brackets, who may end a sentence too."""
    return re.sub(r"\([^)]*\)", "", rest)


def _weekday(match: re.Match[str], said: _Day) -> tuple[date, str]:
    wanted = _WEEKDAYS[match["weekday"].casefold()]
    if (match["which"] or "").casefold() == "next":
        monday = said.today + timedelta(days=_WEEK - said.today.weekday())
        return monday + timedelta(days=wanted), "in the week after this one"
    ahead = (wanted - said.today.weekday()) % _WEEK
    if ahead == 0:
        return said.today + timedelta(days=_WEEK), "in a week, since it is that day today"
    return said.today + timedelta(days=ahead), ""


def _today(match: re.Match[str], said: _Day) -> tuple[date, str]:
    return said.today + timedelta(days=match["near"].casefold() == "tomorrow"), ""


def _span(match: re.Match[str], said: _Day) -> tuple[date, str] | None:
    word = match["count"].casefold()
    count = _COUNTS[word] if word in _COUNTS else int(word)
    unit = match["unit"].casefold()
    if count == 0:
        return None
    if unit == "month":
        return _months_on(said.today, count), ""
    if unit == "week":
        return said.today + timedelta(weeks=count), ""
    if match["working"]:
        return said.calendar.working_days_after(said.today, min(count, 999)), ""
    return said.today + timedelta(days=count), ""


def _end_of(match: re.Match[str], said: _Day) -> tuple[date, str]:
    later = (match["period_which"] or match["bare_which"] or "").casefold() == "next"
    if (match["period"] or match["bare"]).casefold() == "week":
        friday = said.today + timedelta(days=_FRIDAY - said.today.weekday() + _WEEK * later)
        if friday < said.today:
            friday += timedelta(days=_WEEK)
        last = said.calendar.last_working_day_by(friday)
        return (last if last >= said.today else friday), "the last working day of that week"
    first = _months_on(said.today.replace(day=1), 1 + later)
    last = said.calendar.last_working_day_by(first - timedelta(days=1))
    if last < said.today:
        last = first - timedelta(days=1)
    return last, "the last working day of that month"


def _meeting(_match: re.Match[str], said: _Day) -> tuple[date, str] | None:
    return None if said.next_meeting is None else (said.next_meeting, "the day of the next meeting")


def _named(match: re.Match[str], said: _Day) -> tuple[date, str]:
    return _dated(int(match["day"]), _MONTHS[match["month"].casefold()], match["year"], said.today)


def _figures(match: re.Match[str], said: _Day) -> tuple[date, str]:
    return _dated(int(match["day"]), int(match["month"]), match["year"], said.today)


def _written(match: re.Match[str], _said: _Day) -> tuple[date, str]:
    return date.fromisoformat(match["iso"]), ""


def _dated(day: int, month: int, year: str | None, today: date) -> tuple[date, str]:
    if year is not None:
        return date(int(year) + _CENTURY * (len(year) == 2), month, day), ""
    found = date(today.year, month, day)
    if found >= today:
        return found, ""
    return date(today.year + 1, month, day), "next year, since this year’s has passed"


def _months_on(day: date, count: int) -> date:
    """The same day `count` months later; the last of that month where it has no such day."""
    months = day.year * _MONTHS_A_YEAR + day.month - 1 + count
    year, month = divmod(months, _MONTHS_A_YEAR)
    after = date(year + (month + 1) // _MONTHS_A_YEAR, (month + 1) % _MONTHS_A_YEAR + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def _pattern(
    words: str, *, lead: str = "by|before|on|until|till|due|due by|due on|no later than"
) -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<lead>{lead})\s+)?(?:the\s+)?{words}", re.IGNORECASE)


_DAY_NAMES, _MONTH_NAMES = "|".join(_WEEKDAYS), "|".join(_MONTHS)
_PART_OF_DAY = r"(?!['’]?s?\s+(?:night|evening|morning|afternoon)s?\b)"

_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_pattern(rf"(?:(?P<which>this|next)\s+)?(?P<weekday>{_DAY_NAMES})\b{_PART_OF_DAY}"), _weekday),
    (_pattern(r"(?P<near>today|tomorrow)\b"), _today),
    (
        _pattern(
            rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<working>working\s+)?(?P<unit>day|week|month)s?\b",
            lead="in|within",
        ),
        _span,
    ),
    (
        _pattern(
            r"(?:end\s+of\s+(?:the\s+)?(?:(?P<period_which>this|next)\s+)?(?P<period>week|month)"
            r"|(?P<bare_which>this|next)\s+(?P<bare>week|month))\b"
        ),
        _end_of,
    ),
    (_pattern(r"next\s+meeting\b", lead="by|before|at|for|until"), _meeting),
    (
        _pattern(
            rf"(?:(?:{_DAY_NAMES}),?\s+)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?"
            rf"(?P<month>{_MONTH_NAMES})\b(?:,?\s+(?P<year>[0-9]{{4}})\b)?"
        ),
        _named,
    ),
    (_pattern(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?\b"), _figures),
    (_pattern(r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})\b"), _written),
)
