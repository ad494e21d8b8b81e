import pytest
from django.urls import reverse

from macem.confidentiality.services import Principal
from macem.people.services import register_person
from macem.protocol.vocabulary import ConsentState, LawfulBasis, Role, SharingPrinciple
from macem.protocol.vocabulary.states import AwarenessOf, PersonKind
from macem.sharing import services
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop

pytestmark = pytest.mark.django_db

SEVEN = [word.value for word in SharingPrinciple]
PAGES = ("person", "record_awareness", "record_basis")


@pytest.fixture
def child(acting, partnership):
    with acting("ce_coordinator") as by:
        roles = (Role.CE_COORDINATOR, Role.CHAIR, Role.SERVICE_MANAGER, Role.SPOC)
        return register_person(
            kind=PersonKind.CHILD,
            forename="Casey",
            surname="Test-Birch",
            first_grants=[Principal.role(partnership.panel.pk, role) for role in roles],
            basis="test",
            source="test:1",
            by=by,
        )


@pytest.fixture
def address(child):
    return lambda view, **more: reverse(
        f"sharing:{view}", kwargs={"reference": child.subject.reference, **more}
    )


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize(
    ("key", "status"),
    [("chair", 200), ("service_manager", 200), ("health_spoc", 403), ("social_worker", 404)],
)
def test_who_opens_the_pages(signed_in, address, view, key, status):
    assert signed_in(key).get(address(view)).status_code == status


def test_what_is_missing_is_said_before_anything_is_recorded(signed_in, address):
    page = words(signed_in("chair").get(address("person")))
    assert "Casey Test-Birch" in page
    assert "a lawful basis" in page and "whether agreement was sought" in page


def test_a_basis_is_recorded_when_all_seven_words_were_weighed(signed_in, address, acting):
    chair = signed_in("chair")
    facts = {"basis": "safeguarding", "reason": "Risk of harm", "principles": SEVEN[:6]}
    refused = chair.post(address("record_basis"), facts)
    assert refused.status_code == 200 and "secure" in words(refused)
    assert "Risk of harm" in words(refused)
    accepted = chair.post(address("record_basis"), {**facts, "principles": SEVEN})
    assert accepted.url == address("person")
    with acting("chair"):
        assert Basis.objects.get().basis is LawfulBasis.SAFEGUARDING
    assert "Risk of harm" in words(chair.get(address("person")))


def test_a_withdrawal_leads_to_the_decision_that_it_forces(signed_in, address, acting):
    manager = signed_in("service_manager")
    answer = manager.post(
        address("record_awareness"), {"of_whom": "parent", "status": "withdrawn", "reason": "By telephone"}
    )
    assert answer.url == address("decide")
    assert "Decide now" in words(manager.get(address("person")))
    assert manager.get(address("decide")).status_code == 200
    no_basis = {"choice": "go_on", "reason": "Risk of harm", "principles": SEVEN}
    assert "Select the lawful basis" in words(manager.post(address("decide"), no_basis))
    consent = manager.post(address("decide"), {**no_basis, "basis": "consent"})
    assert consent.status_code == 200
    accepted = manager.post(address("decide"), {**no_basis, "basis": "safeguarding"})
    assert accepted.url == address("person")
    with acting("service_manager"):
        assert Basis.objects.get().answers == Awareness.objects.get()
    assert manager.get(address("decide")).url == address("person")
    assert "after a withdrawal" in words(manager.get(address("person")))


def test_stopping_says_that_nothing_goes_out(signed_in, address, acting, child):
    with acting("chair") as by:
        services.record_awareness(
            subject_id=child.pk, of_whom=AwarenessOf.CHILD, status=ConsentState.WITHDRAWN, by=by
        )
    chair = signed_in("chair")
    chair.post(address("decide"), {"choice": "stop", "reason": "Her wish", "principles": SEVEN})
    with acting("chair"):
        assert SharingStop.objects.get().reason == "Her wish"
    assert "Sharing is stopped." in words(chair.get(address("person")))


def test_nobody_asked_needs_the_reason_and_keeps_what_was_typed(signed_in, address):
    answer = signed_in("chair").post(
        address("record_awareness"), {"of_whom": "child", "status": "not_sought"}
    )
    assert answer.status_code == 200
    assert "Say why their agreement was not sought" in words(answer)
    assert 'value="not_sought" checked' in words(answer)


def test_an_adults_agreement_is_nobody_elses(signed_in, acting, partnership):
    with acting("ce_coordinator") as by:
        adult = register_person(
            kind=PersonKind.ADULT,
            first_grants=[
                Principal.role(partnership.panel.pk, role) for role in (Role.CHAIR, Role.CE_COORDINATOR)
            ],
            basis="test",
            source="test:2",
            by=by,
        )
    page = words(
        signed_in("chair").get(
            reverse("sharing:record_awareness", kwargs={"reference": adult.subject.reference})
        )
    )
    assert 'value="adult"' in page and 'value="parent"' not in page


@pytest.fixture
def agreement(acting, child):
    with acting("chair") as by:
        return services.agree_sharing(
            subject_id=child.pk,
            may_be_told="The plan",
            told_by="Jo Example-Finch",
            tell_by=None,
            agencies_may_hold="Their own actions",
            by=by,
        )


def test_that_the_family_has_been_told_is_recorded_once(signed_in, address, acting, agreement):
    chair = signed_in("chair")
    assert "They have been told" in words(chair.get(address("person")))
    told = address("told", pk=agreement.pk)
    assert chair.get(told).status_code == 200
    assert chair.post(told).url == address("person")
    with acting("chair"):
        assert SharingAgreement.objects.get().told_at is not None
    assert "recorded already" in words(chair.post(told))


@pytest.mark.parametrize(("key", "status"), [("health_spoc", 403), ("social_worker", 404)])
def test_others_do_not_record_that_the_family_was_told(signed_in, address, agreement, key, status):
    assert signed_in(key).post(address("told", pk=agreement.pk)).status_code == status


def test_an_agreement_of_another_person_is_not_there(signed_in, address, agreement):
    assert signed_in("chair").post(address("told", pk=agreement.pk + 1)).status_code == 404
