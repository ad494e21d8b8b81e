"""The one clock. Services take ``at=`` and fall back to it; the database is told the same instant.

A request happens at one instant: whatever it writes and whatever row security compares bear the same
time, so that a grant given in a request is in force for the rest of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

LONDON = ZoneInfo("Europe/London")

_standing: ContextVar[datetime | None] = ContextVar("macem_instant", default=None)


def now() -> datetime:
    """Return this instant, with its time zone: the request's, where one is running."""
    return _standing.get() or timezone.now()


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let :func:`now` answer ``instant`` until the block ends."""
    token = _standing.set(instant)
    try:
        yield
    finally:
        _standing.reset(token)


def local_date(instant: datetime) -> date:
    """Return the London calendar day that ``instant`` falls in."""
    return instant.astimezone(LONDON).date()


def today() -> date:
    """Return today's date in London, where every deadline of the protocol is read."""
    return local_date(now())
