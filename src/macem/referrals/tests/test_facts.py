"""C1, C4, C5, C6 and P2: what the criteria are told, each fact beside its record."""

from datetime import date

import pytest

from macem.protocol.vocabulary import NOT_KNOWN, HarmfulSexualBehaviour, MashLevel, RiskLevel, ScreenedBy
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import services
from macem.referrals.facts import facts
from macem.referrals.tests.making import assess, child, decide, refer, sign

pytestmark = pytest.mark.django_db

HARMED, HARMING = HarmfulSexualBehaviour.HARMED, HarmfulSexualBehaviour.HARMING


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


def test_a_child_without_records_has_none_and_behaviour_is_not_known():
    known = facts(0)
    assert known.nrm_referrals == known.risk_assessments == known.screenings == known.mash_decisions == []
    assert known.harmful_sexual_behaviour is NOT_KNOWN
    assert known.mash_level is None


def test_the_decision_that_stands_is_the_mash_level(acting, person, partnership):
    with acting("mash") as by:
        assert facts(person.pk).mash_level is MashLevel.STATUTORY
        decide(person.subject.referrals.get(), by, 2)
        assert facts(person.pk).mash_level is MashLevel.EARLY_HELP
        assert [level for _row, level in facts(person.pk).mash_decisions] == [MashLevel.EARLY_HELP]


@pytest.mark.parametrize(
    ("key", "agency", "screened_by"),
    [
        ("police_spoc", "police", ScreenedBy.POLICE),
        ("csc_spoc", "csc", ScreenedBy.CSC),
        ("referrer", "education", None),
    ],
)
def test_police_and_social_care_screen_others_refer(key, agency, screened_by, acting, partnership, person):
    with acting(key) as by:
        referral = refer(
            partnership, by, agency, discussion_reason="Three agencies hold a piece.", home_authority="Leeds"
        )
    with acting("mash") as by:
        decide(referral, by, person=person)
        screenings = [fact for row, fact in facts(person.pk).screenings if row == referral]
    assert [one.by for one in screenings] == ([screened_by] if screened_by else [])
    for one in screenings:
        assert one.concern
        assert one.reason == "Three agencies hold a piece."
        assert one.home_authority == "Leeds"


def test_a_screening_without_a_reason_says_so(acting, partnership, person):
    with acting("police_spoc") as by:
        referral = refer(partnership, by, "police")
    with acting("mash") as by:
        decide(referral, by, person=person)
        assert [fact.reason for _row, fact in facts(person.pk).screenings] == [None]


def test_behaviour_is_a_concern_once_anybody_recorded_it(acting, partnership, person):
    with acting("mash") as by:
        assert facts(person.pk).harmful_sexual_behaviour is False
    with acting("health_spoc") as by:
        referral = refer(partnership, by, "health", harmful_sexual_behaviour=HARMED)
    with acting("mash") as by:
        decide(referral, by, person=person)
        known = facts(person.pk)
    assert known.harmful_sexual_behaviour is True
    assert known.harmful_sexual_behaviour_records == [referral]


def test_an_assessment_is_signed_off_or_not_and_a_revised_one_is_gone(acting, partnership, person):
    with acting("social_worker") as by:
        first = assess(partnership, person, by, harmful_sexual_behaviour=HARMING)
    with acting("service_manager") as by:
        assert facts(person.pk).harmful_sexual_behaviour is True
        services.review_assessment(
            assessment=first, outcome=AssessmentOutcome.RETURNED, comments="No.", by=by
        )
        assert facts(person.pk).harmful_sexual_behaviour is False
    with acting("social_worker") as by:
        second = assess(partnership, person, by, level=RiskLevel.SIGNIFICANT)
        assert [(row, fact.level, fact.signed_off) for row, fact in facts(person.pk).risk_assessments] == [
            (second, RiskLevel.SIGNIFICANT, None)
        ]
    with acting("service_manager") as by:
        sign(second, by)
        [(_row, fact)] = facts(person.pk).risk_assessments
    assert fact.completed == date(2026, 1, 5)
    assert fact.signed_off is not None


def test_nrm_referrals_carry_their_days(acting, person):
    with acting("social_worker") as by:
        nrm = services.record_nrm_referral(
            person=person, responder="Police", number="", submitted_on=date(2025, 12, 16), by=by
        )
        services.withdraw_nrm_referral(nrm=nrm, withdrawn_on=date(2026, 1, 4), by=by)
        [(row, fact)] = facts(person.pk).nrm_referrals
    assert (row, fact.submitted, fact.withdrawn) == (nrm, date(2025, 12, 16), date(2026, 1, 4))
