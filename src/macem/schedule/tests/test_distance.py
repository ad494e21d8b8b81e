"""M3: distances are in working days. Thursday 7 January 2027 is today; 1 January was a bank holiday."""

from datetime import date

import pytest

from macem.protocol.working_days import Calendar
from macem.schedule.distance import Distances

THURSDAY = date(2027, 1, 7)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 7), "today"),
        (date(2027, 1, 8), "tomorrow"),
        (date(2027, 1, 11), "in 2 working days"),
        (date(2027, 1, 12), "in 3 working days"),
        (date(2027, 1, 6), "1 working day late"),
        (date(2027, 1, 5), "2 working days late"),
        (date(2026, 12, 31), "4 working days late"),
    ],
)
def test_distance_is_told_in_working_days(day, words):
    assert Distances(THURSDAY, Calendar()).words(day) == words


def test_over_a_weekend():
    friday, saturday, sunday = date(2027, 1, 8), date(2027, 1, 9), date(2027, 1, 10)
    seen = Distances(friday, Calendar())
    assert seen.words(sunday) == "before the next working day"
    assert Distances(sunday, Calendar()).words(saturday) == "late, no working day since"


def test_soon_is_up_to_the_next_working_day():
    friday = Distances(date(2027, 1, 8), Calendar())
    assert friday.is_soon(date(2027, 1, 11))
    assert not friday.is_soon(date(2027, 1, 12))
    assert friday.is_late(date(2027, 1, 7))
    assert not friday.is_late(date(2027, 1, 8))


def test_the_next_working_day_has_a_name():
    assert Distances(THURSDAY, Calendar()).next_words == "tomorrow"
    assert Distances(date(2027, 1, 8), Calendar()).next_words == "Monday"
    assert Distances(date(2026, 12, 24), Calendar()).next_words == "Tuesday"
