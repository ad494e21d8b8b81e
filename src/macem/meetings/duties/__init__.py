"""What a meeting asks of people, in the order of its month."""

from datetime import datetime

from macem.accounts.models import User
from macem.meetings.duties import agenda, minutes, returns, session
from macem.protocol.vocabulary import Duty, Role


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return what ``user`` owes before, in and after the meetings of their panels."""
    return [duty for part in (agenda, returns, session, minutes) for duty in part.duties(user, roles, now)]
