"""P2: early help begins, is reviewed, is stepped up or down, and ends."""

from datetime import date, timedelta

import pytest

from macem.protocol.early_help import (
    OWED_DAYS_AHEAD,
    ProposedReview,
    ReviewStanding,
    ended_by,
    may_begin,
    may_review,
    review_standing,
)
from macem.protocol.transitions import EARLY_HELP
from macem.protocol.vocabulary import Clause, MashRoute
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from tests.protocol.making import YORK

TODAY = date(2027, 1, 7)
DAY = timedelta(days=1)
LONGEST = YORK.early_help.review_within_days
STATE = EarlyHelpState


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"route": MashRoute.ADVICE}, "follows a decision of the MASH"),
        ({"route": MashRoute.MACEM}, "follows a decision of the MASH"),
        ({"work": []}, "which work is offered"),
        ({"work": ["  "]}, "which work is offered"),
        ({"review_on": TODAY}, "after today"),
        ({"review_on": TODAY + DAY}, ""),
        ({"review_on": TODAY + LONGEST * DAY}, ""),
        ({"review_on": TODAY + (LONGEST + 1) * DAY}, "7 April 2027 at the latest"),
    ],
)
def test_what_early_help_needs_to_begin(change, says):
    given = {"route": MashRoute.FEHA, "work": ["PACE"], "review_on": TODAY + 42 * DAY} | change
    decision = may_begin(**given, today=TODAY, within_days=LONGEST)
    assert decision.met is (says == "")
    assert says in decision.reason
    assert decision.clause is Clause.P2


def reviewed(state=STATE.UNDER_WAY, **change):
    given = {
        "outcome": STATE.UNDER_WAY,
        "reviewed": TODAY,
        "reason": "The evenings are calmer.",
        "work": {"PACE": (WorkEffect.SOME_CHANGE, "Three sessions with both parents.")},
        "next_review": TODAY + 28 * DAY,
    } | change
    return may_review(
        ProposedReview(**given), state=state, begun=TODAY - 30 * DAY, today=TODAY, within_days=LONGEST
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"reason": " "}, "needs a reason"),
        ({"reviewed": TODAY + DAY}, "to today"),
        ({"reviewed": TODAY - 31 * DAY}, "from 8 December 2026"),
        ({"next_review": None}, "day of the next review"),
        ({"next_review": TODAY}, "after today"),
        ({"work": {"PACE": (None, "")}}, "what came of “PACE”"),
        ({"work": {"PACE": (WorkEffect.NO_CHANGE, " ")}}, "what was done for “PACE”"),
        ({"work": {"PACE": (WorkEffect.NOT_STARTED, "")}}, ""),
        ({"work": {"PACE": (WorkEffect.NOT_WANTED, "")}}, ""),
    ],
)
def test_a_review_speaks_about_every_kind_of_work_and_says_how_it_goes_on(change, says):
    decision = reviewed(**change)
    assert decision.met is (says == "")
    assert says in decision.reason


@pytest.mark.parametrize("outcome", [STATE.STEPPED_UP, STATE.DECIDED_AGAIN])
def test_what_the_mash_decides_is_no_review(outcome):
    assert "deciding on the child again" in reviewed(outcome=outcome).reason
    assert not reviewed(outcome=outcome).met


@pytest.mark.parametrize(
    "outcome", [STATE.NEEDS_MET, STATE.STEPPED_DOWN, STATE.DECLINED, STATE.STEP_UP_ASKED]
)
def test_a_review_that_ends_or_hands_on_needs_no_next_one(outcome):
    assert reviewed(outcome=outcome, next_review=None).met


@pytest.mark.parametrize("ended", [state for state in STATE if not state.is_open])
def test_what_has_ended_is_not_reviewed(ended):
    assert EARLY_HELP.following(ended) == ()
    assert not reviewed(state=ended).met


@pytest.mark.parametrize("outcome", [STATE.NEEDS_MET, STATE.DECLINED])
def test_the_mash_answers_before_the_work_is_closed(outcome):
    assert not reviewed(state=STATE.STEP_UP_ASKED, outcome=outcome).met


@pytest.mark.parametrize(
    ("route", "state"),
    [
        (MashRoute.MACEM, STATE.STEPPED_UP),
        (MashRoute.FEHA, STATE.DECIDED_AGAIN),
        (MashRoute.ADVICE, STATE.STEPPED_DOWN),
    ],
)
def test_how_a_new_decision_of_the_mash_ends_it(route, state):
    assert ended_by(route) is state
    for stage in (STATE.UNDER_WAY, STATE.STEP_UP_ASKED):
        assert EARLY_HELP.find(stage, state) is not None


@pytest.mark.parametrize(
    ("review_on", "stands"),
    [
        (TODAY - DAY, ReviewStanding.OVERDUE),
        (TODAY, ReviewStanding.OWED),
        (TODAY + OWED_DAYS_AHEAD * DAY, ReviewStanding.OWED),
        (TODAY + (OWED_DAYS_AHEAD + 1) * DAY, ReviewStanding.LATER),
    ],
)
def test_when_a_review_is_owed(review_on, stands):
    assert review_standing(review_on, TODAY) is stands
