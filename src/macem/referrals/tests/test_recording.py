"""C1 and P3: NRM referrals, strategy meetings, and the page on which both stand."""

from datetime import date

import pytest

from macem.audit.models import AuditEvent
from macem.gate.refusal import NotNow, Refused
from macem.people.models import FactsChanged
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.referrals import services, summary
from macem.referrals.models import NrmReferral, StrategyMeeting
from macem.referrals.tests.making import assess, child, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


def record_nrm(person, by, **changes):
    given = {"responder": "Police", "number": "NRM-1", "submitted_on": date(2025, 12, 16)}
    return services.record_nrm_referral(person=person, by=by, **(given | changes))


def record_meeting(person, by, **changes):
    given = {"held_on": date(2025, 12, 14), "section_47": True, "outcome": "Single assessment by 6 January."}
    return services.record_strategy_meeting(person=person, by=by, **(given | changes))


def address(person, rest):
    return f"/people/{person.subject.reference}/{rest}"


def dated(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


NRM_FORM = {
    "responder": "NSPCC",
    "number": "",
    "body": "not_known",
    **dated("submitted_on", "16", "12", "2025"),
}
MEETING_FORM = {"section_47": "yes", "outcome": "Joint visit.", **dated("held_on", "14", "12", "2025")}


def test_an_nrm_referral_changes_the_facts(acting, person):
    with acting("social_worker") as by:
        nrm = record_nrm(person, by)
        assert FactsChanged.objects.filter(person=person, what="NRM referral").count() == 1
    assert AuditEvent.objects.filter(event="nrm_referral_recorded", object_id=str(nrm.pk)).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"submitted_on": date(2199, 1, 1)},
        {"withdrawn_on": date(2025, 12, 1)},
        {"responder": " "},
    ],
)
def test_an_nrm_referral_that_cannot_be_right_is_refused(change, acting, person):
    with acting("social_worker") as by, pytest.raises(NotNow) as refusal:
        record_nrm(person, by, **change)
    assert refusal.value.clause == "C1"


def test_an_nrm_referral_is_withdrawn_once(acting, person):
    with acting("social_worker") as by:
        nrm = record_nrm(person, by)
        with pytest.raises(NotNow):
            services.withdraw_nrm_referral(nrm=nrm, withdrawn_on=date(2025, 12, 1), by=by)
        services.withdraw_nrm_referral(nrm=nrm, withdrawn_on=date(2026, 1, 4), by=by)
        with pytest.raises(NotNow):
            services.withdraw_nrm_referral(nrm=nrm, withdrawn_on=date(2026, 1, 5), by=by)
        assert NrmReferral.objects.get().withdrawn_on == date(2026, 1, 4)
        assert FactsChanged.objects.filter(person=person, what="NRM referral").count() == 2


@pytest.mark.parametrize("change", [{"held_on": date(2199, 1, 1)}, {"outcome": " "}])
def test_a_strategy_meeting_was_held_and_had_an_outcome(change, acting, person):
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        record_meeting(person, by, **change)
    assert refusal.value.clause == "P3"


@pytest.mark.parametrize("key", ["second_social_worker", "exploitation_team", "referrer", "chair"])
def test_whoever_does_not_see_the_child_or_has_another_role_records_nothing(key, acting, person):
    with acting(key) as by:
        with pytest.raises(Refused):
            record_nrm(person, by)
        with pytest.raises(Refused):
            record_meeting(person, by)


@pytest.mark.parametrize(("write", "module"), [(record_nrm, "nrm"), (record_meeting, "strategy")])
def test_nothing_is_left_where_the_audit_row_cannot_be_written(write, module, acting, person, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no log")

    monkeypatch.setattr(f"macem.referrals.services.{module}.audit.record", fail)
    with acting("social_worker") as by:
        with pytest.raises(RuntimeError):
            write(person, by)
        assert not NrmReferral.objects.exists()
        assert not StrategyMeeting.objects.exists()
        assert not FactsChanged.objects.filter(what="NRM referral").exists()


def test_significant_without_a_strategy_meeting_prompts(acting, partnership, person):
    with acting("social_worker") as by:
        assessment = assess(partnership, person, by, level=RiskLevel.SIGNIFICANT)
    with acting("service_manager") as by:
        sign(assessment, by)
        user = partnership.user("service_manager")
        assert "no strategy meeting is recorded" in summary.safeguarding(person.pk, user).prompt
        record_meeting(person, by)
        record_nrm(person, by)
        said = summary.safeguarding(person.pk, user)
    assert said.prompt == ""
    assert said.strategy_meeting == "14 December 2025: section 47"
    assert (said.section_47, said.section_47_tag) == ("Open, outcome was due 7 January 2026", "Overdue")
    assert said.nrm.startswith("Referred 16 December 2025. Reasonable grounds were due 23 December 2025")
    assert said.nrm_tag == "Overdue"
    assert "section 45" in said.defence


def test_nothing_recorded_says_nothing_but_that_a_meeting_is_wanted(acting, partnership):
    person = child(partnership, acting, strands=[Strand.CSE])
    with acting("social_worker"):
        said = summary.safeguarding(person.pk, partnership.user("social_worker"))
    assert said == summary.Safeguarding(prompt=said.prompt)
    assert "MASH decided level 4" in said.prompt


def test_both_are_recorded_on_their_pages_and_stand_on_the_childs(acting, person, signed_in):
    client = signed_in("social_worker")
    assert client.get(address(person, "nrm/new/")).status_code == 200
    assert client.get(address(person, "strategy-meetings/new/")).status_code == 200
    assert client.post(address(person, "nrm/new/"), NRM_FORM).status_code == 302
    assert client.post(address(person, "strategy-meetings/new/"), MEETING_FORM).status_code == 302
    shown = client.get(address(person, "assessments/")).content.decode()
    for words in (
        "NSPCC",
        "16 December 2025",
        "Joint visit.",
        "Open, outcome was due",
        "Discussed at MACEM",
        "Education",
    ):
        assert words in shown


def test_the_withdrawal_is_recorded_on_its_page(acting, person, signed_in):
    with acting("social_worker") as by:
        nrm = record_nrm(person, by)
    client = signed_in("social_worker")
    where = address(person, f"nrm/{nrm.pk}/withdraw/")
    assert "16 December 2025" in client.get(where).content.decode()
    early = client.post(where, dated("withdrawn_on", "1", "12", "2025"))
    assert "not withdrawn before it was submitted" in early.content.decode()
    assert client.post(where, dated("withdrawn_on", "4", "1", "2026")).status_code == 302
    assert client.get(where).status_code == 404


def test_errors_keep_what_was_typed(person, signed_in):
    client = signed_in("social_worker")
    faulty = client.post(address(person, "nrm/new/"), NRM_FORM | {"submitted_on_year": ""}).content.decode()
    assert "There is a problem" in faulty
    assert '<option value="NSPCC" selected>' in faulty
    faulty = client.post(
        address(person, "strategy-meetings/new/"), MEETING_FORM | {"section_47": ""}
    ).content.decode()
    assert "Say whether a section 47 enquiry was opened" in faulty
    assert "Joint visit." in faulty


@pytest.mark.parametrize(
    ("key", "rest", "status"),
    [
        ("social_worker", "assessments/", 200),
        ("second_social_worker", "assessments/", 404),
        ("referrer", "assessments/", 403),
        ("second_social_worker", "nrm/new/", 404),
        ("health_spoc", "nrm/new/", 403),
        ("health_spoc", "nrm/1/withdraw/", 403),
        ("second_social_worker", "nrm/1/withdraw/", 404),
        ("exploitation_team", "nrm/new/", 404),
        ("exploitation_team", "strategy-meetings/new/", 403),
        ("second_social_worker", "strategy-meetings/new/", 404),
    ],
)
def test_who_reaches_the_pages(key, rest, status, person, signed_in):
    assert signed_in(key).get(address(person, rest)).status_code == status
