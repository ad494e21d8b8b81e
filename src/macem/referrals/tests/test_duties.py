"""P2, P4 and P6 on "Your work", and what stands on the timeline."""

from contextlib import contextmanager
from datetime import date, time

import pytest
import time_machine

from macem.cases.services import open_case
from macem.gate import clock
from macem.protocol.vocabulary import Clause, Part, Role
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import services
from macem.referrals.duties import duties
from macem.referrals.models import Referral
from macem.referrals.tests.making import assess, child, decide, refer, sign
from macem.referrals.timeline import entries
from macem.schedule.services import plan_meeting

pytestmark = pytest.mark.django_db

MEETING = date(2027, 1, 12)
DUE = date(2027, 1, 7)  # 5 calendar days before (P6)


@contextmanager
def on(day):
    with time_machine.travel(f"{day} 09:00Z", tick=False):
        yield


@pytest.fixture
def before_a_meeting(acting, partnership):
    """A child with an open case, allocated to the social worker, and the meeting of 12 January 2027."""
    with on("2026-12-14"):
        person = child(partnership, acting)
        with acting("ce_coordinator") as by:
            open_case(person=person, panel=partnership.panel, part=Part.CHILD_1A, by=by)
        with acting("business_support") as by:
            plan_meeting(panel=partnership.panel, on=MEETING, starts=time(14), ends=time(16), by=by)
    return person


def owed(acting, partnership, key, *roles):
    with acting(key):
        return duties(partnership.user(key), set(roles), clock.now())


def test_the_mash_owes_a_decision_within_a_working_day(acting, partnership):
    with on("2027-01-08"), acting("referrer") as by:
        referral = refer(partnership, by)
    with on("2027-01-11"):
        [duty] = owed(acting, partnership, "mash", Role.MASH_DECISION_MAKER)
    assert duty.due == date(2027, 1, 11)
    assert duty.url == f"/referrals/mash/{referral.receipt}/"
    assert "Casey" not in duty.title + duty.reason
    assert duty.clause is Clause.P2


def test_a_decided_referral_is_owed_no_more_and_the_referrer_owes_nothing(acting, partnership):
    child(partnership, acting)
    assert owed(acting, partnership, "mash", Role.MASH_DECISION_MAKER) == []
    assert owed(acting, partnership, "referrer", Role.REFERRER) == []


def test_the_worker_owes_an_assessment_5_days_before_the_meeting(acting, partnership, before_a_meeting):
    with on("2027-01-04"):
        [duty] = owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER)
        assert (duty.due, duty.clause) == (DUE, Clause.P6)
        assert duty.subject_reference == before_a_meeting.subject.reference
        assert duty.url == f"/people/{duty.subject_reference}/assessments/new/"
        assert owed(acting, partnership, "second_social_worker", Role.SOCIAL_CARE_WORKER) == []


@pytest.mark.parametrize(("completed", "owes"), [(date(2026, 12, 12), False), (date(2026, 12, 11), True)])
def test_an_assessment_of_the_31_days_before_the_meeting_is_enough(
    completed, owes, acting, partnership, before_a_meeting
):
    with on("2027-01-04"):
        with acting("social_worker") as by:
            assess(partnership, before_a_meeting, by, completed_on=completed)
        assert bool(owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER)) is owes


def test_a_worker_owes_the_first_assessment_of_a_child_of_level_4_without_a_day(acting, partnership):
    person = child(partnership, acting)
    [duty] = owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER)
    assert (duty.due, duty.clause) == (None, Clause.P4)
    assert duty.subject_reference == person.subject.reference
    assert owed(acting, partnership, "second_social_worker", Role.SOCIAL_CARE_WORKER) == []
    with acting("social_worker") as by:
        assess(partnership, person, by)
    assert owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER) == []


def test_a_worker_of_a_child_whom_the_mash_sent_to_early_help_owes_no_assessment(acting, partnership):
    person = child(partnership, acting)
    with acting("mash") as by:
        decide(Referral.objects.get(subject=person.subject), by, 2, decisions_seen=1)
    assert owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER) == []


def test_the_manager_owes_a_sign_off_and_the_author_a_revision(acting, partnership, before_a_meeting):
    with on("2027-01-04"):
        with acting("social_worker") as by:
            assessment = assess(partnership, before_a_meeting, by)
        [duty] = owed(acting, partnership, "service_manager", Role.SERVICE_MANAGER)
        assert duty.url.endswith(f"/assessments/{assessment.pk}/review/")
        assert (duty.due, duty.clause) == (DUE, Clause.P4)
        with acting("service_manager") as by:
            services.review_assessment(
                assessment=assessment, outcome=AssessmentOutcome.RETURNED, comments="Who?", by=by
            )
        assert owed(acting, partnership, "service_manager", Role.SERVICE_MANAGER) == []
        [duty] = owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER)
        assert (duty.due, duty.clause) == (DUE, Clause.P4)
        assert "Who?" not in duty.reason
        with acting("social_worker") as by:
            assess(partnership, before_a_meeting, by, completed_on=date(2027, 1, 4))
        assert owed(acting, partnership, "social_worker", Role.SOCIAL_CARE_WORKER) == []


def test_the_timeline_tells_what_happened_and_nothing_that_was_written(acting, partnership):
    person = child(partnership, acting)
    with acting("social_worker") as by:
        assessment = assess(partnership, person, by)
        nrm = services.record_nrm_referral(
            person=person, responder="Police", number="", submitted_on=date(2025, 12, 16), by=by
        )
        services.withdraw_nrm_referral(nrm=nrm, withdrawn_on=date(2026, 1, 4), by=by)
        services.record_strategy_meeting(
            person=person, held_on=date(2025, 12, 14), section_47=True, outcome="Joint visit.", by=by
        )
    with acting("service_manager") as by:
        sign(assessment, by)
        shown = entries(person.pk, partnership.user("service_manager"))
    titles = [one.title for one in shown]
    assert titles == [
        "Referred to the MASH by Education",
        "The MASH decided: Level 4: statutory",
        "Risk assessment sent for sign-off: Escalating concerns",
        "Risk assessment signed off: Escalating concerns",
        "Referred to the National Referral Mechanism",
        "NRM referral withdrawn",
        "Strategy meeting; section 47 enquiry opened",
    ]
    written = " ".join(f"{one.title} {one.detail} {one.source}" for one in shown)
    for words in ("second phone", "Two agencies saw it", "Older friends", "Joint visit"):
        assert words not in written


def test_the_timeline_is_empty_for_whoever_does_not_see_the_child(acting, partnership):
    person = child(partnership, acting)
    with acting("health_spoc"):
        assert entries(person.pk, partnership.user("health_spoc")) == []
