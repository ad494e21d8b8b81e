"""M3, M4: a meeting that does not go ahead is moved to a working day, and children are safe until then."""

from datetime import date

import pytest

from macem.protocol.postponing import (
    may_be_moved,
    may_confirm_safety,
    needs_interim_safety,
    suggested_days,
)
from macem.protocol.vocabulary import Clause, Part
from tests.protocol.making import YORK

CALENDAR = YORK.calendar.working_days
CHRISTMAS_EVE = date(2026, 12, 24)


def test_three_working_days_are_suggested():
    assert suggested_days(CALENDAR, CHRISTMAS_EVE, set()) == (
        date(2026, 12, 29),  # 25 is a holiday, 26 and 27 a weekend, 28 kept for Boxing Day
        date(2026, 12, 30),
        date(2026, 12, 31),
    )


def test_a_day_on_which_the_panel_meets_is_not_suggested():
    found = suggested_days(CALENDAR, date(2027, 1, 6), {date(2027, 1, 7)})
    assert found == (date(2027, 1, 8), date(2027, 1, 11), date(2027, 1, 12))


@pytest.mark.parametrize(
    ("to", "reason", "may"),
    [
        (date(2027, 1, 8), "Health could not come", True),
        (date(2027, 1, 8), " ", False),
        (date(2027, 1, 5), "Health could not come", False),
        (date(2027, 1, 6), "Health could not come", False),
    ],
)
def test_a_meeting_moves_to_another_day_to_come_with_a_reason(to, reason, may):
    decision = may_be_moved(to=to, meeting=date(2027, 1, 6), today=date(2027, 1, 5), reason=reason)
    assert decision.met is may
    assert decision.clause is Clause.M4


def test_interim_safety_is_confirmed_for_children_with_words():
    assert needs_interim_safety(Part.CHILD_1B)
    assert not needs_interim_safety(Part.ADULT_2)
    assert may_confirm_safety(part=Part.CHILD_1A, what="Seen daily by her nurse").met
    assert not may_confirm_safety(part=Part.CHILD_1A, what=" ").met
    assert not may_confirm_safety(part=Part.ADULT_2, what="Watched").met
