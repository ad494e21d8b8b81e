"""C1: what follows an NRM referral: decisions, reconsideration, notes, and what looks odd."""

from datetime import date, timedelta

import pytest

from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.people.models import FactsChanged
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmNoteKind, NrmOutcome
from macem.referrals import nrm_cases, services, timeline
from macem.referrals.duties import duties
from macem.referrals.facts import facts
from macem.referrals.models import NrmDecision, NrmReferral
from macem.referrals.tests.making import child

pytestmark = pytest.mark.django_db

SUBMITTED = date(2025, 12, 16)
RG, CG = NrmDecisionKind.REASONABLE_GROUNDS, NrmDecisionKind.CONCLUSIVE_GROUNDS


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


@pytest.fixture
def nrm(acting, person):
    with acting("social_worker") as by:
        made = refer(person, by)
    made.subject = person.subject
    return made


def refer(person, by, **changes):
    given = {"responder": "Police", "number": "NRM-1", "submitted_on": SUBMITTED}
    return services.record_nrm_referral(person=person, by=by, **(given | changes))


def decided(nrm, by, **changes):
    given = {
        "kind": RG,
        "outcome": NrmOutcome.NEGATIVE,
        "body": NrmBody.SCA,
        "decided_on": date(2025, 12, 22),
    }
    return services.record_nrm_decision(nrm=nrm, by=by, **(given | changes))


def stands(nrm, user, panel, today=date(2026, 1, 15)):
    return nrm_cases.nrm_standings([nrm.subject_id], user, panel, today)[nrm.subject_id].words


def address(nrm, rest=""):
    return f"/people/{nrm.subject.reference}/nrm/{nrm.pk}/{rest}"


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_decisions_and_reconsideration_follow_each_other(acting, partnership, nrm):
    user, panel = partnership.user("social_worker"), partnership.panel
    with acting("social_worker") as by:
        assert stands(nrm, user, panel).startswith("reasonable grounds were due 23 December 2025")
        first = decided(nrm, by)
        asked = services.record_reconsideration(decision=first, requested_on=date(2026, 1, 4), by=by)
        assert stands(nrm, user, panel).endswith("reconsideration asked for 4 January 2026")
        second = decided(nrm, by, outcome=NrmOutcome.POSITIVE, decided_on=date(2026, 1, 12))
        assert second.answers == asked
        assert first.answers is None
        words = "reasonable grounds positive 12 January 2026; conclusive grounds not before 11 February 2026"
        assert stands(nrm, user, panel) == words
        told = [entry.title for entry in timeline.entries(nrm.subject_id, user) if entry.kind == "NRM"]
    assert told == [
        "Referred to the National Referral Mechanism",
        "NRM: reasonable grounds, negative",
        "NRM: reasonable grounds, positive",
    ]


def test_a_positive_decision_is_not_reconsidered_and_no_other_twice(acting, nrm):
    with acting("social_worker") as by:
        negative = decided(nrm, by)
        services.record_reconsideration(decision=negative, requested_on=date(2026, 1, 4), by=by)
        with pytest.raises(NotNow):
            services.record_reconsideration(decision=negative, requested_on=date(2026, 1, 5), by=by)
        positive = decided(nrm, by, outcome=NrmOutcome.POSITIVE)
        with pytest.raises(NotNow):
            services.record_reconsideration(decision=positive, requested_on=date(2026, 1, 5), by=by)


def test_a_negative_decision_leaves_the_criterion_as_it_is(acting, nrm):
    """C1 asks whether a referral is recorded and not withdrawn, and nothing else."""
    with acting("social_worker") as by:
        decided(nrm, by)
        [(_row, fact)] = facts(nrm.subject_id).nrm_referrals
    assert (fact.submitted, fact.withdrawn) == (SUBMITTED, None)


def test_a_decision_that_withdraws_withdraws_the_referral(acting, nrm):
    with acting("social_worker") as by:
        before = FactsChanged.objects.filter(what="NRM referral").count()
        decided(nrm, by, outcome=NrmOutcome.WITHDRAWN, decided_on=date(2025, 12, 10))
        assert NrmReferral.objects.get(pk=nrm.pk).withdrawn_on == SUBMITTED
        assert FactsChanged.objects.filter(what="NRM referral").count() == before + 1


def test_odd_days_are_recorded_and_shown(acting, nrm, signed_in):
    with acting("social_worker") as by:
        decided(nrm, by, decided_on=date(2025, 12, 15))
        decided(nrm, by, kind=CG, outcome=NrmOutcome.POSITIVE, decided_on=date(2025, 12, 23))
        assert NrmDecision.objects.filter(nrm=nrm).count() == 2
    shown = signed_in("social_worker").get(address(nrm)).content.decode()
    assert "before the referral of 16 December 2025" in shown
    assert "no positive reasonable grounds" in shown


def test_a_school_is_no_first_responder_and_is_recorded_all_the_same(acting, person, signed_in):
    client = signed_in("social_worker")
    where = f"/people/{person.subject.reference}/nrm/"
    form = {
        "responder": "another",
        "other_responder": "Test Academy",
        "body": "sca",
        **dated("submitted_on", SUBMITTED),
    }
    assert client.post(f"{where}new/", form).status_code == 302
    with acting("social_worker"):
        recorded = NrmReferral.objects.select_related("subject").get()
    assert recorded.responder == "Test Academy"
    assert "are not first responders" in client.get(address(recorded)).content.decode()


def test_another_organisation_has_a_name(person, signed_in):
    form = {"responder": "another", "body": "sca", **dated("submitted_on", SUBMITTED)}
    where = f"/people/{person.subject.reference}/nrm/new/"
    assert (
        "Enter the name of the organisation" in signed_in("social_worker").post(where, form).content.decode()
    )


def test_nothing_is_decided_or_noted_before_it_happens(acting, nrm):
    tomorrow = clock.today() + timedelta(days=1)
    with acting("social_worker") as by:
        with pytest.raises(NotNow):
            decided(nrm, by, decided_on=tomorrow)
        with pytest.raises(NotNow):
            services.note_for_nrm(nrm=nrm, kind=NrmNoteKind.GUARDIAN, on=tomorrow, by=by)


@pytest.mark.parametrize("key", ["second_social_worker", "referrer", "chair", "lat_spoc"])
def test_whoever_may_not_record_a_referral_records_nothing_that_follows(key, acting, nrm):
    with acting(key) as by:
        with pytest.raises(Refused):
            decided(nrm, by)
        with pytest.raises(Refused):
            services.note_for_nrm(nrm=nrm, kind=NrmNoteKind.GUARDIAN, on=SUBMITTED, by=by)


def test_the_forms_record_a_decision_a_request_and_a_note(acting, nrm, signed_in):
    client = signed_in("social_worker")
    decision = {"kind": RG.value, "outcome": "negative", "body": "sca", **dated("decided_on", SUBMITTED)}
    for rest in ("decision/", "note/"):
        assert client.get(address(nrm, rest)).status_code == 200
    assert (
        "Say who decided" in client.post(address(nrm, "decision/"), decision | {"body": ""}).content.decode()
    )
    assert client.post(address(nrm, "decision/"), decision).status_code == 302
    note = {"kind": "guardian", "words": "Asked for by the police.", **dated("on", SUBMITTED)}
    assert client.post(address(nrm, "note/"), note).status_code == 302
    with acting("social_worker"):
        request = address(nrm, f"decisions/{NrmDecision.objects.get().pk}/reconsideration/")
    assert request in client.get(address(nrm)).content.decode()
    assert client.get(request).status_code == 200
    assert client.post(request, dated("requested_on", date(2026, 1, 4))).status_code == 302
    again = client.post(request, dated("requested_on", date(2026, 1, 4)))
    assert "recorded already" in again.content.decode()
    shown = client.get(address(nrm)).content.decode()
    said = ("Asked for 4 January 2026", "guardian (section 48)", "Asked for by the police.", "(check)")
    for words in said:
        assert words in shown


@pytest.mark.parametrize(
    ("key", "rest", "status"),
    [
        ("mash", "", 200),
        ("chair", "", 404),
        ("lat_spoc", "", 403),
        ("chair", "decision/", 403),
        ("second_social_worker", "decision/", 404),
        ("chair", "note/", 403),
        ("second_social_worker", "note/", 404),
        ("chair", "decisions/1/reconsideration/", 403),
        ("second_social_worker", "decisions/1/reconsideration/", 404),
        ("social_worker", "decisions/0/reconsideration/", 404),
    ],
)
def test_who_reaches_the_pages(key, rest, status, nrm, signed_in):
    assert signed_in(key).get(address(nrm, rest)).status_code == status


def test_the_case_holder_asks_for_a_decision_that_is_late(acting, partnership, nrm):
    user = partnership.user("social_worker")
    roles = {one.role for one in user.memberships.all()}
    with acting("social_worker") as by:
        [duty] = [one for one in duties(user, roles, clock.now()) if "NRM" in one.title]
        assert (duty.due, duty.clause.value) == (date(2025, 12, 23), "C1")
        decided(nrm, by)
        assert not [one for one in duties(user, roles, clock.now()) if "NRM" in one.title]
