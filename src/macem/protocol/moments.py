"""A point in time as it was recorded: an exact instant, an ambiguous clock time, or a day alone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from macem.protocol.dates import LONDON, london_day

_FIRST_MINUTE, _LAST_MINUTE = time(0, 0), time(23, 59)


class Precision(StrEnum):
    """How closely a moment is known."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: not before `earliest`, not after `latest` (both UTC), on London's `day`."""

    earliest: datetime
    latest: datetime
    day: date
    precision: Precision

    @property
    def is_day(self) -> bool:
        """Whether only the day is known."""
        return self.precision is Precision.DAY

    @property
    def is_ambiguous(self) -> bool:
        """Whether the clock time happens twice or never on the night the clocks change."""
        return self.precision is Precision.AMBIGUOUS


def moment(when: date | datetime, *, date_only: bool = False, midnight_is_unknown: bool = False) -> Moment:
    """The moment that a record means (C3).

    A datetime with an offset is exact; one without is London's clock, ambiguous where that time happens
    twice or never. A date, or `date_only`, is anywhere from 00:00 to 23:59 of the London day, and so is a
    local 00:00 where `midnight_is_unknown`.
    """
    if not isinstance(when, datetime) or date_only:
        return _some_time_on(london_day(when))
    if when.tzinfo is not None:
        instant = when.astimezone(UTC)
        return Moment(instant, instant, london_day(when), Precision.EXACT)
    if midnight_is_unknown and when.time() == _FIRST_MINUTE:
        return _some_time_on(when.date())
    readings = [when.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1)]
    earliest, latest = min(readings), max(readings)
    return Moment(
        earliest, latest, when.date(), Precision.EXACT if earliest == latest else Precision.AMBIGUOUS
    )


def end_of(day: date) -> Moment:
    """The last minute (23:59) of a London day, as an exact moment."""
    return moment(datetime.combine(day, _LAST_MINUTE))


def is_later(when: Moment, than: Moment) -> bool:
    """Whether `when` is strictly later: by instant, or by day where either is only a day (C2).

    An ambiguous clock time counts as later where one of its readings is.
    """
    if when.is_day or than.is_day:
        return when.day > than.day
    return when.latest > than.earliest


def _some_time_on(day: date) -> Moment:
    first, last = (
        datetime.combine(day, minute, LONDON).astimezone(UTC) for minute in (_FIRST_MINUTE, _LAST_MINUTE)
    )
    return Moment(first, last, day, Precision.DAY)
