"""M1: monthly, on the same weekday of the month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.series import same_weekday_of_month, should_plan


def test_the_second_tuesday_of_each_month():
    assert same_weekday_of_month(date(2027, 1, 12), 4) == [
        date(2027, 1, 12),
        date(2027, 2, 9),
        date(2027, 3, 9),
        date(2027, 4, 13),
    ]


def test_a_year_ahead_crosses_the_new_year():
    dates = same_weekday_of_month(date(2026, 12, 8), 13)
    assert dates[1] == date(2027, 1, 12)
    assert dates[-1] == date(2027, 12, 14)


def test_a_fifth_weekday_becomes_the_last_where_there_is_no_fifth():
    assert same_weekday_of_month(date(2027, 3, 30), 2) == [date(2027, 3, 30), date(2027, 4, 27)]


@given(first=st.dates(date(2020, 1, 1), date(2060, 1, 1)), months=st.integers(1, 24))
def test_one_meeting_in_each_month_always_on_the_same_weekday(first, months):
    dates = same_weekday_of_month(first, months)
    assert {day.weekday() for day in dates} == {first.weekday()}
    counted = [day.year * 12 + day.month for day in dates]
    assert counted == list(range(counted[0], counted[0] + months))


@pytest.mark.parametrize("months", [0, 25])
def test_a_series_has_an_end(months):
    with pytest.raises(ValueError, match="1 to 24"):
        same_weekday_of_month(date(2027, 1, 12), months)


def test_dates_are_planned_a_year_ahead_before_half_of_it_is_over():
    today = date(2027, 1, 7)
    assert should_plan(None, today)
    assert should_plan(date(2027, 6, 8), today)
    assert not should_plan(date(2027, 12, 14), today)
