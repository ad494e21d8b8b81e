"""Makes the demonstration: the partnership, its people and its meetings, through services and nothing else.

What happened in the past is told with ``at=``; the clock is never changed. Made twice on one day it is the
same, but for the references, which are drawn at random everywhere.
"""

from datetime import date

from django.db import transaction

from macem.agencies.models import Panel
from macem.demo import partnership as invented
from macem.demo.cast import WHOLE
from macem.demo.cast.shapes import Cast
from macem.demo.story import tell
from macem.gate import clock


def seed_if_empty() -> bool:
    """Fill an empty database; leave one that holds anything as it is. Returns whether it was filled."""
    if Panel.objects.filter(code=invented.PANEL).exists():
        return False
    seed(clock.today())
    return True


@transaction.atomic
def seed(today: date, cast: Cast = WHOLE) -> None:
    """Make the partnership and all that has happened up to ``today``; all of it or nothing."""
    tell(invented.build(), today, cast)
