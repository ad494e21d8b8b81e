"""The screening form: what is asked, what is lacking, what is sent, and what the answers suggest (P1)."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.indicator_file import read
from macem.protocol.screening import REQUIRED, Form, Given, danger_asked, lacking, may_be_sent, settled
from macem.protocol.suggested_level import suggest
from macem.protocol.vocabulary import Clause, RiskLevel, Strand
from macem.protocol.vocabulary.screening import IndicatorKind, Question, Said, Section, Standing

SET = read(files("macem.protocol").joinpath("indicator_sets", "2026-09.toml").read_text("utf-8"))
KEYS = [one.key for one in SET.indicators]
YES = Given(choice="yes", words="On Monday at the gate.", source="seen")
NO = Given(choice="no")

ENOUGH = {
    Question.NAME.value: Given(facts={"forename": "Casey", "surname": ""}),
    Question.STRANDS.value: Given(facts={"strands": ["cce"]}),
    Question.HARM_NOW.value: NO,
    Question.BEHAVIOUR.value: Given(choice="none"),
    Question.NARRATIVE.value: Given(words="Older boys wait for Casey."),
    Question.STRENGTHS.value: Given(words="Football on Tuesdays."),
    Question.VOICE.value: Given(choice="yes", words="“I’m fine.”", facts={"asked_by": "Form tutor"}),
    Question.AWARE.value: Given(choice="agrees"),
}


def form(*strands: Strand, by_statutory: bool = False, **given) -> Form:
    about = {Question.STRANDS.value: Given(facts={"strands": [str(one) for one in strands]})}
    return Form(SET, {**about, **given}, by_statutory)


def keys(found: Form) -> list[str]:
    return [page.key for page in found.pages]


strands = st.lists(st.sampled_from(list(Strand)), unique=True)
answers = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(list(Said)))


# --- what is asked -----------------------------------------------------------------------------------


def test_nobody_is_asked_about_signs_before_they_say_what_the_worry_is():
    assert [page for page in form().pages if page.key in KEYS] == []


def test_somebody_worried_about_one_strand_gets_through_in_two_dozen_pages():
    for strand in Strand:
        assert len(form(strand).pages) <= 26
    assert len(form(Strand.CCE).pages) == 24


def test_only_questions_of_the_chosen_strands_are_asked_and_shared_ones_once():
    both = keys(form(Strand.CSE, Strand.CCE))
    assert {"partner", "made-to-carry", "taken-about"} <= set(both)
    assert "made-to-work" not in both
    assert len(both) == len(set(both))


def test_danger_apart_the_form_begins_with_the_child_and_ends_with_ones_own_view():
    assert keys(form(Strand.CCE))[0] == "name"
    assert keys(form(Strand.CCE))[-1] == "view"
    sections = [page.section for page in form(Strand.CCE).pages]
    assert sections == sorted(sections, key=list(Section).index)


def test_only_police_and_social_care_are_asked_why_a_discussion_would_help():
    """C6."""
    assert keys(form(Strand.CCE, by_statutory=True))[-1] == "discussion"
    assert "discussion" not in keys(form(Strand.CCE))


def test_each_page_leads_to_the_next_and_back():
    found = form(Strand.ONLINE)
    assert found.before("name") is None
    assert found.after("view") is None
    for first, second in zip(found.pages, found.pages[1:], strict=False):
        assert found.after(first.key) == second
        assert found.before(second.key) == first
    assert found.after("made-to-carry") is None


@given(strands)
def test_every_question_of_a_form_is_asked_once(worry):
    asked = [asked.key for page in form(*worry).pages for asked in page.asked]
    assert len(asked) == len(set(asked))
    assert set(REQUIRED) <= set(asked)


# --- what an answer lacks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answer", "lacks"),
    [
        ("out-unknown", Given(), ["choice"]),
        ("out-unknown", NO, []),
        ("out-unknown", Given(choice="not_known"), []),
        ("out-unknown", Given(choice="yes"), ["words", "source"]),
        ("out-unknown", Given(choice="yes", words="  ", source="seen"), ["words"]),
        ("out-unknown", YES, []),
        ("name", Given(), ["forename"]),
        ("name", Given(facts={"surname": "Test-Lindqvist"}), []),
        ("born", Given(), ["choice"]),
        ("born", Given(choice="exact"), ["born"]),
        ("born", Given(choice="estimated"), ["age"]),
        ("born", Given(choice="estimated", facts={"age": 0}), []),
        ("born", Given(choice="unknown"), []),
        ("home", Given(), []),
        ("home", Given(choice="no"), ["words"]),
        ("home", Given(facts={"placed": "yes"}), ["authority"]),
        ("worry", Given(facts={"strands": []}), ["strands"]),
        ("harm-now", Given(choice="yes"), ["words", "source"]),
        ("harmful-sexual-behaviour", Given(choice="harming"), ["words", "source"]),
        ("harmful-sexual-behaviour", Given(choice="not_known"), []),
        ("what-is-happening", Given(words="\n"), ["words"]),
        ("strengths", Given(), ["words"]),
        ("own-words", Given(choice="yes"), ["words", "asked_by"]),
        ("own-words", Given(choice="no"), ["words"]),
        ("told", Given(choice="not_told"), ["words"]),
        ("told", Given(choice="agrees"), []),
        ("view", Given(choice="significant"), ["words"]),
        ("view", Given(choice="mash"), []),
        ("numbers", Given(), []),
        ("discussion", Given(), []),
    ],
)
def test_what_an_answer_still_lacks(key, answer, lacks):
    assert [lack.name for lack in lacking(key, answer)] == lacks


@pytest.mark.parametrize(
    ("key", "answer", "kept"),
    [
        ("gifts", Given("no", "A phone.", "seen"), Given("no")),
        ("gifts", Given("yes", "A phone.", "seen"), Given("yes", "A phone.", "seen")),
        (
            "born",
            Given("estimated", facts={"born": "2012-07-02", "age": 14}),
            Given("estimated", facts={"age": 14}),
        ),
        ("own-words", Given("no", "In class.", facts={"asked_by": "Me"}), Given("no", "In class.")),
        ("view", Given("mash", "Because."), Given("mash")),
        (
            "home",
            Given("yes", facts={"placed": "no", "authority": "Ryedale"}),
            Given("yes", facts={"placed": "no"}),
        ),
        ("strengths", Given(words="Football."), Given(words="Football.")),
    ],
)
def test_what_is_sent_holds_nothing_that_the_answer_took_back(key, answer, kept):
    assert settled(key, answer) == kept


# --- how far it is, and what keeps it ----------------------------------------------------------------


def test_a_question_is_open_begun_or_answered():
    found = form(Strand.CCE, gifts=YES, weapon=Given(choice="yes"), changed=NO, numbers=Given())
    stands = {key: found.stands(key) for key in ("gifts", "weapon", "changed", "numbers", "friends")}
    assert stands == {
        "gifts": Standing.ANSWERED,
        "weapon": Standing.UNFINISHED,
        "changed": Standing.ANSWERED,
        "numbers": Standing.ANSWERED,
        "friends": Standing.OPEN,
    }
    changes = found.page("changes")
    assert changes is not None
    assert found.standing(changes) is Standing.UNFINISHED
    assert found.first_open == found.pages[0]


def test_a_form_with_what_it_must_say_may_be_sent_though_signs_are_left_open():
    assert may_be_sent(Form(SET, ENOUGH)).met


@pytest.mark.parametrize("question", REQUIRED)
def test_a_form_without_one_of_them_may_not(question):
    short = {key: answer for key, answer in ENOUGH.items() if key != question}
    decision = may_be_sent(Form(SET, short))
    assert (decision.met, decision.clause) == (False, Clause.P1)
    assert decision.missing[0].startswith(question.label)


def test_a_yes_without_what_is_known_keeps_a_form_back():
    decision = may_be_sent(Form(SET, ENOUGH | {"gifts": Given(choice="yes")}))
    assert not decision.met
    assert decision.missing == ("Given money, a phone or other things: Say what you know, and when it was",)


def test_an_answer_to_a_question_no_longer_asked_neither_keeps_a_form_back_nor_counts():
    found = Form(SET, ENOUGH | {"made-to-work": YES, "papers": Given(choice="yes")})
    assert may_be_sent(found).met
    assert found.suggestion.counted == ()


def test_immediate_danger_is_asked_about_on_the_day_of_sending():
    """P3."""
    assert danger_asked(date(2026, 12, 1), date(2026, 12, 1)).met
    again = danger_asked(date(2026, 11, 30), date(2026, 12, 1))
    assert (again.met, again.clause) == (False, Clause.P3)
    assert "30 November 2026" in again.reason


# --- what the answers suggest ------------------------------------------------------------------------


def test_two_yes_answers_suggest_a_level_and_say_which_counted():
    found = suggest(SET, {"gifts": Said.YES, "out-unknown": Said.YES, "weapon": Said.NO}, [Strand.CCE])
    assert (found.level, found.points) == (RiskLevel.EMERGING, 4)
    assert [one.key for one in found.counted] == ["out-unknown", "gifts"]
    assert found.reason == "Two Yes answers count 4 points."
    assert found.clause is Clause.P1


def test_one_answer_may_suggest_a_level_by_itself():
    found = suggest(SET, {"made-to-carry": Said.YES}, [Strand.CCE])
    assert (found.level, found.points) == (RiskLevel.ESCALATING, 4)
    assert found.reason == (
        "One Yes answer counts 4 points. “Made to carry, hide, sell or steal” suggests at least "
        "escalating concerns alone."
    )


def test_what_makes_exploitation_easier_is_no_sign_of_it():
    easier = {one.key: Said.YES for one in SET.indicators if one.kind is IndicatorKind.VULNERABILITY}
    alone = suggest(SET, easier, list(Strand))
    assert (alone.level, alone.points) == (RiskLevel.LOW, 3)
    with_a_sign = suggest(SET, {**easier, "changed": Said.YES}, list(Strand))
    assert (with_a_sign.level, with_a_sign.points) == (RiskLevel.EMERGING, 4)


def test_it_says_which_strand_to_look_at_first():
    """C8: the strands stay apart."""
    said = {"made-to-carry": Said.YES, "partner": Said.YES, "taken-about": Said.YES}
    found = suggest(SET, said, [Strand.CSE, Strand.CCE])
    assert found.yes_by_strand == {Strand.CSE: 2, Strand.CCE: 2}
    assert found.first == (Strand.CCE,)
    assert suggest(SET, {"left-out": Said.YES}, [Strand.CSE]).first == ()


def test_nothing_said_suggests_nothing():
    found = suggest(SET, {}, [Strand.CCE])
    assert (found.level, found.reason) == (RiskLevel.NONE, "No question was answered Yes.")


@given(answers, strands, st.sampled_from(KEYS))
def test_one_more_yes_never_suggests_less(said, worry, key):
    more = {**said, key: Said.YES}
    assert suggest(SET, more, worry).level >= suggest(SET, said, worry).level


@given(answers, strands, st.sampled_from(KEYS))
def test_not_known_counts_for_nothing(said, worry, key):
    without = {one: answer for one, answer in said.items() if one != key}
    unknown = suggest(SET, {**without, key: Said.NOT_KNOWN}, worry)
    left_open = suggest(SET, without, worry)
    assert (unknown.level, unknown.points, unknown.counted) == (
        left_open.level,
        left_open.points,
        left_open.counted,
    )


@given(answers, strands)
def test_what_counts_was_asked_and_answered_yes(said, worry):
    found = suggest(SET, said, worry)
    assert all(one.is_asked_for(worry) and said[one.key] is Said.YES for one in found.counted)
    assert found.level is RiskLevel.NONE or found.counted


@given(answers, strands, strands)
def test_a_worry_about_more_never_suggests_less(said, worry, more):
    wider = [*worry, *(one for one in more if one not in worry)]
    assert suggest(SET, said, wider).level >= suggest(SET, said, worry).level
