"""P10: back to each meeting until the meeting closes it."""

from dataclasses import replace

import pytest

from macem.protocol.review import (
    Closure,
    may_be_closed,
    no_change_alert,
    returns_to_next_agenda,
    transition_flag,
)
from macem.protocol.vocabulary import ClosureKind, RiskLevel
from tests.protocol.making import day

REDUCED = Closure(
    ClosureKind.RISK_REDUCED,
    reason="Contact has ended.",
    level_at_entry=RiskLevel.SIGNIFICANT,
    level_now=RiskLevel.LOW,
    evidence="No missing episode since January.",
)


def test_closing_as_risk_reduced_needs_both_levels_evidence_and_a_reason():
    assert may_be_closed(REDUCED).met
    for change in (
        {"reason": ""},
        {"evidence": " "},
        {"level_at_entry": None},
        {"level_now": None},
        {"level_now": RiskLevel.SIGNIFICANT},
    ):
        assert not may_be_closed(replace(REDUCED, **change)).met


def test_a_level_that_did_not_fall_is_no_reduction():
    decision = may_be_closed(replace(REDUCED, level_at_entry=RiskLevel.LOW, level_now=RiskLevel.EMERGING))
    assert decision.missing == ("a level now that is lower than at entry",)


@pytest.mark.parametrize("kind", [ClosureKind.MOVED, ClosureKind.ADULT])
def test_moving_on_needs_somebody_who_accepted(kind):
    assert not may_be_closed(Closure(kind, reason="Moved.")).met
    decision = may_be_closed(Closure(kind, reason="Moved.", accepted_by="Ferry Council"))
    assert decision.met
    assert decision.figures["risk_reduced"] is False


@pytest.mark.parametrize("kind", [ClosureKind.CUSTODY, ClosureKind.DIED])
def test_other_closures_need_a_reason_and_do_not_count_as_reduced(kind):
    assert not may_be_closed(Closure(kind)).met
    assert may_be_closed(Closure(kind, reason="Recorded by CSC.")).figures["risk_reduced"] is False


def test_only_a_closure_takes_a_case_off_the_next_agenda():
    assert returns_to_next_agenda(None).met
    assert not any(returns_to_next_agenda(kind).met for kind in ClosureKind)


E, S, N = RiskLevel.EMERGING, RiskLevel.SIGNIFICANT, None


@pytest.mark.parametrize(
    ("levels", "alert"),
    [
        ([], False),
        ([E, E], False),
        ([E, E, E], True),
        ([S, E, E, E], True),
        ([E, E, E, S], False),
        ([E, S, E], False),
        ([N, N, N], False),
        ([E, N, E], False),
    ],
)
def test_the_same_level_at_three_meetings_running_raises_an_alert(levels, alert):
    assert no_change_alert(levels, 3).met is alert


@pytest.mark.parametrize(
    ("born", "flag"),
    [("2009-03-01", True), ("2009-03-31", True), ("2009-04-01", False), ("1990-01-01", True)],
)
def test_turning_18_by_the_next_meeting_raises_a_flag(born, flag):
    assert transition_flag(day(born), day("2027-03-01"), day("2027-03-31")).met is flag


def test_a_date_of_birth_not_known_is_said_to_be_missing():
    assert transition_flag(None, day("2027-03-01"), day("2027-03-31")).missing == ("the date of birth",)
