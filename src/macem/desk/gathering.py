"""What somebody owes, gathered from the rooms that know: an explicit list, lowest room first."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from macem.actions.duties import duties as actions
from macem.cases.duties import duties as cases
from macem.meetings.duties import duties as meetings
from macem.nominations.duties import duties as nominations
from macem.people.duties import duties as people
from macem.protocol.vocabulary import Duty, Role
from macem.referrals.duties import duties as referrals
from macem.schedule.duties import duties as schedule
from macem.screening.duties import duties as screening
from macem.sharing.duties import duties as sharing

Source = Callable[[Any, set[Role], datetime], list[Duty]]

SOURCES: tuple[Source, ...] = (
    schedule,
    people,
    sharing,
    cases,
    actions,
    screening,
    referrals,
    nominations,
    meetings,
)


def gather(user: Any, roles: set[Role], now: datetime, sources: Iterable[Source] = SOURCES) -> list[Duty]:
    """Return all that ``user`` owes in ``roles``, the most urgent first; what has no day comes last."""
    found = [duty for source in sources for duty in source(user, roles, now)]
    return sorted(found, key=lambda duty: (duty.due or date.max, duty.title))
