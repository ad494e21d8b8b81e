"""M3: working days in England."""

from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.working_days import Calendar
from tests.protocol.making import day

CALENDAR = Calendar()
days = st.dates(date(1951, 1, 1), date(2098, 12, 31))


def test_every_official_bank_holiday_is_known_and_no_other_weekday():
    official = {
        one["date"]
        for one in BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    }
    weekdays = (day("2019-01-01") + timedelta(n) for n in range(365 * 10 + 3))
    assert {one for one in weekdays if CALENDAR.is_bank_holiday(one)} == {
        one for one in official if day("2019-01-01") <= one <= day("2028-12-31")
    }


@pytest.mark.parametrize(
    ("written", "working"),
    [
        ("2027-12-24", True),  # a Friday
        ("2027-12-25", False),  # Christmas Day on a Saturday ...
        ("2027-12-27", False),  # ... and its substitutes
        ("2027-12-28", False),
        ("2027-12-29", True),
        ("2023-05-08", False),  # a coronation
        ("2020-05-04", True),  # the May holiday that moved to Friday the 8th
        ("2020-05-08", False),
    ],
)
def test_substitutes_and_one_off_days(written, working):
    assert CALENDAR.is_working_day(day(written)) is working


def test_a_weekend_day_is_no_bank_holiday_when_its_substitute_is():
    assert not CALENDAR.is_bank_holiday(day("2027-12-25"))


def test_the_panel_corrects_the_calendar():
    calendar = Calendar(
        extra_holidays=frozenset({day("2027-06-14")}), not_holidays=frozenset({day("2027-05-31")})
    )
    assert not calendar.is_working_day(day("2027-06-14"))
    assert calendar.is_working_day(day("2027-05-31"))


@given(days, st.integers(1, 30))
def test_stepping_back_counts_exactly_the_working_days_between(start, count):
    before = CALENDAR.working_days_before(start, count)
    assert CALENDAR.is_working_day(before)
    between = (before + timedelta(n) for n in range((start - before).days))
    assert sum(map(CALENDAR.is_working_day, between)) == count


@given(days, st.integers(1, 30))
def test_stepping_forward_undoes_stepping_back_from_a_working_day(start, count):
    start = CALENDAR.last_working_day_by(start)
    assert CALENDAR.working_days_after(CALENDAR.working_days_before(start, count), count) == start


@given(days)
def test_the_last_working_day_by_a_day_is_never_after_it(one):
    last = CALENDAR.last_working_day_by(one)
    assert last <= one
    assert CALENDAR.is_working_day(last)


@pytest.mark.parametrize("year", [1949, 2100])
def test_years_that_the_calendar_does_not_reach_are_refused(year):
    with pytest.raises(ValueError, match="1950 to 2099"):
        CALENDAR.is_working_day(date(year, 7, 1))
