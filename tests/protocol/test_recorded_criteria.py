"""C1, C4 to C7: what somebody recorded."""

from dataclasses import replace

import pytest

from macem.protocol.criteria import (
    Facts,
    NrmReferral,
    PoliceAssessment,
    RiskAssessment,
    Screening,
    evaluate,
)
from macem.protocol.criteria.recorded import behaviour_recorded
from macem.protocol.vocabulary import NOT_KNOWN, Answer, Clause, HarmfulSexualBehaviour, RiskLevel, ScreenedBy
from tests.protocol.making import YORK, c2, day, evening, judged, until

MET, NOT_MET, MAY_BE = Answer.MET, Answer.NOT_MET, Answer.MAY_BE_MET
NONE = {
    "nrm_referrals": (),
    "risk_assessments": (),
    "harmful_sexual_behaviour": False,
    "screenings": (),
    "police_assessments": (),
    "episodes": (),
}


def answers(as_of="2027-03-31", **facts):
    found = evaluate(Facts(as_of=until(as_of), **{**NONE, **facts}), YORK.missing)
    return {decision.clause: decision.answer for decision in found.decisions}


def only(clause, answer):
    return {one: answer if one is clause else NOT_MET for one in list(Clause)[4:11]}


def test_nothing_known_may_meet_everything_and_says_what_is_missing():
    found = evaluate(Facts(as_of=until("2027-03-31")), YORK.missing)
    assert [decision.clause for decision in found.decisions] == list(only(Clause.C1, MET))
    assert {decision.answer for decision in found.decisions} == {MAY_BE}
    assert all(decision.missing for decision in found.decisions)


def test_none_of_anything_meets_nothing():
    assert set(answers().values()) == {NOT_MET}


@pytest.mark.parametrize(
    ("referrals", "answer"),
    [
        ([NrmReferral(day("2027-03-01"))], MET),
        ([NrmReferral(day("2027-03-31"))], MET),
        ([NrmReferral(day("2027-04-01"))], NOT_MET),  # dated later
        ([NrmReferral(day("2027-03-01"), withdrawn=day("2027-03-31"))], NOT_MET),
        ([NrmReferral(day("2027-03-01"), withdrawn=day("2027-04-01"))], MET),  # not withdrawn yet
        ([NrmReferral(day("2026-03-01"), withdrawn=day("2026-04-01")), NrmReferral(day("2027-03-01"))], MET),
        ([NrmReferral(None)], MAY_BE),
    ],
)
def test_c1_a_referral_that_stands(referrals, answer):
    assert answers(nrm_referrals=tuple(referrals)) == only(Clause.C1, answer)


def assessed(level, completed="2027-03-01", signed="2027-03-03"):
    return RiskAssessment(
        level=None if level is None else RiskLevel(level),
        completed=None if completed is None else day(completed),
        signed_off=None if signed is None else day(signed),
    )


@pytest.mark.parametrize(
    ("made", "answer"),
    [
        ([assessed("none")], NOT_MET),
        ([assessed("low")], NOT_MET),
        ([assessed("emerging")], MET),
        ([assessed("escalating")], MET),
        ([assessed("significant")], MET),
        ([assessed("emerging", signed=None)], MAY_BE),
        ([assessed("low", signed=None)], NOT_MET),
        ([assessed("emerging", signed="2027-04-01")], MAY_BE),  # signed off later
        ([assessed("emerging", completed="2027-04-01", signed=None)], NOT_MET),  # dated later
        ([assessed(None)], MAY_BE),
        ([assessed("significant", "2026-10-01", "2026-10-02"), assessed("low")], NOT_MET),
        ([assessed("low", "2026-10-01", "2026-10-02"), assessed("significant")], MET),
        ([assessed("low"), assessed("emerging", "2027-03-20", None)], MAY_BE),
        ([assessed("low"), assessed("emerging", "2027-02-20", None)], NOT_MET),  # superseded
        ([assessed("significant"), assessed("low", "2027-03-20", None)], MET),
    ],
)
def test_c4_the_latest_signed_off_assessment(made, answer):
    assert answers(risk_assessments=tuple(made)) == only(Clause.C4, answer)
    assert answers(risk_assessments=tuple(reversed(made))) == only(Clause.C4, answer)


def test_c5_harmful_sexual_behaviour_also_where_a_child_may_be_harming():
    assert answers(harmful_sexual_behaviour=True) == only(Clause.C5, MET)


SCREENING = Screening(
    by=ScreenedBy.CSC,
    concern=True,
    reason="Placed here; two agencies hold parts of the picture.",
    screened=None,
)


def test_c6_any_other_child_screened_with_a_concern_and_a_reason():
    assert answers(screenings=(SCREENING,)) == only(Clause.C6, MET)


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"by": None}, MAY_BE),
        ({"concern": None}, MAY_BE),
        ({"concern": False}, NOT_MET),
        ({"reason": None}, MAY_BE),
        ({"reason": "  "}, MAY_BE),
        ({"home_authority": "Ferry Council"}, MET),
        ({"screened": day("2027-03-31")}, MET),
        ({"screened": day("2027-04-01")}, NOT_MET),
    ],
)
def test_c6_says_what_a_screening_lacks(change, answer):
    assert answers(screenings=(replace(SCREENING, **change),)) == only(Clause.C6, answer)


def test_c6_is_for_other_children_than_those_of_part_1a():
    found = answers(screenings=(SCREENING,), harmful_sexual_behaviour=True)
    assert found == only(Clause.C5, MET)


def test_c6_waits_while_a_criterion_of_part_1a_may_be_met():
    found = answers(screenings=(SCREENING,), risk_assessments=(assessed("emerging", signed=None),))
    assert (found[Clause.C4], found[Clause.C6]) == (MAY_BE, MAY_BE)


def test_c6_without_a_screening_is_not_met_whatever_part_1a_may_be():
    found = answers(risk_assessments=(assessed("emerging", signed=None),))
    assert found == only(Clause.C4, MAY_BE)


ASSESSMENT = PoliceAssessment(day("2027-03-01"), "DC Example", "unidentified child", "works at the ferry")


def test_c7_an_adult_assessed_by_police():
    assert answers(police_assessments=(ASSESSMENT,), date_of_birth=day("1979-05-05")) == only(Clause.C7, MET)


@pytest.mark.parametrize("field", ["date", "assessor", "children_at_risk", "connection"])
def test_c7_says_what_an_assessment_lacks(field):
    incomplete = (replace(ASSESSMENT, **{field: None}),)
    assert answers(police_assessments=incomplete) == only(Clause.C7, MAY_BE)


def test_c7_takes_the_complete_one_of_several():
    incomplete = replace(ASSESSMENT, assessor=" ")
    assert answers(police_assessments=(incomplete, ASSESSMENT))[Clause.C7] is MET


def test_c7_leaves_out_what_is_dated_later():
    assert answers(police_assessments=(replace(ASSESSMENT, date=day("2027-04-01")),)) == only(
        Clause.C7, NOT_MET
    )


def test_age_is_shown_and_never_decides():
    decision = c2(*(evening(f"2027-03-{n:02}") for n in range(1, 7)), date_of_birth=day("2008-03-31"))
    assert decision.met
    assert decision.figures["age_now"] == 19
    assert decision.reason.endswith("Now 19.")


def test_a_child_s_age_is_not_remarked_upon():
    found = judged(date_of_birth=day("2009-04-01"))
    assert not any("Now" in decision.reason for decision in found.decisions)


def test_no_sentence_blames():
    blame = ("absconded", "prostitut", "promiscuous", "putting themselves", "lifestyle", "runaway", "truant")
    found = [
        *judged(*(evening(f"2027-03-{n:02}") for n in range(1, 7))).decisions,
        *evaluate(Facts(as_of=until("2027-03-31")), YORK.missing).decisions,
    ]
    assert not any(word in decision.reason.lower() for decision in found for word in blame)


def test_every_reason_is_a_sentence():
    found = [
        *judged(evening("2027-03-01"), police_assessments=(ASSESSMENT,), screenings=(SCREENING,)).decisions,
        *evaluate(Facts(as_of=until("2027-03-31")), YORK.missing).decisions,
    ]
    assert all(one.reason[0].isupper() and one.reason.endswith(".") for one in found)


def test_c5_one_concern_on_any_record_is_a_concern_and_no_record_is_not_known():
    concerns = [one for one in HarmfulSexualBehaviour if one.is_concern]
    assert all(behaviour_recorded([HarmfulSexualBehaviour.NONE, one]) is True for one in concerns)
    assert behaviour_recorded([HarmfulSexualBehaviour.NONE]) is False
    assert behaviour_recorded([]) is NOT_KNOWN
    assert behaviour_recorded([HarmfulSexualBehaviour.NOT_KNOWN]) is NOT_KNOWN
    assert behaviour_recorded([HarmfulSexualBehaviour.NOT_KNOWN, HarmfulSexualBehaviour.NONE]) is False
    assert len(concerns) == 3
