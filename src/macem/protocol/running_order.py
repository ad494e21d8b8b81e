"""M1: the running order. Presenters and guests come for their own items only, so each item has a time."""

from dataclasses import dataclass
from datetime import time

OPENING_MINUTES = 10
"""What the confidentiality statement, attendance and quorum take before the first item."""

_HOUR = 60


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """When each item begins, in the order of the agenda, and how many minutes each has."""

    items: tuple[time, ...]
    minutes_each: int


def running_order(starts: time, ends: time, items: int) -> RunningOrder:
    """Share the time of the meeting equally, in whole minutes, after the opening (M1).

    An item has at least a minute: a list that is longer than the meeting runs over its end, which the chair
    sees. Raises ValueError for a meeting that ends before it starts or a number below 0.
    """
    first, last = _minutes(starts) + OPENING_MINUTES, _minutes(ends)
    if last < _minutes(starts):
        raise ValueError("A meeting ends after it starts.")
    if items < 0:
        raise ValueError("There cannot be fewer than no items.")
    if items == 0:
        return RunningOrder((), 0)
    each = max((last - first) // items, 1)
    return RunningOrder(tuple(_clock(first + each * place) for place in range(items)), each)


def _minutes(clock: time) -> int:
    return clock.hour * _HOUR + clock.minute


def _clock(minutes: int) -> time:
    """A list that would run past midnight stops the clock there: nobody is invited for the next day."""
    hour, minute = divmod(minutes, _HOUR)
    return time(hour, minute) if hour < 24 else time(23, 59)
