import datetime as dt

import pytest

from macem.govuk import dates

JULY = dt.datetime(2025, 7, 1, 23, 30, tzinfo=dt.UTC)  # already the second of July in London


def test_a_date_in_each_length():
    date = dt.date(2026, 12, 29)
    assert dates.long_date(date) == "Tuesday 29 December 2026"
    assert dates.full_date(date) == "29 December 2026"
    assert dates.day(date) == "Tuesday 29 December"
    assert dates.day_and_month(date) == "29 December"
    assert dates.short_date(date) == "29 Dec"


def test_a_moment_is_told_in_london():
    assert dates.long_date(JULY) == "Wednesday 2 July 2025"
    assert dates.clock_time(JULY) == "12:30am"
    assert dates.stamp(JULY) == "00:30:00"
    assert dates.moment(JULY) == "Wednesday 2 July 2025, 12:30am"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (dt.time(14, 10), "2:10pm"),
        (dt.time(9, 0), "9:00am"),
        (dt.time(0, 0), "midnight"),
        (dt.time(12, 0), "midday"),
        (dt.time(12, 5), "12:05pm"),
    ],
)
def test_times(time, words):
    assert dates.clock_time(time) == words


def test_nothing_stays_nothing():
    assert {filter_(None) for filter_ in dates.FILTERS.values()} == {""}


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="naive"):
        dates.long_date(dt.datetime(2026, 1, 1, 12))  # noqa: DTZ001


def test_they_are_filters(draw):
    source = (
        "{{ at | long_date }}|{{ at | short_date }}|{{ at | day }}|{{ at | clock_time }}|{{ at | stamp }}"
    )
    at = dt.datetime(2026, 12, 29, 14, 3, 22, tzinfo=dates.LONDON)
    assert draw(source, at=at) == "Tuesday 29 December 2026|29 Dec|Tuesday 29 December|2:03pm|14:03:22"
