"""The weekly RAMM list (P5): nobody falls off it, and what may still be changed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.pathway import levels_that_would_change, nominates
from macem.protocol.ramm import Badge, Evidence, Place, Question, badge, may_be_changed, place, week_of
from macem.protocol.rules import rule_of
from macem.protocol.vocabulary import Clause, MashLevel, RammOutcome
from tests.protocol.making import YORK

TODAY = date(2027, 1, 7)


def on(day: int, hour: int = 12) -> datetime:
    return datetime(2027, 1, day, hour, tzinfo=UTC)


def asked(day: int, by: int, answered: int | None = None) -> Question:
    return Question(on(day), date(2027, 1, by), on(answered) if answered else None)


def test_a_week_begins_on_monday():
    assert [week_of(date(2027, 1, day)) for day in (3, 4, 10, 11)] == [
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 4),
        date(2027, 1, 11),
    ]


@pytest.mark.parametrize(
    ("question", "newest", "where"),
    [
        (None, 5, Place.TO_DECIDE),
        (asked(5, by=14), 4, Place.WAITING),
        (asked(5, by=7), 4, Place.WAITING),  # the day named runs to its end
        (asked(4, by=6), 3, Place.TO_DECIDE),
        (asked(4, by=14, answered=5), 3, Place.TO_DECIDE),
        (asked(4, by=14), 6, Place.TO_DECIDE),
    ],
)
def test_somebody_asked_about_waits_until_the_answer_the_day_or_new_evidence(question, newest, where):
    assert place([Evidence(on(newest))], question, TODAY) is where


instants = st.integers(0, 150 * 24).map(
    lambda hours: datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=hours)
)
questions = st.none() | st.builds(
    Question,
    asked=instants,
    answer_by=st.dates(date(2026, 10, 1), date(2027, 3, 1)),
    answered=st.none() | instants,
)


@given(st.lists(st.builds(Evidence, raised=instants), min_size=1), questions)
def test_whoever_waits_is_to_be_decided_again_the_day_after_at_the_latest(evidence, question):
    far = date(2027, 3, 2)
    assert place(evidence, question, far) is Place.TO_DECIDE
    if question is not None:
        day_after = question.answer_by + timedelta(days=1)
        assert place(evidence, question, day_after) is Place.TO_DECIDE


def shown(*evidence: Evidence, decided: datetime | None = None, was_asked: bool = False) -> Badge | None:
    return badge(evidence, last_decided=decided, was_asked=was_asked, previous_agenda=on(5), today=TODAY)


def test_new_is_whoever_came_this_week():
    assert shown(Evidence(on(5), date(2027, 1, 5))) is Badge.NEW


def test_whoever_was_carried_over_from_last_week_is_not_new():
    assert shown(Evidence(datetime(2027, 1, 1, tzinfo=UTC), date(2026, 12, 30))) is None


def test_late_is_what_happened_before_the_previous_agenda_and_came_after_it():
    assert shown(Evidence(on(6), date(2026, 12, 30))) is Badge.LATE
    assert shown(Evidence(on(6), date(2026, 12, 30)), Evidence(on(6), date(2027, 1, 6))) is Badge.NEW
    assert shown(Evidence(on(6), None)) is Badge.NEW


def test_changed_is_evidence_after_a_decision_or_in_place_of_earlier_evidence():
    assert shown(Evidence(on(6), date(2027, 1, 6)), decided=on(4)) is Badge.CHANGED
    assert shown(Evidence(on(6), date(2027, 1, 6), renews=True)) is Badge.CHANGED


def test_back_is_whoever_was_asked_about():
    assert shown(Evidence(on(4), date(2027, 1, 3)), decided=on(5), was_asked=True) is Badge.BACK


@pytest.mark.parametrize("outcome", list(RammOutcome))
def test_a_decision_may_be_changed_with_a_reason_until_a_meeting_uses_it(outcome):
    assert may_be_changed(outcome, replaced=False, used=False).met
    assert may_be_changed(outcome, replaced=False, used=False, why="Wrong row.").met
    assert not may_be_changed(outcome, replaced=False, used=False, why=" ").met
    assert not may_be_changed(outcome, replaced=False, used=True, why="Wrong row.").met
    assert not may_be_changed(outcome, replaced=True, used=False, why="Wrong row.").met


def test_what_has_been_answered_is_decided_and_not_changed():
    assert not may_be_changed(RammOutcome.MORE_INFORMATION, replaced=False, used=False, answered=True).met


@pytest.mark.parametrize("level", [None, *MashLevel])
def test_each_level_that_would_change_the_answer_does(level):
    others = levels_that_would_change(level)
    assert others
    assert all(nominates(other).met is not nominates(level).met for other in others)


def test_the_rule_names_the_panel_s_own_numbers():
    assert "5 times or more within 90 days" in rule_of(Clause.C2, YORK.missing)
    assert "more than 48 hours" in rule_of(Clause.C3, YORK.missing)


@pytest.mark.parametrize("clause", [Clause.P2, Clause.P5, Clause.I2, *[Clause(f"C{n}") for n in range(1, 8)]])
def test_every_clause_that_decides_has_a_rule_in_our_words(clause):
    assert "{" not in rule_of(clause, YORK.missing)
