"""SSDA903 Missing files. Every value is worked out by hand from the layout; all children are invented."""

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.readers import (
    MissingRow,
    Reading,
    UnreadableFile,
    as_document,
    read,
    read_ssda903_missing,
    ssda903_missing_cells,
)
from macem.readers.records import Caution

TODAY = date(2026, 6, 30)
HEADINGS = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"


def reading(rows: str, headings: str = HEADINGS) -> Reading[MissingRow]:
    return read_ssda903_missing((headings + rows).encode(), today=TODAY)


def faults(found: Reading[MissingRow]) -> list[tuple[tuple[int, ...], str, str]]:
    return [(fault.lines, fault.field, fault.reason) for fault in found.rejected]


def codes(found: Reading[MissingRow]) -> list[tuple[str, tuple[int, ...]]]:
    return [(caution.code, caution.lines) for caution in found.warnings]


def test_a_row_becomes_an_episode() -> None:
    found = reading("0900001,15/06/2010,M,03/04/2026,05/04/2026\n900002,16/07/2011,A,10/06/2026,\n")
    assert found == Reading(
        encoding="utf-8",
        header_row=1,
        columns={"child": "CHILD", "dob": "DOB", "type": "MISSING", "start": "MIS_START", "end": "MIS_END"},
        ignored_columns=(),
        rows=(
            MissingRow(2, "0900001", date(2010, 6, 15), None, "missing", date(2026, 4, 3), date(2026, 4, 5)),
            MissingRow(3, "900002", date(2011, 7, 16), None, "away", date(2026, 6, 10), None),
        ),
        rejected=(),
        warnings=(),
    )
    assert [row.date_only for row in found.rows] == [True, True]


def test_one_bad_row_does_not_stop_the_good_one() -> None:
    found = reading("900001,15/06/2010,M,03/06/2026,01/06/2026\n900001,15/06/2010,M,10/06/2026,12/06/2026\n")
    assert [row.line for row in found.rows] == [3]
    assert faults(found) == [((2,), "end", "end_before_start")]
    assert found.rejected[0].message == (
        "Line 2, MIS_END: the end, 01/06/2026, is before the start, 03/06/2026."
    )


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("900001,15/06/2010,X,03/06/2026,04/06/2026", "type", "bad_code"),
        ("900001,15/06/2010,Missing,03/06/2026,04/06/2026", "type", "bad_code"),
        ("900001,15/06/2010,M,31/06/2026,04/06/2026", "start", "bad_date"),
        ("900001,31/06/2010,M,03/06/2026,04/06/2026", "dob", "bad_date"),
        ("900001,15/06/2010,M,03/06/2026,yesterday", "end", "bad_date"),
        ("900001,40271,M,03/06/2026,04/06/2026", "dob", "excel_serial"),
        ("900001,15/06/2010,M,46176,04/06/2026", "start", "excel_serial"),
        ("900001,15/06/2010,M,,", "start", "type_without_start"),
        ("900001,15/06/2010,M,,04/06/2026", "start", "type_without_start"),
        ("900001,15/06/2010,M,01/01/1900,04/06/2026", "start", "type_without_start"),
        ("900001,15/06/2010,,03/06/2026,04/06/2026", "type", "date_without_type"),
        ("900001,15/06/2010,,03/06/2026,", "type", "date_without_type"),
        ("900001,15/06/2010,M,04/06/2026,03/06/2026", "end", "end_before_start"),
        ("900001,03/06/2026,M,03/06/2026,04/06/2026", "start", "start_not_after_birth"),
        ("900001,04/06/2026,M,03/06/2026,04/06/2026", "start", "start_not_after_birth"),
        (",15/06/2010,M,03/06/2026,04/06/2026", "child", "missing_child"),
        ("9.1E+05,15/06/2010,M,03/06/2026,04/06/2026", "child", "damaged_reference"),
        ("900001,15/06/2010,,,", "start", "nothing_recorded"),
        ("900001,15/06/2010,M,03/06/2026,04/06/2026,x", "row", "too_many_cells"),
    ],
)
def test_a_fault_keeps_the_row_out_and_is_named(row: str, field: str, reason: str) -> None:
    found = reading(f"{row}\n900002,15/06/2010,M,03/06/2026,04/06/2026\n")
    assert faults(found) == [((2,), field, reason)]
    assert [kept.child for kept in found.rows] == ["900002"]
    assert found.warnings == ()


def test_a_serial_number_is_refused_with_line_column_and_the_date_it_may_mean() -> None:
    assert reading("900001,40271,M,03/06/2026,\n").rejected[0].message == (
        "Line 2, DOB: 40271 is an Excel serial number, not a date; it may mean 3 April 2010."
    )


def test_all_faults_of_a_row_are_named_at_once() -> None:
    found = reading(",40271,X,31/02/2026,01/13/2026\n")
    assert [fault[1:] for fault in faults(found)] == [
        ("child", "missing_child"),
        ("dob", "excel_serial"),
        ("type", "bad_code"),
        ("start", "bad_date"),
        ("end", "bad_date"),
    ]


def test_a_bad_start_is_not_called_absent_too() -> None:
    assert faults(reading("900001,15/06/2010,M,31/02/2026,\n")) == [((2,), "start", "bad_date")]


def test_a_cell_that_swallowed_the_next_line_is_named_with_both_lines() -> None:
    found = reading('900001,"15/06/2010,M,03/06/2026,\n900002",15/06/2010,M,03/06/2026,\n')
    assert faults(found)[0] == ((2,), "dob", "bad_date")
    assert found.rejected[0].message.startswith("Lines 2 to 3, DOB: ")
    assert "quotation mark may be missing" in found.rejected[0].message


def test_lower_case_codes_are_read_and_reported() -> None:
    found = reading(
        "900001,15/06/2010,m,03/06/2026,04/06/2026\n900002,15/06/2010, a ,03/06/2026,04/06/2026\n"
    )
    assert [row.type for row in found.rows] == ["missing", "away"]
    assert codes(found) == [("lower_case_code", (2, 3))]


def test_years_of_two_digits_are_read_in_the_century_that_fits_and_reported() -> None:
    found = reading("900001,15/06/10,M,05/03/26,06/03/26\n900002,30/06/26,M,03/07/2026,04/07/2026\n")
    assert found.rows[0].dob == date(2010, 6, 15)
    assert (found.rows[0].start, found.rows[0].end) == (date(2026, 3, 5), date(2026, 3, 6))
    assert found.rows[1].dob == date(2026, 6, 30)  # the very day
    assert codes(found) == [("date_in_future", (3,)), ("two_digit_year", (2, 3))]


@pytest.mark.parametrize("born", ["01/02/27", "01/07/26", "04/01/41"])
def test_a_year_of_birth_of_two_digits_that_fits_no_child_is_not_known(born: str) -> None:
    # 2027 and 2041 lie ahead, 1 July 2026 is tomorrow; a hundred years earlier nobody would be a child.
    found = reading(f"900001,{born},M,03/06/2026,04/06/2026\n")
    assert (found.rows[0].dob, found.rows[0].not_known) == (None, ("dob",))
    assert codes(found) == [("date_of_birth_in_doubt", (2,)), ("two_digit_year", (2,))]
    assert born in found.warnings[0].message


def test_an_adult_s_date_of_birth_in_four_digits_is_kept() -> None:
    assert reading("900001,04/01/1941,M,03/06/2026,\n").rows[0].dob == date(1941, 1, 4)


def test_an_absence_of_another_age_is_kept_and_reported() -> None:
    # Today is 30 June 2026: '28 is still more than a year ahead, so it reads as 1928.
    found = reading("900001,,M,05/01/28,06/01/28\n900002,,M,05/01/2001,06/01/2001\n")
    assert [row.start for row in found.rows] == [date(1928, 1, 5), date(2001, 1, 5)]
    assert ("date_long_ago", (2,)) in codes(found)


def test_placeholders_are_not_known_and_reported() -> None:
    found = reading("900001,01/01/1900,M,03/06/2026,31/12/1899\n")
    assert (found.rows[0].dob, found.rows[0].end, found.rows[0].not_known) == (None, None, ("dob", "end"))
    assert codes(found) == [("end_not_known", (2,)), ("placeholder_date", (2,)), ("placeholder_dob", (2,))]


def test_midnight_is_no_time_here_and_other_times_are_kept() -> None:
    found = reading("900001,15/06/2010 00:00:00,M,03/06/2026 00:00,04/06/2026 01:30\n")
    row = found.rows[0]
    assert (row.dob, row.start, row.end) == (
        date(2010, 6, 15),
        date(2026, 6, 3),
        datetime.fromisoformat("2026-06-04T01:30"),
    )
    assert row.date_only


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["M,01/06/2026,03/06/2026", "M,03/06/2026,05/06/2026"], []),  # touching days
        (["M,01/06/2026,04/06/2026", "M,03/06/2026,05/06/2026"], [("overlap", (2, 3))]),
        (["A,03/06/2026,05/06/2026", "M,01/06/2026,04/06/2026"], [("overlap", (2, 3))]),
        (["M,01/06/2026,09/06/2026", "A,05/06/2026,05/06/2026"], [("overlap", (2, 3))]),
        (["M,01/06/2026,", "M,03/06/2026,05/06/2026"], [("start_while_open", (2, 3))]),
        (["M,03/06/2026,05/06/2026", "M,01/06/2026,"], [("start_while_open", (2, 3))]),
        (["M,03/06/2026,", "M,01/06/2026,02/06/2026"], []),
        (["M,03/06/2026,", "M,01/06/2026,03/06/2026"], []),
        (
            ["M,01/06/2026,20/06/2026", "M,02/06/2026,03/06/2026", "M,10/06/2026,11/06/2026"],
            [("overlap", (2, 3)), ("overlap", (2, 4))],
        ),
    ],
)
def test_episodes_that_cannot_both_be_right_are_kept_and_named_together(
    rows: list[str], expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    found = reading("".join(f"900001,15/06/2010,{row}\n" for row in rows))
    assert codes(found) == expected
    assert len(found.rows) == len(rows)


def test_two_children_missing_at_once_are_no_overlap() -> None:
    assert not reading("900001,15/06/2010,M,01/06/2026,\n900002,15/06/2010,M,02/06/2026,\n").warnings


def test_an_hour_that_the_clocks_repeat_may_be_the_later_one() -> None:
    # 25 October 2026: 01:50 before the clocks go back, found twenty minutes later at 01:10.
    found = reading("900001,15/06/2010,M,25/10/2025 01:50,26/10/2025 01:10\n")
    assert len(found.rows) == 1
    found = reading("900001,15/06/2010,M,26/10/2025 01:50,26/10/2025 01:10\n")
    assert len(found.rows) == 1
    found = reading("900001,15/06/2010,M,27/10/2025 01:50,27/10/2025 01:10\n")
    assert faults(found) == [((2,), "end", "end_before_start")]


def test_the_same_row_twice_is_kept_once() -> None:
    row = "900001,15/06/2010,M,03/06/2026,04/06/2026\n"
    found = reading(row + "900002,15/06/2010,M,03/06/2026,04/06/2026\n" + row + row.replace("M", "m"))
    assert [kept.line for kept in found.rows] == [2, 3]
    assert ("duplicate_row", (2, 4, 5)) in codes(found)
    assert not [caution for caution in found.warnings if caution.code == "overlap"]


def test_a_child_with_two_dates_of_birth_is_reported_with_both_lines() -> None:
    found = reading("900001,15/06/2010,M,03/06/2026,04/06/2026\n900001,16/06/2010,A,05/06/2026,05/06/2026\n")
    assert codes(found) == [("dates_of_birth_differ", (2, 3))]


def test_dates_to_come_and_absent_dates_of_birth_are_reported() -> None:
    found = reading("900001,,M,03/06/2026,04/06/2026\n900002,15/06/2010,M,03/07/2026,\n")
    assert codes(found) == [("date_in_future", (3,)), ("no_date_of_birth", (2,))]


def test_reordered_headings_unknown_columns_and_formulas() -> None:
    found = reading(
        '06/03/2026;"=HYPERLINK(""x.invalid"")\nsecond line";m;05/03/2026;0900001;15/06/2010\n;;;;;\n\n',
        headings="mis_end;Notes;Missing; Mis Start ;child id;Date of birth\n",
    )
    assert found.ignored_columns == ("Notes",)
    assert found.columns["start"] == "Mis Start"
    assert found.rows[0].child == "0900001"
    assert found.rows[0].extras == {"Notes": '=HYPERLINK("x.invalid")\nsecond line'}
    assert found.blank_rows == 2


def test_headings_alone_are_an_empty_reading_with_a_warning() -> None:
    assert reading("").warnings == (Caution((), "no_rows", "There are no rows under the headings."),)


@pytest.mark.parametrize(
    "data", [b"", b"CHILD,SEX,DOB\n1,2,3\n", b"PK\x03\x04", b"900001,15/06/2010,M,03/06/2026,\n", b"<CHILD/>"]
)
def test_what_is_no_missing_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read("ssda903-missing", data, today=TODAY)


def test_the_document_has_these_keys_and_iso_dates() -> None:
    found = reading(
        "900001,15/06/2010,M,03/06/2026,,n,7\n900001,15/06/2010,M,05/06/2026 22:15,,n,7\n900001,,Q,,,n,7\n",
        headings="CHILD,DOB,MISSING,MIS_START,MIS_END,NOTE,line\n",
    )
    document = json.loads(json.dumps(as_document(found)))
    assert list(document) == [
        "encoding",
        "header_row",
        "columns",
        "ignored_columns",
        "rows",
        "rejected",
        "warnings",
    ]
    common = {"child": "900001", "dob": "2010-06-15", "ref": None, "type": "missing", "end": None}
    theirs = {"NOTE": "n", "line (theirs)": "7"}
    assert document["rows"] == [
        {**common, "line": 2, "start": "2026-06-03", **theirs},
        {**common, "line": 3, "start": "2026-06-05T22:15", **theirs},
    ]
    assert [set(fault) for fault in document["rejected"]] == [{"lines", "field", "reason", "message"}] * 2
    assert [(caution["lines"], caution["code"]) for caution in document["warnings"]] == [
        ([2, 3], "start_while_open")
    ]


# Properties

CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "M",
        "a",
        "900001",
        "03/06/2026",
        "01/01/1900",
        "40271",
        "31/02/26",
        '"',
        '"\n',
        "05/03/2026 25:00",
        "=1",
    ]
)
ROWS = st.lists(st.lists(CELLS, max_size=7), max_size=6)
DAYS = st.dates(date(2025, 1, 1), date(2026, 6, 1))
EPISODES = st.lists(
    st.tuples(st.integers(900001, 900004), st.sampled_from("MA"), DAYS, st.integers(0, 20)), unique=True
)


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


@given(ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_cells_under_the_headings_are_read_or_refused(rows: list[list[str]], end: str, code: str) -> None:
    text = HEADINGS + end.join(",".join(row) for row in rows)
    _read_or_refuse(text.encode(code))


def _read_or_refuse(data: bytes) -> None:
    try:
        found = read_ssda903_missing(data, today=TODAY)
    except UnreadableFile as refusal:
        assert str(refusal).endswith(".")
    else:
        json.dumps(as_document(found))
        assert [row.line for row in found.rows] == sorted(row.line for row in found.rows)
        assert not {row.line for row in found.rows} & {
            line for fault in found.rejected for line in fault.lines
        }


def _written(episodes: list[tuple[int, str, date, int]], show: Callable[[date], str]) -> str:
    return "".join(
        f"{child},15/06/2010,{code},{show(start)},{show(date.fromordinal(start.toordinal() + days))}\n"
        for child, code, start, days in episodes
    )


@given(EPISODES)
def test_what_is_written_is_read_in_the_same_order(episodes: list[tuple[int, str, date, int]]) -> None:
    day_first = reading(_written(episodes, lambda day: day.strftime("%d/%m/%Y")))
    assert [(int(row.child), row.type[0].upper(), row.start) for row in day_first.rows] == [
        (child, code, start) for child, code, start, _ in episodes
    ]
    assert day_first.rejected == ()
    assert reading(_written(episodes, date.isoformat)).rows == day_first.rows


@given(EPISODES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_row(episodes: list[tuple[int, str, date, int]], chance: object) -> None:
    shuffled = list(episodes)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def content(found: Reading[MissingRow]) -> set[tuple[object, ...]]:
        return {(row.child, row.type, row.start, row.end) for row in found.rows}

    assert content(reading(_written(episodes, date.isoformat))) == content(
        reading(_written(shuffled, date.isoformat))
    )


def test_rows_can_be_shown_as_they_came():
    data = (
        b"CHILD,DOB,MISSING,MIS_START,MIS_END,NOTE\n"
        b"1,14/03/2011,X,12/12/2026,,late\n\n2,,M,13/12/2026,,,more\n"
    )
    assert ssda903_missing_cells(data) == {
        2: (
            ("CHILD", "1"),
            ("DOB", "14/03/2011"),
            ("MISSING", "X"),
            ("MIS_START", "12/12/2026"),
            ("MIS_END", ""),
            ("NOTE", "late"),
        ),
        4: (
            ("CHILD", "2"),
            ("DOB", ""),
            ("MISSING", "M"),
            ("MIS_START", "13/12/2026"),
            ("MIS_END", ""),
            ("NOTE", ""),
            ("column 7", "more"),
        ),
    }
