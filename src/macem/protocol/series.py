"""A series of monthly meetings (M1): always the same weekday of the month, such as the second Tuesday."""

from datetime import date, timedelta

DAYS_IN_A_WEEK = 7
MOST_MONTHS = 24
PLAN_WHEN_LESS_THAN = timedelta(days=183)


def same_weekday_of_month(first: date, months: int) -> list[date]:
    """`first` and the same weekday of each following month, `months` dates in all.

    A fifth weekday becomes the last one of that name where the month has no fifth.
    Raises ValueError unless `months` is from 1 to 24.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise ValueError(f"A series runs for 1 to {MOST_MONTHS} months, not {months}.")
    nth = (first.day - 1) // DAYS_IN_A_WEEK
    return [first, *(_nth_weekday(first, ahead, nth) for ahead in range(1, months))]


def _nth_weekday(first: date, months_ahead: int, nth: int) -> date:
    years, month = divmod(first.month - 1 + months_ahead, 12)
    opening = date(first.year + years, month + 1, 1)
    to_weekday = timedelta(days=(first.weekday() - opening.weekday()) % DAYS_IN_A_WEEK)
    day = opening + to_weekday + timedelta(weeks=nth)
    return day if day.month == opening.month else day - timedelta(weeks=1)


def should_plan(last_planned: date | None, today: date) -> bool:
    """Whether somebody should plan ahead: dates stand a year ahead, so half a year left is the time to."""
    return last_planned is None or last_planned - today < PLAN_WHEN_LESS_THAN
