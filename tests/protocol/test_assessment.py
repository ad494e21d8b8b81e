"""The form of a risk assessment: what it must say, and what a later one says differently (P4)."""

from dataclasses import replace
from datetime import date

import pytest

from macem.protocol.assessment import (
    Assessed,
    Form,
    Given,
    compare,
    keys_of,
    may_be_sent,
    writers_may_not_sign,
)
from macem.protocol.attached_assessment import Attached, may_be_attached
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel
from macem.protocol.vocabulary.assessment import AssessmentQuestion as Q
from macem.protocol.vocabulary.assessment import AssessmentSection, Noted
from tests.protocol.test_matrix import MATRIX

COMMON = {
    Q.BEHAVIOUR.value: Given("none"),
    Q.VOICE.value: Given("yes", "I want them to leave me alone."),
    Q.ASKED_BY.value: Given(words="His worker, on Monday"),
    Q.NARRATIVE.value: Given(words="Two men wait outside school."),
    Q.STRENGTHS.value: Given(words="His grandmother."),
    Q.LEVEL.value: Given("none"),
}


def form(*, follows: bool = False, **answers: Given) -> Form:
    """A whole assessment in which nothing is noted; `answers` by key, with _ for -."""
    said = {key: Given("not_noted") for key in MATRIX.titles}
    changed = {key.replace("_", "-"): answer for key, answer in answers.items()}
    return Form(MATRIX, said | COMMON | changed, follows=follows)


def test_a_whole_assessment_may_be_sent():
    assert may_be_sent(form()).met


@pytest.mark.parametrize(
    ("key", "answer", "missing"),
    [
        ("owes", Given(), "Signs of escalating concerns: Say whether it is noted, not noted or not known"),
        ("owes", Given("noted", " "), "Signs of escalating concerns: Say in a line what you know"),
        ("safe-home", Given("noted"), "What protects the child: Say in a line what you know"),
        (
            "harmful-sexual-behaviour",
            Given("harming"),
            "Harmful sexual behaviour: Say what the concern rests on",
        ),
        ("child-says", Given("no"), "What the child says: Say why nobody asked the child"),
        ("child-says", Given("yes"), "What the child says: Write what the child says"),
        ("asked-by", Given(), "What the child says: Say who asked the child, and when"),
        ("what-is-happening", Given(words=" "), "What is happening: Say what is happening"),
        (
            "what-keeps-safe",
            Given(),
            "What is happening: Say what keeps the child safe, even if it is little",
        ),
        ("level-chosen", Given(), "Level of concern: Choose the level of concern."),
        (
            "level-chosen",
            Given("emerging"),
            "Level of concern: The matrix suggests no concerns. Give your reason for emerging concerns.",
        ),
    ],
)
def test_what_is_missing_is_said(key, answer, missing):
    decision = may_be_sent(form(**{key: answer}))
    assert not decision.met
    assert decision.missing[0] == missing
    assert decision.clause.value == "P4"


def test_a_child_whom_nobody_asked_needs_the_reason_and_no_name_of_who_asked():
    assert may_be_sent(form(child_says=Given("no", "He will not meet us yet."), asked_by=Given())).met


def test_what_has_changed_is_asked_where_an_earlier_one_was_signed_off():
    later = form(follows=True)
    assert not may_be_sent(later).met
    assert may_be_sent(replace(later, given={**later.given, "what-changed": Given(words="Nothing.")})).met
    assert "what-changed" not in form().keys(AssessmentSection.NARRATIVE)


def test_one_goes_on_where_something_is_missing():
    assert Form(MATRIX, {}).first_open is AssessmentSection.EMERGING
    assert form(child_says=Given()).first_open is AssessmentSection.VOICE
    assert form().first_open is None


def test_a_sign_counts_once_it_is_noted():
    noted = form(held_by_threats=Given("noted", "He says so."))
    assert noted.suggestion.level is RiskLevel.SIGNIFICANT
    assert "matrix suggests significant concerns" in may_be_sent(noted).reason


def assessed(level: str, **noted: str) -> Assessed:
    answers = {key.replace("_", "-"): Noted(answer) for key, answer in noted.items()}
    return Assessed(RiskLevel(level), answers, HarmfulSexualBehaviour.NONE)


def test_a_comparison_says_sign_by_sign_what_moved():
    earlier = assessed("escalating", owes="noted", watched="not_known", safe_home="noted")
    later = assessed("emerging", owes="not_noted", watched="not_known", safe_home="noted", cut_off="noted")
    found = compare(earlier, later, keys_of(MATRIX))
    assert [(one.key, one.before, one.now) for one in found.entries] == [
        ("owes", Noted.NOTED, Noted.NOT_NOTED),
        ("cut-off", None, Noted.NOTED),
    ]
    assert found.in_words == (
        "The level goes down from escalating concerns to emerging concerns. 1 newly noted, 1 no longer noted."
    )


def test_a_comparison_of_the_same_says_so():
    found = compare(assessed("low"), assessed("low"), keys_of(MATRIX))
    assert found.in_words == "The level stays at low-level concerns. Nothing else is answered differently."


def test_a_sign_that_only_the_earlier_matrix_had_is_told_too():
    older = replace(MATRIX, id="2020", signs=(replace(MATRIX.signs[0], key="gone"), *MATRIX.signs[1:]))
    assert keys_of(older, MATRIX)[-1] == "gone"
    assert len(keys_of(older, MATRIX)) == len(MATRIX.titles) + 1


def test_whoever_wrote_in_it_does_not_sign_it_off():
    assert not writers_may_not_sign(7, [3, 7]).met
    assert writers_may_not_sign(8, [3, 7]).met


WHOLE = Attached(
    level=RiskLevel.EMERGING,
    author="Sam Example-Reed",
    signer="Beth Example-Crane",
    completed=date(2026, 12, 1),
    signed=date(2026, 12, 3),
    number="M-4471",
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"signed": date(2026, 12, 1)}, ""),
        ({"level": None}, "a level"),
        ({"author": " "}, "who wrote it"),
        ({"signer": ""}, "who signed it off"),
        ({"number": ""}, "its number in Mosaic"),
        ({"signed": None}, "the day it was signed off"),
        ({"completed": None}, "the day it was completed"),
        ({"signed": date(2026, 11, 30)}, "not signed off before it was completed"),
        ({"signed": date(2026, 12, 5)}, "not signed off in the future"),
        ({"signer": "sam  example-reed"}, "does not sign it off"),
    ],
)
def test_an_attached_one_says_who_signed_it_off_and_when(changes, said):
    decision = may_be_attached(replace(WHOLE, **changes), today=date(2026, 12, 4))
    assert decision.met is (said == "")
    assert said in decision.reason
