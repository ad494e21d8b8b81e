from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from macem.demo.calendar import months_around
from macem.protocol.working_days import Calendar

days = st.dates(date(2025, 6, 1), date(2035, 12, 31))


@given(days, st.integers(3, 14))
def test_the_next_meeting_is_some_days_ahead_and_all_are_on_working_days(today, past):
    calendar = Calendar()
    months = months_around(today, calendar, past)
    assert timedelta(days=6) <= months.next_day - today <= timedelta(days=16)
    assert all(calendar.is_working_day(day) for day in months.days)


@given(days, st.integers(3, 14))
def test_there_is_one_meeting_a_month(today, past):
    months = months_around(today, Calendar(), past).days
    assert len(months) == past + 13
    gaps = [later - earlier for earlier, later in pairwise(months)]
    assert all(timedelta(days=20) < gap < timedelta(days=45) for gap in gaps)
