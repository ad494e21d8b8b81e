"""P1 to P4 and C1: what a referral and what follows it must carry."""

from datetime import date

import pytest

from macem.protocol.referral import (
    Worry,
    decision_due,
    early_help_named,
    may_be_completed,
    may_be_sent,
    may_decide,
    needs_strategy_meeting,
    nrm_dates,
    nrm_may_be_recorded,
    strategy_meeting,
    working_days_waited,
)
from macem.protocol.vocabulary import Clause, MashLevel, MashRoute, RiskLevel, Strand
from macem.protocol.working_days import Calendar

TODAY = date(2027, 1, 7)
WHOLE = {
    "forename": "Casey", "surname": "Test-Lindqvist", "strands": [Strand.CCE],
    "concern": "A second phone.", "strengths": "Football.",
}  # fmt: skip
CALENDAR = Calendar()


def test_a_whole_referral_may_be_sent():
    assert may_be_sent(Worry(**WHOLE), TODAY).met


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"forename": " ", "surname": ""}, "a forename or a surname"),
        ({"strands": []}, "what the worry is about"),
        ({"concern": " "}, "what is worrying you"),
        ({"strengths": ""}, "what keeps the child safe"),
        ({"date_of_birth": date(2027, 1, 8)}, "a date of birth that is not in the future"),
        (
            {"date_of_birth": date(2012, 7, 2), "about_age": 14},
            "a date of birth or an age, not both",
        ),
    ],
)
def test_a_referral_says_who_what_and_what_helps(change, missing):
    decision = may_be_sent(Worry(**(WHOLE | change)), TODAY)
    assert not decision.met
    assert decision.clause is Clause.P1
    assert decision.missing == (missing,)


def test_one_name_is_enough():
    assert may_be_sent(Worry(**(WHOLE | {"surname": ""})), TODAY).met


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2027, 1, 6), date(2027, 1, 7)),
        (date(2027, 1, 8), date(2027, 1, 11)),  # a Friday
        (date(2026, 12, 24), date(2026, 12, 29)),  # Christmas Day, a weekend with Boxing Day, its substitute
    ],
)
def test_the_mash_decides_within_one_working_day(received, due):
    assert decision_due(received, CALENDAR) == due


@pytest.mark.parametrize(
    ("received", "waited"),
    [(TODAY, 0), (date(2027, 1, 6), 1), (date(2026, 12, 31), 4), (date(2027, 1, 2), 4)],
)
def test_waiting_is_counted_in_working_days(received, waited):
    """1 January is a bank holiday, 2 and 3 January a weekend."""
    assert working_days_waited(received, TODAY, CALENDAR) == waited


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_level_with_a_reason_may_be_decided(level):
    assert may_decide(level, "Two agencies saw it.").met


@pytest.mark.parametrize(("level", "reason"), [(0, "Why"), (5, "Why"), (4, "  ")])
def test_a_decision_needs_a_level_and_a_reason(level, reason):
    decision = may_decide(level, reason)
    assert not decision.met
    assert decision.clause is Clause.P2


@pytest.mark.parametrize(
    ("level", "narrative", "strengths", "completed"),
    [
        (None, "What", "Helps", TODAY),
        (RiskLevel.NONE, "", "Helps", TODAY),
        (RiskLevel.NONE, "What", " ", TODAY),
        (RiskLevel.NONE, "What", "Helps", None),
        (RiskLevel.NONE, "What", "Helps", date(2027, 1, 8)),
    ],
)
def test_an_assessment_that_lacks_something_stays_with_its_author(level, narrative, strengths, completed):
    assert not may_be_completed(level, narrative, strengths, completed, TODAY).met


def test_a_whole_assessment_goes_to_a_service_manager():
    assert may_be_completed(RiskLevel.NONE, "What", "Helps", TODAY, TODAY).met


@pytest.mark.parametrize(
    ("submitted", "withdrawn", "right"),
    [
        (date(2026, 12, 16), None, True),
        (date(2026, 12, 16), date(2026, 12, 16), True),
        (date(2026, 12, 16), date(2026, 12, 15), False),
        (date(2027, 1, 8), None, False),
        (date(2026, 12, 16), date(2027, 1, 8), False),
    ],
)
def test_an_nrm_referral_is_withdrawn_after_it_was_submitted(submitted, withdrawn, right):
    assert nrm_dates(submitted, withdrawn, TODAY).met is right


@pytest.mark.parametrize(
    ("responder", "submitted", "right"),
    [
        ("Police", date(2026, 12, 16), True),
        (" ", date(2026, 12, 16), False),
        ("Police", date(2027, 1, 8), False),
    ],
)
def test_an_nrm_referral_says_who_made_it(responder, submitted, right):
    decision = nrm_may_be_recorded(responder, submitted, None, TODAY)
    assert (decision.clause, decision.met) == (Clause.C1, right)


@pytest.mark.parametrize(
    ("held", "outcome", "right"),
    [(TODAY, "Enquiry", True), (date(2027, 1, 8), "Enquiry", False), (TODAY, " ", False)],
)
def test_a_strategy_meeting_is_recorded_once_held_with_what_came_of_it(held, outcome, right):
    decision = strategy_meeting(held, outcome, TODAY)
    assert (decision.clause, decision.met) == (Clause.P3, right)


def test_significant_without_a_strategy_meeting_prompts():
    assert needs_strategy_meeting(RiskLevel.SIGNIFICANT, []).met
    assert not needs_strategy_meeting(RiskLevel.SIGNIFICANT, [date(2026, 12, 14)]).met
    assert not needs_strategy_meeting(RiskLevel.ESCALATING, []).met
    assert not needs_strategy_meeting(None, []).met


def test_level_4_of_the_mash_prompts_for_a_strategy_meeting_too():
    assert needs_strategy_meeting(None, [], mash_level=MashLevel.STATUTORY).met
    assert needs_strategy_meeting(RiskLevel.EMERGING, [], mash_level=MashLevel.STATUTORY).met
    assert not needs_strategy_meeting(None, [date(2026, 12, 14)], mash_level=MashLevel.STATUTORY).met
    assert not needs_strategy_meeting(None, [], mash_level=MashLevel.TARGETED).met


@pytest.mark.parametrize(
    ("route", "agency_named", "met"),
    [
        (MashRoute.FEHA, True, True),
        (MashRoute.FEHA, False, False),
        (MashRoute.MACEM, False, True),
        (MashRoute.MACEM, True, False),
        (MashRoute.ADVICE, False, True),
        (MashRoute.ADVICE, True, False),
    ],
)
def test_early_help_has_an_agency_and_nothing_else_has(route, agency_named, met):
    decision = early_help_named(route, agency_named=agency_named)
    assert decision.met is met
    assert decision.clause is Clause.P2
