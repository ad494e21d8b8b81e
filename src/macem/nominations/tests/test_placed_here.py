"""C6: a child whom another authority placed here, screened by social care and assessed, comes to the RAMM."""

from datetime import timedelta

import pytest

from macem.cases.models import Case
from macem.gate import clock
from macem.nominations.models import Nomination
from macem.nominations.services import Proposed
from macem.people.models import Person
from macem.protocol.vocabulary import Answer, HarmfulSexualBehaviour, Part, RammOutcome, RiskLevel
from macem.referrals.tests.making import assess, decide, refer, sign

pytestmark = pytest.mark.django_db

REASON = "Two authorities and the police hold parts of the picture."


def placed_here(scene, *, level=RiskLevel.LOW, reason=REASON):
    """Referred by social care, given early help, assessed, signed off, and looked at by the job."""
    with scene.acting("social_worker") as by:
        contact = refer(
            scene.partnership, by, agency="csc", home_authority="Ferry Council", discussion_reason=reason
        )
    with scene.acting("mash") as by:
        decision = decide(contact, by, 2, worker=scene.partnership.user("social_worker"))
        child = Person.objects.get(pk=decision.referral.subject_id)
    with scene.acting("social_worker") as by:
        assessment = assess(
            scene.partnership, child, by, level=level, completed_on=clock.today() - timedelta(days=1)
        )
    with scene.acting("service_manager") as by:
        sign(assessment, by)
    scene.drain()
    return child


def test_home_authority_reason_and_a_completed_assessment_nominate_for_part_1b(scene, signed_in):
    meeting, child = scene.meeting(), placed_here(scene)
    assert scene.open_about(child) == ["C6"]
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "Casey Test-Lindqvist" in page
    assert "Ferry Council placed the child here." in page
    decision = scene.decide(child, Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1B))
    assert decision.meeting == meeting
    with scene.acting("ce_coordinator"):
        assert Case.objects.get().part is Part.CHILD_1B


def test_without_a_written_reason_it_may_be_met_and_says_what_is_missing(scene):
    child = placed_here(scene, reason="")
    assert scene.open_about(child) == ["C6"]
    with scene.acting("ce_coordinator"):
        nomination = Nomination.objects.get()
    assert nomination.answer is Answer.MAY_BE_MET
    assert "the written reason why a discussion would be beneficial" in nomination.reason


def test_an_assessment_at_emerging_concerns_is_part_1a_instead(scene):
    assert scene.open_about(placed_here(scene, level=RiskLevel.EMERGING)) == ["C4"]


def test_harmful_sexual_behaviour_is_part_1a_instead(scene):
    with scene.acting("social_worker") as by:
        contact = refer(
            scene.partnership, by, agency="csc", home_authority="Ferry Council", discussion_reason=REASON,
            harmful_sexual_behaviour=HarmfulSexualBehaviour.HARMED,
        )  # fmt: skip
    with scene.acting("mash") as by:
        child = Person.objects.get(pk=decide(contact, by, 1).referral.subject_id)
    scene.drain()
    assert scene.open_about(child) == ["C5"]
