"""Adults who pose a risk: registered and formally assessed by the police (clauses C7, I2, S1)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from macem.audit.models import AuditEvent
from macem.confidentiality.services import Principal
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow, Refused
from macem.intelligence import services
from macem.intelligence.facts import police_assessments
from macem.intelligence.models import PoliceAssessment
from macem.intelligence.timeline import entries
from macem.people.models import FactsChanged, Person
from macem.people.services import register_person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db

DAY = date(2025, 12, 1)
ASSESSED = {"assessed_on": DAY, "assessor": "DS Example", "connection": "Seen at the interchange."}
TYPED = {
    "assessed_on_day": "1",
    "assessed_on_month": "12",
    "assessed_on_year": "2025",
    "assessor": "DS Example",
    "connection": "Seen at the interchange.",
}
REGISTER = reverse("intelligence:register")


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def adult(acting, partnership):
    with acting("intelligence_ds") as by:
        return services.register_adult(panel=partnership.panel, forename="Lee", surname="Test-Marlow", by=by)


@pytest.fixture
def child(acting, partnership):
    """A child whom the intelligence DS and the coordinator see."""
    with acting("intelligence_ds") as by:
        return register_person(
            kind=PersonKind.CHILD,
            forename="Robin",
            surname="Test-Ashby",
            first_grants=[
                Principal.role(partnership.panel.pk, role)
                for role in (Role.INTELLIGENCE_DS, Role.CE_COORDINATOR)
            ],
            basis="test",
            source="test",
            by=by,
        )


def assess_page(person):
    return reverse("intelligence:assess", args=[person.subject.reference])


# Services


def test_an_adult_is_seen_by_police_intelligence_with_the_part_two_right_alone(acting, partnership, adult):
    seeing = set()
    for key in ("intelligence_ds", "analyst", "exploitation_team", "police_spoc", "chair", "mash"):
        with acting(key):
            if Person.objects.visible_to(partnership.user(key)).filter(pk=adult.pk).exists():
                seeing.add(key)
    assert seeing == {"intelligence_ds", "analyst"}


@pytest.mark.parametrize("key", ["intelligence_ds", "analyst"])
def test_police_intelligence_registers_adults(acting, partnership, key):
    with acting(key) as by:
        adult = services.register_adult(panel=partnership.panel, forename="Lee", surname="Test-Marlow", by=by)
        assert adult.kind is PersonKind.ADULT
        assert adult.subject.reference.startswith("A-")


@pytest.mark.parametrize("key", ["exploitation_team", "chair", "ce_coordinator", "administrator"])
def test_others_neither_register_nor_assess(acting, partnership, adult, key):
    with acting(key) as by:
        with pytest.raises(Refused):
            services.register_adult(panel=partnership.panel, forename="Lee", surname="Test-Marlow", by=by)
        with pytest.raises(Refused):
            services.record_police_assessment(person=adult, unidentified_child=True, by=by, **ASSESSED)


def test_an_assessment_names_the_child_at_risk(acting, adult, child):
    with acting("intelligence_ds") as by:
        row = services.record_police_assessment(person=adult, child_at_risk=child, by=by, **ASSESSED)
        assert (row.child_at_risk_id, row.recorded_by_id) == (child.pk, by.user_id)
        ((_row, fact),) = police_assessments(adult.pk)
        assert (fact.date, fact.assessor, fact.children_at_risk) == (DAY, "DS Example", "identified child")
        assert FactsChanged.objects.get().person_id == adult.pk
        assert AuditEvent.objects.get(event="police_assessment_recorded").subject_id == adult.pk


def test_or_says_that_the_child_is_not_identified(acting, adult):
    with acting("intelligence_ds") as by:
        services.record_police_assessment(person=adult, unidentified_child=True, by=by, **ASSESSED)
        assert police_assessments(adult.pk)[0][1].children_at_risk == "unidentified child"


def test_without_either_it_does_not_count(acting, adult):
    with acting("intelligence_ds") as by, pytest.raises(NotNow, match="which child is at risk"):
        services.record_police_assessment(person=adult, by=by, **ASSESSED)


def test_an_assessment_is_not_dated_in_the_future(acting, adult):
    with acting("intelligence_ds") as by, pytest.raises(NotNow, match="future"):
        facts = {**ASSESSED, "assessed_on": date(2126, 1, 1)}
        services.record_police_assessment(person=adult, unidentified_child=True, by=by, **facts)


def test_nobody_names_a_child_whom_they_do_not_see(acting, adult, child):
    with acting("analyst") as by, pytest.raises(Refused):
        services.record_police_assessment(person=adult, child_at_risk=child, by=by, **ASSESSED)


def test_a_job_signs_no_assessment(as_worker, adult):
    with as_worker(), pytest.raises(Exception, match="person"):
        services.record_police_assessment(
            person=adult, unidentified_child=True, by=Actor.job("nightly"), **ASSESSED
        )


# Pages


def test_an_adult_is_registered_and_then_assessed(signed_in, acting, child):
    client = signed_in("intelligence_ds")
    assert client.get(REGISTER).status_code == 200
    response = client.post(REGISTER, {"forename": "Lee", "surname": "Test-Marlow"})
    assert client.get(response.url).status_code == 200
    typed = {**TYPED, "identified": "yes", "child_reference": f" {child.subject.reference.lower()} "}
    done = client.post(response.url, typed)
    assert done.status_code == 302
    assert "The assessment is recorded." in text(client.get(done.url))
    with acting("intelligence_ds"):
        assert PoliceAssessment.objects.get().child_at_risk_id == child.pk


def test_a_reference_that_nobody_bears_is_asked_about(signed_in, adult):
    """Another adult's reference is no child's, and a child out of sight is as good as none."""
    for reference in ("ZZZZ-ZZ", adult.subject.reference):
        typed = {**TYPED, "identified": "yes", "child_reference": reference}
        response = signed_in("intelligence_ds").post(assess_page(adult), typed)
        assert "There is no child with this reference that you may see" in text(response)


def test_the_reference_is_needed_where_the_child_is_identified(signed_in, adult):
    response = signed_in("intelligence_ds").post(assess_page(adult), {**TYPED, "identified": "yes"})
    assert "Enter the reference of the child at risk" in text(response)


@pytest.mark.parametrize("key", ["chair", "exploitation_team", "social_worker"])
def test_others_are_refused_on_both_pages(signed_in, adult, key):
    client = signed_in(key)
    assert client.get(REGISTER).status_code == 403
    assert client.post(REGISTER, {"forename": "Lee", "surname": "Test-Marlow"}).status_code == 403
    assert client.get(assess_page(adult)).status_code == 403


def test_a_person_out_of_sight_looks_as_if_there_were_none(signed_in, child):
    assert signed_in("analyst").get(assess_page(child)).status_code == 404
    assert signed_in("analyst").get(reverse("intelligence:assess", args=["ZZZZ-ZZ"])).status_code == 404


def test_the_timeline_shows_assessments_to_those_who_see_the_adult(acting, partnership, adult):
    with acting("intelligence_ds") as by:
        services.record_police_assessment(person=adult, unidentified_child=True, by=by, **ASSESSED)
        (entry,) = entries(adult.pk, partnership.user("intelligence_ds"))
        assert entry.detail == "Seen at the interchange."
    with acting("mash"):
        assert entries(adult.pk, partnership.user("mash")) == []
