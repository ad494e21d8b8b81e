"""The panel's protocol file: read whole, refused with every fault at once."""

import re
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.key_lines import key_lines
from macem.protocol.protocol_file import Fault, ProtocolFileError, read
from macem.protocol.settings import DayUnit, RetentionStart, agency_key
from macem.protocol.vocabulary import AgencyName
from tests.protocol.making import YORK, YORK_TEXT


def faults(text: str) -> list[Fault]:
    with pytest.raises(ProtocolFileError) as refusal:
        read(text)
    return list(refusal.value.faults)


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def changed(old: str, new: str) -> str:
    assert old in YORK_TEXT
    return YORK_TEXT.replace(old, new, 1)


def test_york_s_file_says_what_the_protocol_says():
    assert (YORK.missing.episodes, YORK.missing.window_days, YORK.missing.over_hours) == (5, 90, 48)
    assert (YORK.risk_assessment.due_days, YORK.risk_assessment.due_unit) == (5, DayUnit.CALENDAR)
    assert YORK.agenda.circulated_working_days == 5
    assert YORK.actions.distributed_within_days == 7
    assert not YORK.quorum.written_information_counts
    assert YORK.calendar.confirmed_until == date(2028, 12, 31)
    assert YORK.retention[0].starts is RetentionStart.BIRTH


def test_the_seven_core_partners_are_york_s_agencies():
    assert YORK.core_agencies == tuple(str(name) for name in AgencyName)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Probation/CRC", "Probation"),
        (" probation / crc ", "Probation"),
        ("YSJ", "YJS"),
        ("children’s  social care", "CSC"),
        ("north yorkshire police", "Police"),
    ],
)
def test_agencies_go_by_several_names(written, name):
    found = YORK.agency_named(written)
    assert found is not None
    assert found.name == name


def test_an_agency_that_is_not_the_panel_s_is_nobody():
    assert YORK.agency_named("Ferry Company") is None


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("episodes = 5 ", "episodes = 0 ", "missing.episodes", "a whole number from 1 to 100"),
        ("episodes = 5 ", "episodes = true ", "missing.episodes", "a whole number"),
        ("episodes = 5 ", "episodes = 5.0 ", "missing.episodes", "a whole number"),
        ("window_days = 90", "window_days = 9000", "missing.window_days", "a whole number from 1 to 366"),
        ('due_unit = "calendar"', 'due_unit = "lunar"', "risk_assessment.due_unit", '"calendar", "working"'),
        ("show_away = true", 'show_away = "yes"', "missing.show_away", "true or false"),
        ('name = "Health"', 'name = " "', "agencies[3].name", "some text"),
        ('aliases = ["NHS"]', 'aliases = "NHS"', "agencies[3].aliases", "a list of texts"),
        (
            "confirmed_until = 2028-12-31",
            'confirmed_until = "2028-12-31"',
            "calendar.confirmed_until",
            "a date",
        ),
        (
            "confirmed_until = 2028-12-31",
            "confirmed_until = 2028-12-31T10:00:00",
            "calendar.confirmed_until",
            "a date",
        ),
        ("extra_holidays = []", "extra_holidays = [1]", "calendar.extra_holidays", "a list of dates"),
        ("years = 25", "years = -1", "retention[1].years", "a whole number from 1 to 100"),
    ],
)
def test_an_absurd_value_is_named_with_its_line(old, new, key, expected):
    text = changed(old, new)
    (fault,) = faults(text)
    assert fault.key == key
    assert expected in fault.expected
    assert text.split("\n")[fault.line - 1].startswith(new.split(" =")[0])


def test_a_missing_key_is_named_with_its_section_s_line():
    text = changed("over_hours = 48", "# over_hours = 48")
    (fault,) = faults(text)
    assert (fault.key, fault.line) == ("missing.over_hours", line_of(text, "[missing]"))
    assert "is missing" in fault.expected


def test_an_unknown_key_is_named_with_its_own_line():
    text = changed("show_away = true", "show_away = true\nshow_aways = true")
    (fault,) = faults(text)
    assert (fault.key, fault.line) == ("missing.show_aways", line_of(text, "show_aways"))


def test_an_unknown_section_is_named():
    (fault,) = faults(YORK_TEXT + "\n[weather]\nsunny = true\n")
    assert fault.key == "weather"


def test_a_missing_section_has_no_line():
    start = YORK_TEXT.index("[quorum]")
    text = YORK_TEXT[:start] + YORK_TEXT[YORK_TEXT.index("[review]") :]
    assert faults(text) == [Fault("quorum", "is missing", None)]


def test_all_faults_come_at_once_in_the_file_s_order():
    text = changed("episodes = 5 ", "episodes = 0 ").replace("years = 25", "years = 0")
    text = text.replace("severe_percent = 50", "severe_per_cent = 50").replace(
        'area = "City of York"', "area = 1"
    )
    found = faults(text)
    assert [fault.key for fault in found] == [
        "panel.area",
        "missing.episodes",
        "education.severe_percent",
        "education.severe_per_cent",
        "retention[1].years",
    ]
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('aliases = ["Schools"]', 'aliases = ["Schools", "crc"]', "agencies[7].name"),
        ("names_working_days = 8", "names_working_days = 3", "agenda.names_working_days"),
        (
            "perpetrators_working_days = 5",
            "perpetrators_working_days = 4",
            "agenda.perpetrators_working_days",
        ),
        ("returns_working_days = 2", "returns_working_days = 5", "agenda.returns_working_days"),
        ("severe_percent = 50", "severe_percent = 5", "education.severe_percent"),
        ('record = "adult"', 'record = "child"', "retention[2].record"),
    ],
)
def test_values_that_contradict_each_other_are_named(old, new, key):
    assert [fault.key for fault in faults(changed(old, new))] == [key]


def test_contradictions_are_named_beside_faults_of_other_sections():
    text = changed("episodes = 5 ", "episodes = 0 ").replace("years = 25", "years = 0")
    text = text.replace('aliases = ["Schools"]', 'aliases = ["Schools", "crc"]')
    text = text.replace("names_working_days = 8", "names_working_days = 3")
    text = text.replace('record = "adult"', 'record = "meeting"')
    assert {fault.key for fault in faults(text)} == {
        "agencies[7].name",
        "missing.episodes",
        "agenda.names_working_days",
        "retention[1].years",
        "retention[3].record",
    }


def test_a_day_cannot_be_a_holiday_and_none():
    text = changed("extra_holidays = []", "extra_holidays = [2027-06-14]")
    text = text.replace("not_holidays = []", "not_holidays = [2027-06-14]")
    (fault,) = faults(text)
    assert "2027-06-14" in fault.expected


def test_a_panel_needs_a_core_agency():
    (fault,) = faults(YORK_TEXT.replace("core = true", "core = false"))
    assert fault.key == "agencies"


@pytest.mark.parametrize(
    "text", ["= 5", "[panel", "a = 1\na = 2", "[" * 5000 + "a" + "]" * 5000, "a = " + "9" * 5000]
)
def test_a_text_that_is_not_toml_has_one_fault(text):
    (fault,) = faults(text)
    assert fault.key == "the file"


def test_a_section_that_is_no_section_is_named():
    text = "panel = 3\n" + YORK_TEXT.replace("[panel]", "[other]", 1)
    assert {fault.key for fault in faults(text)} >= {"panel", "other"}


def test_windows_line_ends_change_nothing():
    assert read(YORK_TEXT.replace("\n", "\r\n")) == YORK


def test_key_lines_pass_over_whatever_looks_like_a_key_but_is_a_value():
    text = (
        '''title = """
fake = 1
"""
list = [
  "[not_a_table]",  # ]
  '#',
]
[real]
"quoted key" = '''.replace("\t", "")
        + "'''\nother = 2\n'''\na.b = 3\n[[many]]\nx = 1\n[[many]]\nx = 2\n[many.deep]\ny = 1\n"
    )
    assert tomllib.loads(text)
    found = key_lines(text)
    assert found == {
        ("title",): 1,
        ("list",): 4,
        ("real",): 8,
        ("real", "quoted key"): 9,
        ("real", "a"): 12,
        ("real", "a", "b"): 12,
        ("many",): 13,
        ("many", 0): 13,
        ("many", 0, "x"): 14,
        ("many", 1): 15,
        ("many", 1, "x"): 16,
        ("many", 1, "deep"): 17,
        ("many", 1, "deep", "y"): 18,
    }


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_rubbish_is_refused_with_faults(text):
    with pytest.raises(ProtocolFileError):
        read(text)


@given(st.sampled_from(sorted(set(re.findall(r"^(\w+) =", YORK_TEXT, re.MULTILINE)))))
def test_whichever_key_is_lost_it_is_named(key):
    text = re.sub(rf"^{key} =( \[\n(    .*\n)+\]|.*)$", "", YORK_TEXT, count=1, flags=re.MULTILINE)
    assert any(fault.key.endswith(key) and "missing" in fault.expected for fault in faults(text))


@given(st.text(max_size=20))
def test_case_and_blanks_never_tell_agencies_apart(name):
    assert agency_key(f" {name.lower()} ") == agency_key(name.lower())
