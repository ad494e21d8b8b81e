"""Ages on a day. A birthday on 29 February is reached on 1 March in a common year, as GOV.UK reckons."""

from dataclasses import dataclass
from datetime import date, timedelta

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class BirthRange:
    """A date of birth known only to lie between two days, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("A range of birth dates must not end before it begins.")


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The lowest and the highest age, in whole years, that somebody may have."""

    lowest: int
    highest: int

    def __str__(self) -> str:
        return str(self.lowest) if self.lowest == self.highest else f"{self.lowest} or {self.highest}"


def birthday_in(born: date, year: int) -> date:
    """The day in `year` on which somebody born on `born` is a year older."""
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(born: date, day: date) -> int:
    """Age in whole years on `day`. Raises ValueError where `day` is before the birth."""
    if day < born:
        raise ValueError("Nobody has an age before they are born.")
    return day.year - born.year - (day < birthday_in(born, day.year))


def is_child(born: date, day: date) -> bool:
    """Whether somebody born on `born` is under 18 on `day`."""
    return age_on(born, day) < ADULT_AGE


def eighteenth_birthday(born: date) -> date:
    """The day on which somebody born on `born` turns 18."""
    return birthday_in(born, born.year + ADULT_AGE)


def born_when(estimated_age: int, recorded: date) -> BirthRange:
    """When somebody was born who was "about `estimated_age`" on the day `recorded`."""
    if estimated_age < 0:
        raise ValueError("An age is not less than nought.")
    day_after_oldest = _years_before(recorded, estimated_age + 1) + timedelta(days=1)
    return BirthRange(day_after_oldest, _years_before(recorded, estimated_age))


def ages_on(born: BirthRange, day: date) -> AgeRange:
    """The ages that somebody may have on `day`. Raises ValueError where `day` is before the earliest
    birth.
    """
    return AgeRange(age_on(min(born.latest, day), day), age_on(born.earliest, day))


def may_be_child(born: BirthRange, day: date) -> bool:
    """Whether somebody may be under 18 on `day`; where age is uncertain they are treated as a child."""
    return ages_on(born, day).lowest < ADULT_AGE


def turns_adult_between(born: date, after: date, until: date) -> bool:
    """Whether the 18th birthday is later than `after` and not later than `until` (P10's transition flag)."""
    return after < eighteenth_birthday(born) <= until


def _years_before(day: date, years: int) -> date:
    """The latest date of birth of somebody at least `years` old on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
