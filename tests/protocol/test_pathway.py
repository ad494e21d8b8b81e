"""P2, P4 to P6, P8, P9: the path of children to a meeting."""

import pytest

from macem.protocol.pathway import (
    DECIDED_BY,
    PART_OF_CRITERION,
    RammDecision,
    Timeliness,
    assessment_standing,
    case_holder,
    concerns_have_owners,
    mash_routes,
    may_sign_off,
    needs_service_manager,
    nominates,
    ramm_decision,
    shown_to_chair,
)
from macem.protocol.vocabulary import Body, Clause, MashLevel, MashRoute, Part, RammOutcome, Role
from tests.protocol.making import YORK, day

TODAY = day("2027-03-01")
MANAGER = (Role.SERVICE_MANAGER,)


@pytest.mark.parametrize(
    ("level", "low_level", "route"),
    [
        (4, False, MashRoute.MACEM),
        (3, False, MashRoute.FEHA),
        (2, False, MashRoute.FEHA),
        (1, False, MashRoute.ADVICE),
        (1, True, MashRoute.FEHA),
        (4, True, MashRoute.MACEM),
    ],
)
def test_a_mash_level_decides_the_path(level, low_level, route):
    assert mash_routes(MashLevel(level), low_level_concerns=low_level) == (route,)


@pytest.mark.parametrize(
    ("level", "before_the_ramm"), [(4, True), (3, False), (2, False), (1, False), (None, False)]
)
def test_level_four_of_the_mash_nominates_a_child(level, before_the_ramm):
    decision = nominates(MashLevel(level) if level else None)
    assert (decision.clause, decision.met) == (Clause.P2, before_the_ramm)


def test_each_criterion_has_its_part_and_its_body():
    assert {clause: str(part) for clause, part in PART_OF_CRITERION.items()} == {
        **dict.fromkeys(["C1", "C2", "C3", "C4", "C5"], "1a"),
        "C6": "1b",
        "C7": "2",
    }
    assert DECIDED_BY[Clause.P2] is DECIDED_BY[Clause.C6] is Body.RAMM
    assert DECIDED_BY[Clause.C7] is Body.INTELLIGENCE_DS


def test_a_service_manager_other_than_the_author_signs_off():
    assert may_sign_off(author=1, signer=2, signer_roles=MANAGER).met
    assert not may_sign_off(author=2, signer=2, signer_roles=MANAGER).met
    assert not may_sign_off(author=1, signer=2, signer_roles=[Role.SOCIAL_CARE_WORKER]).met
    assert not may_sign_off(author=1, signer=2, signer_roles=[]).met


def standing(*dates, today="2027-01-01"):
    return assessment_standing(
        map(day, dates),
        meeting=day("2027-01-05"),
        due=day("2026-12-31"),
        today=day(today),
        settings=YORK.risk_assessment,
    )


@pytest.mark.parametrize(
    ("dates", "today", "state", "text"),
    [
        ((), "2026-12-31", Timeliness.DUE, "due 31 December 2026"),
        ((), "2027-01-01", Timeliness.MISSING, "missing"),
        (("2026-12-05",), "2027-01-01", Timeliness.UP_TO_DATE, "up to date, 5 December 2026"),  # 31 days
        (("2026-12-04",), "2027-01-01", Timeliness.MISSING, "missing"),
        (("2026-12-04",), "2026-12-31", Timeliness.DUE, "due 31 December 2026"),
        (("2026-01-01", "2026-12-20"), "2027-01-01", Timeliness.UP_TO_DATE, "up to date, 20 December 2026"),
        (("2027-01-05",), "2027-01-05", Timeliness.UP_TO_DATE, "up to date, 5 January 2027"),
        (("2027-01-06",), "2027-01-06", Timeliness.MISSING, "missing"),  # after the meeting
    ],
)
def test_a_risk_assessment_is_up_to_date_due_or_missing(dates, today, state, text):
    found = standing(*dates, today=today)
    assert (found.state, found.text) == (state, text)


@pytest.mark.parametrize(
    ("level", "criteria", "needed"),
    [
        (MashLevel.STATUTORY, (), True),
        (MashLevel.TARGETED, (), False),
        (None, (Clause.C2,), True),
        (None, (Clause.C6,), False),
        (MashLevel.EARLY_HELP, (Clause.C4,), True),
    ],
)
def test_not_now_needs_a_service_manager_at_level_4_or_with_a_1a_criterion(level, criteria, needed):
    assert needs_service_manager(level, criteria) is needed
    plain = RammDecision(RammOutcome.NOT_NOW, reason="Support is working.")
    assert ramm_decision(plain, mash_level=level, criteria_met=criteria, today=TODAY).met is not needed
    assert shown_to_chair(plain, level, criteria) is needed
    full = RammDecision(
        RammOutcome.NOT_NOW,
        reason="Support is working.",
        service_manager_reason="Agreed: reviewed weekly.",
        service_manager_roles=MANAGER,
    )
    assert ramm_decision(full, mash_level=level, criteria_met=criteria, today=TODAY).met


def test_a_service_manager_s_reason_is_given_by_a_service_manager():
    proposed = RammDecision(RammOutcome.NOT_NOW, reason="a", service_manager_reason="b")
    assert not ramm_decision(proposed, mash_level=None, criteria_met=[Clause.C1], today=TODAY).met


@pytest.mark.parametrize(
    ("proposed", "missing"),
    [
        (RammDecision(RammOutcome.NOT_NOW, reason="  "), 1),
        (RammDecision(RammOutcome.TO_MACEM), 2),
        (RammDecision(RammOutcome.TO_MACEM, part=Part.ADULT_2, meeting=TODAY), 1),
        (RammDecision(RammOutcome.TO_MACEM, part=Part.CHILD_1A, meeting=day("2027-02-28")), 1),
        (RammDecision(RammOutcome.TO_MACEM, part=Part.CHILD_1B, meeting=TODAY), 0),
        (RammDecision(RammOutcome.MORE_INFORMATION), 3),
        (RammDecision(RammOutcome.MORE_INFORMATION, ask_whom="Health", answer_by=TODAY), 1),
        (RammDecision(RammOutcome.MORE_INFORMATION, ask_whom="Health", answer_by=TODAY, question="?"), 0),
        (RammDecision(RammOutcome.MORE_INFORMATION, ask_whom="Health", answer_by=day("2027-02-28")), 2),
    ],
)
def test_a_ramm_decision_names_everything_that_it_lacks(proposed, missing):
    decision = ramm_decision(proposed, mash_level=None, criteria_met=[], today=TODAY)
    assert len(decision.missing) == missing
    assert decision.met is (missing == 0)
    assert decision.clause is Clause.P5


def test_nobody_recorded_as_holding_the_case_is_a_fault():
    assert case_holder("CSC", "A. Worker").met
    assert case_holder("CSC", " ").missing == ("the worker",)
    assert case_holder(None, None).missing == ("the agency", "the worker")


def test_a_meeting_waits_for_an_owner_of_each_concern():
    owned = ("Health", "H. Example", TODAY)
    assert concerns_have_owners([]).met
    assert concerns_have_owners([owned]).met
    decision = concerns_have_owners([owned, ("Health", None, TODAY), ("Health", "H. Example", None)])
    assert not decision.met
    assert decision.figures["without_owner"] == 2
