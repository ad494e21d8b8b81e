import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.govuk.dates import clock_24, clock_time
from macem.govuk.typed import (
    ALL_PARTS,
    MONTHS,
    PARTS_OF,
    DateFault,
    DateParts,
    TimeFault,
    read_date,
    read_month,
    read_time,
)

dates = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@given(dates)
def test_a_date_written_out_is_read_back(date):
    assert read_date(DateParts.of(date)) == date


@given(
    dates,
    st.sampled_from(["{:02}", "{}", " {} "]),
    st.integers(0, 2),
    st.sampled_from([str, str.upper, str.title]),
)
def test_month_names_and_leading_noughts_mean_the_same(date, pattern, which, case):
    names = MONTHS[date.month - 1]
    month = case(names[which % len(names)])
    assert read_date(DateParts(pattern.format(date.day), month, f"{date.year}")) == date


@given(dates, st.sets(st.sampled_from(ALL_PARTS), min_size=1, max_size=2))
def test_what_is_missing_is_named(date, left_out):
    parts = DateParts.of(date)._replace(**dict.fromkeys(left_out, "  "))
    with pytest.raises(DateFault) as fault:
        read_date(parts)
    assert set(fault.value.parts) == left_out
    assert set(PARTS_OF[fault.value.code]) == left_out


@given(st.tuples(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6)))
def test_whatever_is_typed_is_a_date_or_a_fault(parts):
    try:
        read_date(DateParts(*parts))
    except DateFault as fault:
        assert fault.parts


def test_nothing_typed_is_no_date():
    assert read_date(DateParts(" ", "", "")) is None


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("31", "4", "2026"), "unreal_date"),
        (("29", "2", "2027"), "unreal_date"),
        (("32", "1", "2026"), "unreal_day"),
        (("0", "1", "2026"), "unreal_day"),
        (("1", "13", "2026"), "unreal_month"),
        (("1", "Smarch", "2026"), "unreal_month"),
        (("1", "1", "26"), "short_year"),
        (("1", "1", "0026"), "short_year"),
        (("٣", "1", "2026"), "unreal_day"),
    ],
)
def test_what_is_wrong_is_named(parts, code):
    with pytest.raises(DateFault) as fault:
        read_date(DateParts(*parts))
    assert fault.value.code == code


def test_leap_day():
    assert read_date(DateParts("29", "feb", "2028")) == dt.date(2028, 2, 29)


def test_september_has_two_short_names():
    assert read_month("Sept") == read_month("sep.") == 9


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0, tzinfo=None)))
def test_a_time_shown_is_read_back(time):
    assert read_time(clock_time(time)) == time
    assert read_time(clock_24(time)) == time


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("2:10pm", dt.time(14, 10)),
        ("2.10 p.m.", dt.time(14, 10)),
        ("2 PM", dt.time(14)),
        ("14:10", dt.time(14, 10)),
        ("1410", dt.time(14, 10)),
        ("02:10", dt.time(2, 10)),
        ("12:15am", dt.time(0, 15)),
        ("12:15pm", dt.time(12, 15)),
        ("12:15", dt.time(12, 15)),
        ("00:15", dt.time(0, 15)),
        ("noon", dt.time(12)),
        ("Midnight", dt.time(0)),
        ("", None),
    ],
)
def test_times_as_people_type_them(typed, time):
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["25:00", "12:60", "13pm", "0am", "7", "half two", "14:1", "-1:00"])
def test_what_is_no_time(typed):
    with pytest.raises(TimeFault) as fault:
        read_time(typed)
    assert fault.value.code == "unreal_time"


@pytest.mark.parametrize("typed", ["2:10", "9:40", "9.40", "940"])
def test_a_bare_time_is_asked_about(typed):
    with pytest.raises(TimeFault) as fault:
        read_time(typed)
    assert fault.value.code == "which_half"


@given(st.text(max_size=8))
def test_whatever_is_typed_is_a_time_or_a_fault(typed):
    try:
        read_time(typed)
    except TimeFault as fault:
        assert re.fullmatch("[a-z_]+", fault.code)
