"""How two dates of birth compare: exact, mistyped, estimated, or put for one that nobody knows. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from macem.protocol.ages import BirthRange, born_when

BEFORE_ANYBODY = date(1910, 1, 1)
"""A date before it was put for one that is not known: 1 January 1900, 31 December 1899."""

PUT_FOR_UNKNOWN = frozenset({date(1970, 1, 1)})
A_GUESS_MAY_MISS = timedelta(days=365)


class Birth(Enum):
    """How two births compare."""

    SAME = "the same day"
    SWAPPED = "day and month change places"
    ONE_DIGIT = "one digit of the day or the month differs"
    OTHER_YEAR = "the same birthday, one year or one digit of the year apart"
    FITS = "one of the two is estimated, and they fit"
    DIFFERENT = "different"
    NOT_GIVEN = "one of the two is not known"


@dataclass(frozen=True, slots=True)
class Born:
    """When somebody was born; ``exact``: one day, and known rather than assigned."""

    between: BirthRange
    exact: bool = False

    @classmethod
    def on(cls, day: date | None, *, exact: bool = True) -> "Born | None":
        """Return the birth on ``day``; None where it is put for one that is not known.

        A first of January is often put for a year of birth, and is not taken as exact.
        """
        if day is None or day < BEFORE_ANYBODY or day in PUT_FOR_UNKNOWN:
            return None
        return cls(BirthRange(day, day), exact and (day.day, day.month) != (1, 1))

    @classmethod
    def about(cls, age: int, recorded: date) -> "Born":
        """Return the birth of somebody who was "about ``age``" on the day ``recorded``."""
        return cls(born_when(age, recorded))

    @property
    def day(self) -> date | None:
        """The day, where it is exact."""
        return self.between.earliest if self.exact else None


def compare_births(one: Born | None, other: Born | None) -> Birth:
    """Compare two births. An estimate may miss by a year."""
    if one is None or other is None:
        return Birth.NOT_GIVEN
    if one.day is None or other.day is None:
        apart = max(one.between.earliest - other.between.latest, other.between.earliest - one.between.latest)
        return Birth.FITS if apart <= A_GUESS_MAY_MISS else Birth.DIFFERENT
    return _compare_days(one.day, other.day)


def mistyped(day: date) -> set[date]:
    """Return every day that :func:`compare_births` does not call different from ``day``, itself included."""
    slips = [(place, digit) for place in range(4) for digit in range(10)]
    years = {day.year - 1, day.year + 1, *(_put(day.year, *slip) for slip in slips)}
    tried = [
        (day.year, day.day, day.month),
        *((year, day.month, day.day) for year in years),
        *((day.year, day.month, _put(day.day, *slip)) for slip in slips),
        *((day.year, _put(day.month, *slip), day.day) for slip in slips),
    ]
    days = (_date(*parts) for parts in tried)
    return {day, *(found for found in days if found is not None and found >= BEFORE_ANYBODY)}


def _compare_days(one: date, other: date) -> Birth:
    if one == other:
        return Birth.SAME
    if one.year == other.year:
        if (one.day, one.month) == (other.month, other.day):
            return Birth.SWAPPED
        return Birth.ONE_DIGIT if _digits_apart(f"{one:%d%m}", f"{other:%d%m}") == 1 else Birth.DIFFERENT
    near = abs(one.year - other.year) == 1 or _digits_apart(f"{one.year:04}", f"{other.year:04}") == 1
    same_birthday = (one.day, one.month) == (other.day, other.month)
    return Birth.OTHER_YEAR if near and same_birthday else Birth.DIFFERENT


def _digits_apart(one: str, other: str) -> int:
    return sum(ours != theirs for ours, theirs in zip(one, other, strict=True))


def _put(number: int, place: int, digit: int) -> int:
    """Return ``number`` with ``digit`` in a place, counted from the right."""
    power: int = 10**place
    return number + (digit - number // power % 10) * power


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
