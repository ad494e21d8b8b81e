"""The versioned questions of the screening form: read whole, in force from a day, compared (P1, C8)."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.file_rules import Fault
from macem.protocol.indicator_file import IndicatorFileError, read
from macem.protocol.indicator_set import active_on, chosen, compare
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.screening import IndicatorKind
from tests.protocol.making import YORK

FOLDER = files("macem.protocol").joinpath("indicator_sets")
TEXTS = {name: FOLDER.joinpath(f"{name}.toml").read_text("utf-8") for name in YORK.screening.indicator_sets}
EARLIER, LATER = (read(text) for text in TEXTS.values())


def faults(text: str) -> list[Fault]:
    with pytest.raises(IndicatorFileError) as refusal:
        read(text)
    return list(refusal.value.faults)


def changed(old: str, new: str) -> str:
    text = TEXTS["2026-09"]
    assert old in text
    return text.replace(old, new, 1)


def line_of(text: str, start: str, after: str = "") -> int:
    lines = text.split("\n")
    begin = lines.index(after) if after else 0
    return next(n for n, line in enumerate(lines[begin:], begin + 1) if line.startswith(start))


@pytest.mark.parametrize("shipped", [EARLIER, LATER])
def test_every_strand_has_signs_and_no_teacher_answers_more_than_a_dozen_pages_of_them(shipped):
    for strand in Strand:
        asked = shipped.asked_for([strand])
        assert any(one.kind is IndicatorKind.SIGN and strand in one.strands for one in asked)
        assert len({one.page or one.key for one in asked}) <= 13


@pytest.mark.parametrize("shipped", [EARLIER, LATER])
def test_sexual_and_criminal_exploitation_are_asked_about_apart(shipped):
    """C8: CSE and CCE stay distinct."""
    sexual = {one.key for one in shipped.asked_for([Strand.CSE])}
    criminal = {one.key for one in shipped.asked_for([Strand.CCE])}
    assert sexual - criminal
    assert criminal - sexual


def test_nothing_is_asked_before_somebody_says_what_the_worry_is():
    assert LATER.asked_for([]) == ()


@pytest.mark.parametrize(
    ("day", "id"),
    [
        ("2025-03-31", "2025-04"),
        ("2025-04-01", "2025-04"),
        ("2026-08-31", "2025-04"),
        ("2026-09-01", "2026-09"),
        ("2031-01-01", "2026-09"),
    ],
)
def test_the_set_in_force_is_the_one_activated_last(day, id):
    assert active_on([LATER, EARLIER], date.fromisoformat(day)).id == id


def test_without_any_set_no_form_is_begun():
    with pytest.raises(ValueError, match="no indicator set"):
        active_on([], date(2026, 12, 1))


def test_a_panel_chooses_its_sets_by_id_and_a_set_that_is_not_there_is_named():
    assert chosen([LATER, EARLIER], ["2026-09", "2025-04"]) == (EARLIER, LATER)
    assert chosen([LATER, EARLIER], ["2026-09"]) == (LATER,)
    with pytest.raises(LookupError, match="no indicator set 2027-01"):
        chosen([LATER, EARLIER], ["2026-09", "2027-01"])


def test_what_a_later_set_asks_differently():
    found = compare(EARLIER, LATER)
    assert {one.key for one in found.added} == {"no-adult", "self-harm", "watched", "offers"}
    assert {one.key for one in found.removed} == {"known-places", "takes-others"}
    reworded = {old.key: (old.question, new.question) for old, new in found.reworded}
    assert reworded["gifts"] == (
        "Does {name} have money, a phone or other things for which nobody can account?",
        "Is somebody giving {name} money, a phone, clothes or other things?",
    )
    assert {old.key for old, _new in found.recounted} == {"taken-about", "older-people", "weapon"}


@pytest.mark.parametrize("shipped", [EARLIER, LATER])
def test_a_set_is_no_different_from_itself(shipped):
    found = compare(shipped, shipped)
    assert (found.added, found.removed, found.reworded, found.recounted) == ((), (), (), ())


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_points_never_suggest_less(fewer, more):
    fewer, more = sorted((fewer, more))
    assert LATER.points.level_at(fewer) <= LATER.points.level_at(more)


@pytest.mark.parametrize(
    ("points", "level"),
    [
        (0, RiskLevel.NONE),
        (1, RiskLevel.LOW),
        (3, RiskLevel.LOW),
        (4, RiskLevel.EMERGING),
        (9, RiskLevel.ESCALATING),
        (14, RiskLevel.ESCALATING),
        (15, RiskLevel.SIGNIFICANT),
    ],
)
def test_the_points_of_each_level(points, level):
    assert LATER.points.level_at(points) is level


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("active_from = 2026-09-01", 'active_from = "soon"', "active_from", "a date such as"),
        ("emerging = 4", "emerging = 1", "points.emerging", "more points than for the level before"),
        ("emerging = 4", "emerging = 0", "points.emerging", "a whole number from 1 to 100"),
        ('key = "cared-for"', 'key = "Cared For"', "indicators[1].key", "small letters"),
        ('key = "left-out"', 'key = "cared-for"', "indicators[3].key", '"cared-for" is used already'),
        ('key = "left-out"', 'key = "harm-now"', "indicators[3].key", "is used already"),
        ('kind = "vulnerability"', 'kind = "fault"', "indicators[1].kind", '"sign", "vulnerability"'),
        ('page = "around"', 'page = "elsewhere"', "indicators[1].page", 'no page "elsewhere"'),
        ("strands = []", 'strands = ["theft"]', "indicators[1].strands", '"cse"'),
        ("in care, or had to move home often?", "in care", "indicators[1].question", "ends in ?"),
        ("Has {name} been in care", "Has {forename} been in care", "indicators[1].question", "{name}"),
        ("points = 1\n", "points = 11\n", "indicators[1].points", "a whole number from 1 to 10"),
        ('at_least = "none"', 'at_least = "worst"', "indicators[1].at_least", '"escalating"'),
        ('hint = ""\n', "", "indicators[1].hint", "is missing; expected text"),
        ('hint = ""\n', 'hint = ""\nweight = 2\n', "indicators[1].weight", "is not a setting"),
        ("[points]", "[counts]", "counts", "is not part of an indicator set"),
    ],
)
def test_a_fault_is_named_with_its_key(old, new, key, expected):
    found = {fault.key: fault.expected for fault in faults(changed(old, new))}
    assert expected in found[key]


def test_a_fault_bears_its_line_and_all_of_them_come_at_once():
    text = changed("emerging = 4", "emerging = 0").replace('key = "left-out"', 'key = "Left out"', 1)
    assert [(fault.key, fault.line) for fault in faults(text)] == [
        ("points.emerging", line_of(text, "emerging")),
        ("indicators[3].key", line_of(text, 'key = "Left out"')),
    ]


def test_a_strand_without_a_sign_is_a_fault():
    text = TEXTS["2026-09"].replace('"hsb"', '"cse"')
    assert 'no sign is asked for the strand "hsb"' in " ".join(fault.expected for fault in faults(text))


def test_a_text_that_is_not_toml_has_one_fault():
    assert [fault.key for fault in faults("id = ")] == ["the file"]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    with pytest.raises(IndicatorFileError):
        read(text)
