"""The exploitation matrix: read whole, and what the signs noted suggest (P4, C4)."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.matrix import LEVELS, level_chosen, suggest
from macem.protocol.matrix_file import MatrixFileError, read
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.assessment import Noted
from tests.protocol.making import YORK

FOLDER = files("macem.protocol").joinpath("matrices")
TEXT = FOLDER.joinpath(f"{YORK.risk_assessment.matrices[-1]}.toml").read_text("utf-8")
MATRIX = read(TEXT)
EMERGING, ESCALATING, SIGNIFICANT = LEVELS


def keys(level: RiskLevel) -> list[str]:
    return [sign.key for sign in MATRIX.at(level)]


def noted(emerging: int = 0, escalating: int = 0, significant: int = 0) -> dict[str, Noted]:
    """So many signs of each level, noted."""
    wanted = (
        *keys(EMERGING)[:emerging],
        *keys(ESCALATING)[:escalating],
        *keys(SIGNIFICANT)[:significant],
    )
    return dict.fromkeys(wanted, Noted.NOTED)


def test_every_level_has_signs_of_sexual_and_of_criminal_exploitation_apart():
    """C8: CSE and CCE stay distinct."""
    for level in (EMERGING, ESCALATING, SIGNIFICANT):
        pointed = {strand for sign in MATRIX.at(level) for strand in sign.strands}
        assert {Strand.CSE, Strand.CCE} <= pointed
        assert any(Strand.CSE in s.strands and Strand.CCE not in s.strands for s in MATRIX.at(level))


@pytest.mark.parametrize(
    ("given_signs", "level"),
    [
        ({}, RiskLevel.NONE),
        ({"emerging": 1}, RiskLevel.EMERGING),
        ({"emerging": 8}, RiskLevel.EMERGING),
        ({"escalating": 1}, RiskLevel.EMERGING),
        ({"escalating": 2}, RiskLevel.ESCALATING),
        ({"emerging": 3, "escalating": 1}, RiskLevel.EMERGING),
        ({"significant": 1}, RiskLevel.SIGNIFICANT),
    ],
)
def test_enough_signs_of_a_level_or_a_more_serious_one_suggest_it(given_signs, level):
    assert suggest(MATRIX, noted(**given_signs)).level is level


answers = st.dictionaries(st.sampled_from([sign.key for sign in MATRIX.signs]), st.sampled_from(Noted))


@given(answers, st.sampled_from([sign.key for sign in MATRIX.signs]))
def test_noting_one_more_never_lowers_the_level(said, key):
    assert suggest(MATRIX, said | {key: Noted.NOTED}).level >= suggest(MATRIX, said).level


@given(answers)
def test_what_is_not_known_counts_like_what_nobody_answered(said):
    known = {key: answer for key, answer in said.items() if answer is not Noted.NOT_KNOWN}
    assert suggest(MATRIX, said).level is suggest(MATRIX, known).level
    assert suggest(MATRIX, said).not_known == len(said) - len(known)


def test_what_protects_a_child_never_lowers_the_level():
    protected = {factor.key: Noted.NOTED for factor in MATRIX.protective}
    assert suggest(MATRIX, noted(significant=1) | protected).level is RiskLevel.SIGNIFICANT


def test_the_reason_says_what_it_rests_on():
    said = noted(emerging=1, escalating=2) | {keys(SIGNIFICANT)[0]: Noted.NOT_KNOWN}
    assert suggest(MATRIX, said).reason == (
        "3 signs are noted: 2 of escalating concerns, 1 of emerging concerns. "
        "1 not known, which counts for nothing."
    )
    assert suggest(MATRIX, {}).reason == "No sign is noted."


@pytest.mark.parametrize(
    ("chosen", "reason", "may"),
    [
        (RiskLevel.ESCALATING, "", True),
        (RiskLevel.SIGNIFICANT, "", False),
        (RiskLevel.EMERGING, "  ", False),
        (RiskLevel.EMERGING, "He is with his aunt now.", True),
        (None, "", False),
    ],
)
def test_the_professional_chooses_and_gives_a_reason_for_another_level(chosen, reason, may):
    decision = level_chosen(RiskLevel.ESCALATING, chosen, reason)
    assert (decision.met, decision.clause.value) == (may, "P4")


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ('key = "owes"', 'key = "watched"', "signs[14].key", '"watched" is used already'),
        ('key = "owes"', 'key = "level-chosen"', "signs[13].key", '"level-chosen" is used already'),
        ('key = "owes"', 'key = "It Owes"', "signs[13].key", 'expected a key such as "unknown-cars"'),
        ('level = "emerging"', 'level = "low"', "signs[1].level", 'expected one of "emerging"'),
        ("escalating = 2", "escalating = 0", "needed.escalating", "expected a whole number from 1 to 20"),
        ('id = "2026-09"', 'colour = "red"', "id", "is missing"),
    ],
)
def test_a_fault_is_named_with_its_place(old, new, key, expected):
    assert old in TEXT
    with pytest.raises(MatrixFileError) as refusal:
        read(TEXT.replace(old, new, 1))
    found = {fault.key: fault for fault in refusal.value.faults}
    assert found[key].expected.startswith(expected)


def test_every_level_needs_a_sign():
    without = TEXT.replace('level = "significant"', 'level = "escalating"')
    with pytest.raises(MatrixFileError, match='there is no sign of the level "significant"'):
        read(without)


def test_text_that_is_no_matrix_is_refused_in_words():
    with pytest.raises(MatrixFileError, match="cannot be read as TOML"):
        read("[[signs")
