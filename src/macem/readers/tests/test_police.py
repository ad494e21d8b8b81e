"""Police exports: headings vary, times are local, day first. Every value is worked out by hand."""

from datetime import date, datetime

import pytest

from macem.readers import MissingRow, Reading, UnreadableFile, read_police_missing

TODAY = date(2026, 6, 30)
clock = datetime.fromisoformat


def reading(text: str, **more: dict[str, str]) -> Reading[MissingRow]:
    return read_police_missing(text.encode(), today=TODAY, **more)


def codes(found: Reading[MissingRow]) -> list[tuple[str, tuple[int, ...]]]:
    return [(caution.code, caution.lines) for caution in found.warnings]


def test_a_file_saved_by_excel_with_its_mark_and_semicolons() -> None:
    headings = "child;dob;ref;reported_missing;returned\r\n"
    text = headings + "TEST-A;15/06/2010;T1;05/03/2026 22:00;06/03/2026 01:00\r\n"
    found = read_police_missing(b"\xef\xbb\xbf" + text.encode(), today=TODAY)
    assert found.encoding == "utf-8-sig"
    assert found.rows == (
        MissingRow(
            2,
            "TEST-A",
            date(2010, 6, 15),
            "T1",
            "missing",
            clock("2026-03-05T22:00"),
            clock("2026-03-06T01:00"),
        ),
    )
    assert not found.rows[0].date_only
    assert (found.rejected, found.warnings) == ((), ())


def test_notes_with_line_breaks_stay_one_row_and_blank_rows_are_no_children() -> None:
    found = reading(
        "child,dob,ref,reported_missing,returned,notes\r\n"
        'TEST-A,15/06/2010,T3,05/03/2026 22:00,06/03/2026 01:00,"Left alone.\r\nCame back ""tired"""\r\n'
        "TEST-B,16/06/2011,T4,07/03/2026 20:00,07/03/2026 23:00,\r\n\r\n,,,,,\r\n"
    )
    assert [(row.line, row.ref) for row in found.rows] == [(2, "T3"), (4, "T4")]
    assert found.rows[0].extras == {"notes": 'Left alone.\r\nCame back "tired"'}
    assert found.blank_rows == 2


def test_every_row_is_day_first() -> None:
    found = reading(
        "child,ref,reported_missing,returned\nTEST-A,T5,02/01/2026 22:00,03/01/2026 01:00\n"
        "TEST-A,T6,31/12/2025 22:00,01/01/2026 01:00\n"
    )
    assert [row.start for row in found.rows] == [clock("2026-01-02T22:00"), clock("2025-12-31T22:00")]


def test_years_of_two_digits_are_one_warning() -> None:
    found = reading(
        "child,dob,ref,reported_missing,returned\nTEST-A,15/06/10,T7,05/03/26 22:00,06/03/26 01:00\n"
    )
    row = found.rows[0]
    assert (row.dob, row.start, row.end) == (
        date(2010, 6, 15),
        clock("2026-03-05T22:00"),
        clock("2026-03-06T01:00"),
    )
    assert codes(found) == [("two_digit_year", (2,))]


def test_capitals_are_no_lower_case() -> None:
    found = reading("child,type,missing since,found\nA,AWAY,05/03/2026,\nB,missing,05/03/2026,\n")
    assert [row.type for row in found.rows] == ["away", "missing"]
    assert codes(found) == [("lower_case_code", (3,))]


def test_a_date_of_birth_with_an_offset_is_london_s_day() -> None:
    # Midnight of 15 June in British Summer Time is 23:00 of the day before in UTC.
    found = reading("child,dob,missing since,found\nA,2010-06-14T23:00:00Z,05/03/2026,06/03/2026\n")
    assert found.rows[0].dob == date(2010, 6, 15)


def test_missing_since_is_taken_before_reported_and_found_before_returned() -> None:
    found = reading(
        "Person Ref,Name,Reported,Missing since,Returned,Date found\n"
        "P900001,Ann Example,05/03/2026 23:00,05/03/2026 21:00,06/03/2026 09:00,06/03/2026 08:00\n"
    )
    assert (found.rows[0].start, found.rows[0].end) == (clock("2026-03-05T21:00"), clock("2026-03-06T08:00"))
    assert found.ignored_columns == ("Name", "Reported", "Returned")
    assert found.rows[0].extras["Name"] == "Ann Example"


def test_midnight_is_kept_as_a_time() -> None:
    found = reading("child,missing since,found\nTEST-A,05/03/2026 00:00,06/03/2026\n")
    assert found.rows[0].start == clock("2026-03-05T00:00")
    assert found.rows[0].date_only  # the end


def test_headings_of_a_force_of_its_own_are_given_by_name() -> None:
    text = "URN,Gone,Back,found\n1,05/03/2026 22:00,06/03/2026 01:00,Y\n"
    with pytest.raises(UnreadableFile, match="no CHILD or MISSING_SINCE column"):
        reading(text)
    found = reading(text, headings={"child": "URN", "start": "Gone", "end": "Back"})
    assert dict(found.columns) == {"child": "URN", "start": "Gone", "end": "Back"}
    assert found.rows[0].extras == {"found": "Y"}


def test_a_file_without_an_end_column_says_that_every_episode_is_open() -> None:
    found = reading("child,missing since\nTEST-A,05/03/2026 22:00\n")
    assert found.rows[0].end is None
    assert codes(found) == [("no_end_column", ())]


def test_types_where_there_are_some() -> None:
    found = reading(
        "child,type,missing since,found\nTEST-A,Missing,05/03/2026,06/03/2026\n"
        "TEST-B,ABSENT,05/03/2026,06/03/2026\nTEST-C,,05/03/2026,06/03/2026\nTEST-D,?,05/03/2026,06/03/2026\n"
    )
    assert [row.type for row in found.rows] == ["missing", "away", "missing"]
    assert codes(found) == [("type_assumed_missing", (4,))]
    assert [(fault.lines, fault.reason) for fault in found.rejected] == [((5,), "bad_code")]


def test_a_day_without_a_time_gets_the_benefit_of_the_doubt() -> None:
    rows = "child,missing since,found\nTEST-A,05/03/2026 22:00,06/03/2026\nTEST-A,06/03/2026 12:00,{}\n"
    assert codes(reading(rows.format("06/03/2026 15:00"))) == []  # may have been found by noon
    assert len(reading(rows.format("06/03/2026 12:00")).rows) == 2  # found the minute it was noted
    assert not reading(rows.format("06/03/2026 11:59")).rows[1:]


def test_a_time_with_an_offset_falls_on_its_day_in_england() -> None:
    found = reading("child,dob,missing since,found\nTEST-A,01/07/2025,2025-07-01T23:30Z,\n")
    assert len(found.rows) == 1  # 2 July, the day after the birth
    found = reading("child,dob,missing since,found\nTEST-A,02/07/2025,02/07/2025 00:30,\n")
    assert [fault.reason for fault in found.rejected] == ["start_not_after_birth"]


def test_a_short_row_has_no_cells_for_the_last_columns() -> None:
    found = reading("child,missing since,found,notes\nTEST-A,05/03/2026 22:00\n")
    assert (found.rows[0].end, found.rows[0].extras) == (None, {})


def test_times_that_touch_are_no_overlap_and_a_minute_more_is() -> None:
    rows = "child,missing since,found\nTEST-A,05/03/2026 22:00,06/03/2026 01:00\nTEST-A,06/03/2026 {},\n"
    assert codes(reading(rows.format("01:00"))) == []
    assert codes(reading(rows.format("00:59"))) == [("overlap", (2, 3))]
