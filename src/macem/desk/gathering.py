"""What somebody owes, gathered from the rooms that know: an explicit list, lowest room first."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from macem.protocol.vocabulary import Duty, Role

Source = Callable[[Any, set[Role], datetime], list[Duty]]

ROOMS = (
    "schedule",
    "sharing",
    "cases",
    "actions",
    "referrals",
    "missing",
    "intelligence",
    "nominations",
    "meetings",
)
SOURCES: tuple[Source, ...] = tuple(
    import_module(f"macem.{room}.duties").duties
    for room in ROOMS
    if find_spec(f"macem.{room}.duties") and hasattr(import_module(f"macem.{room}.duties"), "duties")
)


def gather(user: Any, roles: set[Role], now: datetime, sources: Iterable[Source] = SOURCES) -> list[Duty]:
    """Return all that ``user`` owes in ``roles``, the most urgent first; what has no day comes last."""
    found = [duty for source in sources for duty in source(user, roles, now)]
    return sorted(found, key=lambda duty: (duty.due or date.max, duty.title))
