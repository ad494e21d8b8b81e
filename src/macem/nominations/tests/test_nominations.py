"""Nominations: once per body of evidence (criteria), decided by the RAMM (P5) or the intelligence DS (I2)."""

from datetime import date, time, timedelta

import pytest

from macem.cases.models import Case
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.intelligence import services as intelligence
from macem.missing import services as missing
from macem.nominations import services
from macem.nominations.models import Nomination, NominationDecision
from macem.nominations.services.deciding import Proposed
from macem.people import services as people
from macem.people.models import FactsChanged
from macem.protocol.vocabulary import AbsenceType, Part, RammOutcome, Role
from macem.protocol.vocabulary.states import PersonKind
from macem.schedule import services as schedule

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(acting, partnership):
    """A child whom the coordinator sees and about whom nothing is known yet."""
    with acting("ce_coordinator") as by:
        return people.register_person(
            kind=PersonKind.CHILD,
            forename="Fern",
            surname="Test-Pell",
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="test",
            source="test",
            by=by,
        )


@pytest.fixture
def meeting(acting, partnership):
    with acting("business_support") as by:
        return schedule.plan_meeting(
            panel=partnership.panel,
            on=clock.today() + timedelta(days=21),
            starts=time(14, 0),
            ends=time(16, 0),
            by=by,
        )


def missing_for_three_days(acting, child, days_ago=10):
    start = clock.today() - timedelta(days=days_ago)
    with acting("ce_coordinator") as by:
        return missing.record_episode(
            person=child,
            kind=AbsenceType.MISSING,
            started_on=start,
            started_at=time(20, 0),
            ended_on=start + timedelta(days=3),
            ended_at=time(20, 0),
            by=by,
        )


def drain(as_worker):
    with as_worker():
        return services.drain_changed_facts()


def nominated(acting, child):
    with acting("ce_coordinator"):
        return list(Nomination.objects.filter(subject_id=child.pk).values_list("clause", flat=True))


def test_an_absence_over_48_hours_nominates_once(acting, as_worker, child):
    missing_for_three_days(acting, child)
    assert drain(as_worker) == 1
    assert nominated(acting, child) == ["C3"]
    with acting("ce_coordinator"):
        people.note_facts_changed(person_id=child.pk, what="again", at=clock.now())
    assert drain(as_worker) == 1
    assert nominated(acting, child) == ["C3"]


def test_a_second_absence_over_48_hours_is_new_evidence(acting, as_worker, child):
    missing_for_three_days(acting, child)
    drain(as_worker)
    missing_for_three_days(acting, child, days_ago=5)
    drain(as_worker)
    assert nominated(acting, child) == ["C3", "C3"]


def test_drained_facts_are_handled_and_name_the_evidence(acting, as_worker, child):
    episode = missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator"):
        assert not FactsChanged.objects.filter(handled_at=None).exists()
        assert Nomination.objects.get().evidence == [f"missing.Episode:{episode.pk}"]


def test_to_macem_opens_the_case_for_the_next_meeting(acting, as_worker, child, meeting, partnership):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator") as by:
        decision = services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1A),
            by=by,
        )
        assert decision.meeting == meeting
        assert Case.objects.get().part is Part.CHILD_1A
        assert not Nomination.objects.all().open().exists()


def test_new_evidence_about_an_open_case_is_kept_but_waits_for_no_decision(
    acting, as_worker, child, meeting, partnership
):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator") as by:
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1A),
            by=by,
        )
    missing_for_three_days(acting, child, days_ago=5)
    drain(as_worker)
    assert nominated(acting, child) == ["C3", "C3"]
    with acting("ce_coordinator"):
        assert not Nomination.objects.all().open().exists()


def test_not_now_against_part_1a_needs_a_service_managers_reason(acting, as_worker, child, partnership):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator") as by, pytest.raises(NotNow, match="service manager"):
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(outcome=RammOutcome.NOT_NOW, reason="Therapy has begun."),
            by=by,
        )
    with acting("ce_coordinator") as by:
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(
                outcome=RammOutcome.NOT_NOW,
                reason="Therapy has begun.",
                manager=partnership.user("service_manager"),
                manager_reason="The plan holds.",
            ),
            by=by,
        )
        assert not Nomination.objects.all().open().exists()


def test_a_reason_by_somebody_who_is_no_service_manager_does_not_count(acting, as_worker, child, partnership):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator") as by, pytest.raises(NotNow, match="who is a service manager"):
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(
                outcome=RammOutcome.NOT_NOW,
                reason="Therapy has begun.",
                manager=partnership.user("social_worker"),
                manager_reason="The plan holds.",
            ),
            by=by,
        )


def test_more_information_stays_on_the_list(acting, as_worker, child, partnership):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator") as by:
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(
                outcome=RammOutcome.MORE_INFORMATION,
                more_from=partnership.agency("health"),
                more_by=clock.today() + timedelta(days=7),
            ),
            by=by,
        )
        assert Nomination.objects.all().open().count() == 1


def test_nobody_but_the_coordinator_decides(acting, as_worker, child, partnership):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("chair") as by, pytest.raises(Refused):
        services.decide(
            panel=partnership.panel,
            person=child,
            proposed=Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1A),
            by=by,
        )
    with acting("ce_coordinator"):
        assert not NominationDecision.objects.exists()


def test_an_assessed_adult_goes_to_the_intelligence_ds(acting, as_worker, meeting, partnership):
    with acting("intelligence_ds") as by:
        adult = intelligence.register_adult(
            panel=partnership.panel,
            forename="A.",
            surname="Test-Flint",
            date_of_birth=date(1983, 2, 10),
            by=by,
        )
        intelligence.record_police_assessment(
            person=adult,
            assessed_on=clock.today(),
            assessor="DC Example",
            unidentified_child=True,
            connection="Seen in the area.",
            by=by,
        )
    drain(as_worker)
    with acting("intelligence_ds") as by:
        assert Nomination.objects.get().clause == "C7"
        services.decide(
            panel=partnership.panel, person=adult, proposed=Proposed(outcome=RammOutcome.TO_MACEM), by=by
        )
        assert Case.objects.get().part is Part.ADULT_2


def test_the_list_shows_evidence_and_takes_a_decision(acting, as_worker, child, meeting, signed_in):
    missing_for_three_days(acting, child)
    drain(as_worker)
    client = signed_in("ce_coordinator")
    page = client.get("/ramm/")
    assert page.status_code == 200
    assert "Fern Test-Pell" in page.text
    assert "1a, C3" in page.text
    with acting("ce_coordinator"):
        reference = child.subject.reference
    answer = client.post(
        f"/nominations/{reference}/",
        {"outcome": "to_macem", "part": "1a", "meeting": str(meeting.pk), "reason": ""},
    )
    assert answer.status_code == 302, answer.text
    assert "Everybody is decided" in client.get("/ramm/").text


def test_a_faulty_decision_keeps_what_was_typed(acting, as_worker, child, signed_in):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator"):
        reference = child.subject.reference
    page = signed_in("ce_coordinator").post(
        f"/nominations/{reference}/", {"outcome": "not_now", "reason": "Typed with care."}
    )
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert "Typed with care." in page.text


def test_the_list_is_refused_to_a_contact(signed_in):
    assert signed_in("health_spoc").get("/ramm/").status_code == 403
    assert signed_in("health_spoc").get("/part-2/").status_code == 403


def test_a_decision_page_out_of_scope_looks_like_one_that_is_not_there(acting, as_worker, child, signed_in):
    missing_for_three_days(acting, child)
    drain(as_worker)
    with acting("ce_coordinator"):
        reference = child.subject.reference
    unknown = signed_in("service_manager").get("/nominations/ZZZZ-ZZ/")
    hidden = signed_in("service_manager").get(f"/nominations/{reference}/")
    assert (unknown.status_code, hidden.status_code) == (404, 404)


@pytest.mark.parametrize(
    ("key", "both"), [("chair", True), ("intelligence_ds", True), ("service_manager", False)]
)
def test_whoever_reads_both_lists_goes_from_one_to_the_other(key, both, signed_in):
    client = signed_in(key)
    assert ('href="/part-2/"' in client.get("/ramm/").text) is both
    assert client.get("/part-2/").status_code == (200 if both else 403)
