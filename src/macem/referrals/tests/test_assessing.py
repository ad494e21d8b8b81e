"""P4: an assessment goes to a service manager who is not its author, and then to the CE coordinator."""

from datetime import date

import pytest

from macem.audit.models import AuditEvent
from macem.confidentiality.models import Subject
from macem.demo.partnership import SEEDING
from macem.gate.refusal import NotNow, Refused
from macem.people.models import FactsChanged
from macem.protocol.transitions import AssessmentState
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel, Role
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import reading, services
from macem.referrals.models import AssessmentReview, RiskAssessment
from macem.referrals.tests.making import assess, child, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


@pytest.fixture
def assessment(acting, partnership, person):
    with acting("social_worker") as by:
        return assess(partnership, person, by)


def return_it(assessment, by, comments="Say who the friends are."):
    return services.review_assessment(
        assessment=assessment, outcome=AssessmentOutcome.RETURNED, comments=comments, by=by
    )


def page(client, where):
    return client.get(where).content.decode()


def address(person, rest=""):
    return f"/people/{person.subject.reference}/assessments/{rest}"


def test_sending_gives_the_manager_sight_of_the_child_and_nobody_else(acting, partnership, person):
    with acting("service_manager"):
        assert not Subject.objects.exists()
    with acting("social_worker") as by:
        assessment = assess(partnership, person, by)
        assert reading.state_of(assessment) is AssessmentState.COMPLETED
        assert FactsChanged.objects.filter(person=person, what="risk assessment").exists()
    with acting("service_manager"):
        assert RiskAssessment.objects.get() == assessment
    with acting("second_service_manager"):
        assert not RiskAssessment.objects.exists()
    assert AuditEvent.objects.filter(event="assessment_sent", subject_id=person.pk).count() == 1


def test_sign_off_sends_it_to_the_coordinator(acting, partnership, as_worker, assessment):
    with as_worker():
        from macem.confidentiality.models import AccessGrant

        AccessGrant.objects.filter(source__endswith=":level 4").update(until=assessment.sent_at)
    with acting("ce_coordinator"):
        assert not RiskAssessment.objects.exists()
    with acting("service_manager") as by:
        sign(assessment, by)
        assert reading.latest_signed(assessment.subject_id) == assessment
    with acting("ce_coordinator"):
        assert RiskAssessment.objects.get() == assessment


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ({"narrative": " "}, "P4"),
        ({"strengths": ""}, "P4"),
        ({"completed_on": date(2199, 1, 1)}, "P4"),
    ],
)
def test_an_assessment_that_lacks_something_is_not_sent(change, clause, acting, partnership, person):
    with acting("social_worker") as by, pytest.raises(NotNow) as refusal:
        assess(partnership, person, by, **change)
    assert refusal.value.clause == clause


def test_it_goes_to_a_service_manager_only(acting, partnership, person):
    with acting("social_worker") as by, pytest.raises(NotNow) as refusal:
        assess(partnership, person, by, sent_to=partnership.user("chair"))
    assert refusal.value.clause == "P4"


@pytest.mark.parametrize("key", ["second_social_worker", "service_manager", "mash", "ce_coordinator"])
def test_only_a_social_care_worker_who_sees_the_child_writes_one(key, acting, partnership, person):
    with acting(key) as by, pytest.raises(Refused):
        assess(partnership, person, by)


def test_a_service_manager_who_is_the_author_cannot_sign_it_off(acting, partnership, as_worker, person):
    both = partnership.user("social_worker")
    from macem.agencies import services as agencies

    with as_worker():
        agencies.give_role(
            user=both, agency=partnership.agency("csc"), panel=partnership.panel,
            role=Role.SERVICE_MANAGER, by=SEEDING,
        )  # fmt: skip
    with acting("social_worker") as by:
        with pytest.raises(NotNow) as refusal:
            assess(partnership, person, by, sent_to=both)
        assert refusal.value.clause == "P4"
        assessment = assess(partnership, person, by)
        for outcome in AssessmentOutcome:
            with pytest.raises(NotNow) as refusal:
                services.review_assessment(assessment=assessment, outcome=outcome, comments="Mine", by=by)
            assert refusal.value.clause == "P4"
        assert not AssessmentReview.objects.exists()


@pytest.mark.parametrize("key", ["second_service_manager", "social_worker", "ce_coordinator", "chair"])
def test_nobody_else_signs_it_off(key, acting, assessment):
    with acting(key) as by, pytest.raises(Refused):
        sign(assessment, by)


def test_it_is_looked_at_once(acting, assessment):
    with acting("service_manager") as by:
        sign(assessment, by)
        with pytest.raises(NotNow) as refusal:
            return_it(assessment, by)
    assert refusal.value.clause == "P4"


def test_a_return_says_what_needs_to_change(acting, assessment):
    with acting("service_manager") as by, pytest.raises(NotNow) as refusal:
        return_it(assessment, by, comments=" ")
    assert refusal.value.clause == "P4"


def test_a_returned_one_is_revised_by_a_new_row(acting, partnership, person, assessment):
    with acting("service_manager") as by:
        return_it(assessment, by)
    with acting("social_worker") as by:
        assert reading.returned_to(partnership.user("social_worker"), person.pk) == assessment
        revised = assess(partnership, person, by, narrative="Kit and Lee, 22 and 24.")
        assert revised.revises == assessment
        assert reading.returned_to(partnership.user("social_worker"), person.pk) is None
        assert [row.narrative for row in RiskAssessment.objects.all()] == [
            "Older friends with cars.",
            "Kit and Lee, 22 and 24.",
        ]


def test_one_that_was_returned_does_not_count_as_up_to_date(acting, partnership, person, assessment):
    with acting("service_manager") as by:
        assert reading.days_assessed([person.pk]) == {person.pk: [date(2026, 1, 5)]}
        return_it(assessment, by)
        assert reading.days_assessed([person.pk]) == {person.pk: []}
        assert reading.latest_signed(person.pk) is None


def test_the_latest_signed_one_counts_by_the_day_it_was_completed(acting, partnership, person):
    with acting("social_worker") as by:
        newer = assess(partnership, person, by, completed_on=date(2026, 2, 1), level=RiskLevel.EMERGING)
        older = assess(partnership, person, by, completed_on=date(2026, 1, 1))
    with acting("service_manager") as by:
        sign(newer, by)
        sign(older, by)
        assert reading.latest_signed(person.pk) == newer


@pytest.mark.parametrize("event", ["assessment_sent", "assessment_reviewed"])
def test_nothing_is_left_where_the_audit_row_cannot_be_written(
    event, acting, partnership, person, monkeypatch
):
    from macem.audit import services as audit

    real = audit.record

    def fail_last(name, **details):
        if name == event:
            raise RuntimeError("no log")
        real(name, **details)

    with acting("social_worker") as by:
        waiting = assess(partnership, person, by)
    monkeypatch.setattr("macem.referrals.services.assessing.audit.record", fail_last)
    with acting("social_worker") as by:
        if event == "assessment_sent":
            with pytest.raises(RuntimeError):
                assess(partnership, person, by)
        assert RiskAssessment.objects.count() == 1
    with acting("service_manager") as by:
        if event == "assessment_reviewed":
            with pytest.raises(RuntimeError):
                sign(waiting, by)
        assert not AssessmentReview.objects.exists()


@pytest.mark.parametrize(
    ("key", "status"), [("second_social_worker", 404), ("service_manager", 403), ("referrer", 403)]
)
def test_others_do_not_reach_the_page(key, status, person, signed_in):
    assert signed_in(key).get(address(person, "new/")).status_code == status


def test_a_returned_one_is_filled_in_for_its_author(acting, person, assessment, signed_in):
    with acting("service_manager") as by:
        return_it(assessment, by)
    client = signed_in("social_worker")
    shown = page(client, address(person, "new/"))
    assert "Revise a risk assessment" in shown
    assert "Say who the friends are." in shown
    draft = client.post(address(person, "new/")).headers["Location"]
    assert "Say who the friends are." in page(client, draft)
    assert ">Older friends with cars.</textarea>" in page(client, f"{draft}page/narrative/")
    assert "Returned to its author" in page(client, "/assessments/")


def test_the_manager_reads_it_beside_the_earlier_one_and_signs_it_off(acting, partnership, person, signed_in):
    with acting("social_worker") as by:
        earlier = assess(
            partnership, person, by, narrative="Nothing new then.", completed_on=date(2025, 12, 1)
        )
    with acting("service_manager") as by:
        sign(earlier, by)
    with acting("social_worker") as by:
        assessment = assess(partnership, person, by)
    client = signed_in("service_manager")
    listed = page(client, "/assessments/sign-off/")
    where = address(person, f"{assessment.pk}/review/")
    assert where in listed
    shown = page(client, where)
    assert "Older friends with cars." in shown
    assert "Nothing new then." in shown
    answer = client.post(where, {"outcome": "signed_off"}, follow=True)
    assert "Your decision is recorded" in answer.content.decode()
    with acting("service_manager"):
        assert reading.latest_signed(person.pk) == assessment
    assert "Signed off by Beth Example-Crane" in page(client, where)


def test_the_page_asks_what_needs_to_change(person, assessment, signed_in):
    answer = signed_in("service_manager").post(
        address(person, f"{assessment.pk}/review/"), {"outcome": "returned"}
    )
    assert "Say what needs to change" in answer.content.decode()


def test_the_sign_off_pages_are_the_managers(person, assessment, signed_in):
    where = address(person, f"{assessment.pk}/review/")
    assert signed_in("social_worker").get(where).status_code == 403
    assert signed_in("social_worker").get("/assessments/sign-off/").status_code == 403
    assert signed_in("service_manager").get("/assessments/").status_code == 403
    assert signed_in("second_service_manager").get(where).status_code == 404
    assert signed_in("service_manager").get(address(person, "0/review/")).status_code == 404


def test_whoever_sees_the_child_and_works_with_assessments_reads_it(person, assessment, signed_in):
    where = address(person, f"{assessment.pk}/")
    assert "Talks to an aunt." in page(signed_in("mash"), where)
    assert signed_in("chair").get(where).status_code == 404
    assert signed_in("health_spoc").get(where).status_code == 403
    assert signed_in("mash").get(address(person, "0/")).status_code == 404


def test_harmful_sexual_behaviour_is_recorded_with_it(acting, partnership, person):
    with acting("social_worker") as by:
        assess(partnership, person, by, harmful_sexual_behaviour=HarmfulSexualBehaviour.HARMING)
    with acting("social_worker"):
        assert RiskAssessment.objects.get().harmful_sexual_behaviour is HarmfulSexualBehaviour.HARMING
