"""Dates, day first in every row."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.readers.dates import EARLIEST_YEAR, LATEST_YEAR, PLACEHOLDERS, DateFault, read_date

TODAY = date(2026, 6, 1)
clock = datetime.fromisoformat


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("03/04/2010", date(2010, 4, 3)),
        ("3/4/2010", date(2010, 4, 3)),
        ("03-04-2010", date(2010, 4, 3)),
        ("03.04.2010", date(2010, 4, 3)),
        ("2010-04-03", date(2010, 4, 3)),
        ("3 Apr 2010", date(2010, 4, 3)),
        ("03-Apr-10", date(2010, 4, 3)),
        ("3rd April 2010", date(2010, 4, 3)),
        ("1 Sept 2010", date(2010, 9, 1)),
        ("29/02/2008", date(2008, 2, 29)),
        ("02/01/2026 22:00", clock("2026-01-02T22:00")),
        ("02/01/2026\u00a022.05", clock("2026-01-02T22:05")),
        ("02/01/2026 10:00:30 PM", clock("2026-01-02T22:00:30")),
        ("02/01/2026 12:15 am", clock("2026-01-02T00:15")),
        ("2026-01-02T22:00:00.000", clock("2026-01-02T22:00")),
        ("2025-07-01T23:30Z", datetime(2025, 7, 1, 23, 30, tzinfo=UTC)),
        ("2025-07-01 23:30+01:00", datetime(2025, 7, 1, 23, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("", None),
        ("  ", None),
    ],
)
def test_a_date_is_read_day_first_with_or_without_a_time(text: str, value: date | None) -> None:
    read = read_date(text, latest=TODAY)
    assert (read.value, read.two_digit_year and "-10" not in text, read.placeholder) == (value, False, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15/06/10", date(2010, 6, 15)),
        ("01/06/26", date(2026, 6, 1)),
        ("02/06/26", date(1926, 6, 2)),  # a day after the latest possible: the century before
        ("31/12/99", date(1999, 12, 31)),
    ],
)
def test_two_digits_of_a_year_mean_the_latest_century_that_is_possible(text: str, value: date) -> None:
    read = read_date(text, latest=TODAY)
    assert (read.value, read.two_digit_year) == (value, True)


@pytest.mark.parametrize("text", ["01/01/1900", "31/12/1899", "1900-01-01", "01/01/1900 00:00", "31/12/9999"])
def test_a_placeholder_is_not_known(text: str) -> None:
    read = read_date(text, latest=TODAY)
    assert (read.value, read.placeholder) == (None, True)


@pytest.mark.parametrize(
    ("text", "reason", "words"),
    [
        ("31/02/2026", "bad_date", "February 2026 has 28 days"),
        ("29/02/2025", "bad_date", "February 2025 has 28 days"),
        ("00/03/2026", "bad_date", "March 2026 has 31 days"),
        ("03/13/2026", "bad_date", "no month 13 .*month first"),
        ("13/13/2026", "bad_date", "no month 13"),
        ("05/03/0026", "bad_date", "0026"),
        ("05/03/0000", "bad_date", "0000"),
        ("05/03/026", "bad_date", "four digits"),
        ("05/03/2026 25:00", "bad_date", "time of day"),
        ("05/03/2026 13:00 pm", "bad_date", "time of day"),
        ("05/03/2026 22:00+99:00", "bad_date", "time of day"),
        ("5 Foo 2026", "bad_date", "Foo is not a month"),
        ("05032026", "bad_date", "DD/MM/YYYY"),
        ("=TODAY()", "bad_date", "DD/MM/YYYY"),
        ("٠٣/٠٤/٢٠١٠", "bad_date", "DD/MM/YYYY"),
        ("40271", "excel_serial", "40271 .*3 April 2010"),
        ("46086.9166", "excel_serial", "5 March 2026"),
    ],
)
def test_what_is_no_date_is_refused_and_said_why(text: str, reason: str, words: str) -> None:
    with pytest.raises(DateFault, match=words) as fault:
        read_date(text, latest=TODAY)
    assert fault.value.reason == reason


@given(
    st.dates(date(EARLIEST_YEAR, 1, 2), date(LATEST_YEAR, 12, 31)).filter(lambda day: day not in PLACEHOLDERS)
)
def test_every_date_written_comes_back(day: date) -> None:
    for text in (day.strftime("%d/%m/%Y"), day.isoformat(), f"{day.day}/{day.month}/{day.year} 00:00"):
        value = read_date(text, latest=TODAY).value
        assert value is not None
        assert (value.year, value.month, value.day) == (day.year, day.month, day.day)


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,3}[/. -][0-9a-z]{1,5}[/. -][0-9]{1,5}( [0-9:.apm+Z-]*)?")
)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_date(text, latest=TODAY)
    except DateFault as fault:
        assert str(fault)
