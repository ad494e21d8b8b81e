"""P2: the MASH says who the child is, decides the level, and that decides the path."""

from datetime import timedelta

import pytest

from macem.audit.models import AuditEvent
from macem.confidentiality.models import AccessGrant, Restriction, RestrictionMember, Subject
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.people import services as people
from macem.people.models import CaseHolder, FactsChanged, Person, PossibleDuplicate
from macem.protocol.vocabulary import MashRoute, Role
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind
from macem.referrals import services
from macem.referrals.models import EarlyHelp, MashDecision, Referral
from macem.referrals.tests.making import EVERYBODY, decide, early_help, elsewhere, refer

pytestmark = pytest.mark.django_db

NUMBER = "CSC 104 221"


@pytest.fixture
def referral(acting, partnership):
    with acting("referrer") as by:
        return refer(partnership, by)


@pytest.fixture
def known(acting, partnership):
    """A child whom only the CE coordinator sees so far, known by a social care number."""
    with acting("ce_coordinator") as by:
        return people.register_person(
            kind=PersonKind.CHILD,
            forename="Casey",
            surname="Test-Lindqvist",
            identifiers=[(IdentifierKind.CSC, NUMBER)],
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="test",
            source="test:1",
            by=by,
        )


def address(referral):
    return f"/referrals/mash/{referral.receipt}/"


def page(client, where):
    return client.get(where).content.decode()


def day(field, on):
    return {f"{field}_day": on.day, f"{field}_month": on.month, f"{field}_year": on.year}


@pytest.mark.parametrize(
    ("level", "offered", "path"),
    [
        (4, False, MashRoute.MACEM),
        (3, True, MashRoute.FEHA),
        (2, True, MashRoute.FEHA),
        (1, False, MashRoute.ADVICE),
        (1, True, MashRoute.FEHA),
    ],
)
def test_the_level_decides_the_path(level, offered, path, referral, acting, partnership):
    """At level 1 low-level concerns lead to a FEHA; offering early help says that there are some."""
    offer = early_help(partnership.panel, "PACE", "A club") if offered else None
    with acting("mash") as by:
        decision = decide(referral, by, level, early_help=offer)
        assert decision.path is path
        assert decision.work_offered == ("PACE; A club" if offered else "")
        begun = EarlyHelp.objects.filter(decision=decision).first()
        assert (begun and begun.agency) == (partnership.agency("lat") if offered else None)


@pytest.mark.parametrize(("level", "offered"), [(3, False), (2, False), (4, True)])
def test_early_help_is_offered_where_the_level_leads_to_it_and_nowhere_else(
    level, offered, referral, acting, partnership
):
    offer = early_help(partnership.panel) if offered else None
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        decide(referral, by, level, early_help=offer)
    assert refusal.value.clause == "P2"


def test_the_decision_registers_the_child_as_the_referrer_described_them(referral, acting):
    with acting("mash") as by:
        decision = decide(referral, by)
        person = Person.objects.get(pk=decision.referral.subject_id)
        name = person.names.get()
        assert (name.forename, name.surname) == ("Casey", "Test-Lindqvist")
        assert person.date_of_birth == referral.date_of_birth
        assert person.kind is PersonKind.CHILD
        assert FactsChanged.objects.filter(person=person, what="MASH decision").exists()
    assert AuditEvent.objects.filter(event="referral_decided", subject_id=person.pk).count() == 1


def test_about_how_old_is_kept_as_an_estimate(acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by, date_of_birth=None, about_age=14)
    with acting("mash") as by:
        person = Person.objects.get(pk=decide(referral, by).referral.subject_id)
    assert (person.estimated_age, person.date_of_birth) == (14, None)


@pytest.mark.parametrize(
    ("level", "worker", "seen_by"),
    [
        (4, True, {"mash", "social_worker", "ce_coordinator"}),
        (4, False, {"mash", "ce_coordinator"}),
        (3, False, {"mash"}),
        (1, False, {"mash"}),
    ],
)
def test_level_4_and_allocation_say_who_sees_the_child(level, worker, seen_by, referral, acting, partnership):
    with acting("mash") as by:
        allocated = partnership.user("social_worker") if worker else None
        subject_id = decide(referral, by, level, worker=allocated).referral.subject_id
    for key in EVERYBODY:
        with acting(key):
            assert Subject.objects.filter(pk=subject_id).exists() is (key in seen_by), key


def test_the_allocated_worker_holds_the_case(referral, acting, partnership):
    with acting("mash") as by:
        decide(referral, by, worker=partnership.user("social_worker"))
        holder = CaseHolder.objects.get()
    assert holder.worker == partnership.user("social_worker")
    assert holder.agency == partnership.agency("csc")
    assert holder.open_to_social_care


def test_only_a_social_care_worker_is_allocated(referral, acting, partnership):
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        decide(referral, by, worker=partnership.user("health_spoc"))
    assert refusal.value.clause == "P9"
    with acting("mash"):
        assert not MashDecision.objects.exists()
        assert Referral.objects.get().subject_id is None


@pytest.mark.parametrize(("level", "reason"), [(4, "  "), (5, "Why"), (0, "Why")])
def test_a_decision_needs_a_level_and_a_reason(level, reason, referral, acting):
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        decide(referral, by, level, reason=reason)
    assert refusal.value.clause == "P2"


@pytest.mark.parametrize("key", ["referrer", "ce_coordinator", "chair", "social_worker", "administrator"])
def test_nobody_but_the_mash_decides(key, referral, acting, signed_in):
    with acting(key) as by, pytest.raises(Refused):
        decide(referral, by)
    assert signed_in(key).get("/referrals/mash/").status_code == 403
    assert signed_in(key).post(f"{address(referral)}compare/").status_code == 403


def test_a_decided_referral_may_be_decided_again_and_the_latest_stands(referral, acting, signed_in):
    with acting("mash") as by:
        decide(referral, by, 4)
        decide(referral, by, 2)
        assert [row.level for row in MashDecision.objects.all()] == [4, 2]
        assert Person.objects.count() == 1
    assert "Early help" in page(signed_in("referrer"), "/referrals/")


def test_a_referral_about_one_child_never_becomes_one_about_another(referral, known, acting):
    with acting("mash") as by:
        decide(referral, by)
        with pytest.raises(NotNow):
            decide(referral, by, person=known)


def test_a_known_child_is_linked_and_not_registered_again(referral, acting, partnership):
    with acting("mash") as by:
        first = decide(referral, by)
        person = Person.objects.select_related("subject").get()
    with acting("health_spoc") as by:
        again = refer(partnership, by, agency="health")
    with acting("mash") as by:
        second = decide(again, by, person=person)
        assert second.referral.subject_id == first.referral.subject_id
        assert Person.objects.count() == 1


def test_a_number_known_here_is_looked_at_before_a_second_record_is_made(known, acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by, csc_number="csc-104221")
    with acting("mash") as by:
        with pytest.raises(NotNow) as refusal:
            decide(referral, by)
        assert "do not see yet" in refusal.value.reason
        assert services.open_to_compare(referral=referral, by=by) == 1
        assert decide(referral, by, person=known).referral.subject_id == known.pk


def test_a_number_that_proves_to_be_somebody_elses_is_not_copied(known, acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by, csc_number=NUMBER)
    with acting("mash") as by:
        services.open_to_compare(referral=referral, by=by)
        with pytest.raises(NotNow):
            decide(referral, by)
        person = Person.objects.get(pk=decide(referral, by, why_new="A cousin.").referral.subject_id)
        assert person != known
        assert not person.identifiers.exists()
    with acting("mash"):
        assert list(Person.objects.all()) == [person]


def restrict(person, as_worker, *users):
    with as_worker():
        restriction = Restriction.objects.create(subject_id=person.pk, since=clock.now())
        for user in users:
            RestrictionMember.objects.create(restriction=restriction, user_id=user.pk)


def test_a_restricted_record_is_not_told_of_and_those_within_it_are(
    known, acting, partnership, as_worker, signed_in
):
    """The MASH decides as if nobody were known; the coordinator is asked whether the two are one child."""
    restrict(known, as_worker, partnership.user("ce_coordinator"))
    with acting("referrer") as by:
        referral = refer(partnership, by, csc_number=NUMBER)
    assert "Possibly known here" not in page(signed_in("mash"), address(referral))
    with acting("mash") as by:
        with pytest.raises(NotNow):
            services.open_to_compare(referral=referral, by=by)
        second = Person.objects.get(pk=decide(referral, by, 1).referral.subject_id)
        assert second.identifiers.get().value == NUMBER
        assert not PossibleDuplicate.objects.exists()
    with acting("ce_coordinator"):
        pair = PossibleDuplicate.objects.get()
        assert {pair.first_id, pair.second_id} == {known.pk, second.pk}
    assert "Say whether" in page(signed_in("ce_coordinator"), "/")


def test_a_child_restricted_since_is_decided_on_by_nobody_outside(acting, partnership, as_worker, signed_in):
    with acting("mash") as by:
        referral = refer(partnership, by, agency="csc")
        person = Person.objects.get(pk=decide(referral, by).referral.subject_id)
    restrict(person, as_worker)
    form = {"level": "1", "reason": "Why", "decisions_seen": "0"}
    assert "is restricted" in signed_in("mash").post(address(referral), form).content.decode()


def test_nobody_alike_is_nobody_to_open(referral, acting):
    with acting("mash") as by, pytest.raises(NotNow):
        services.open_to_compare(referral=referral, by=by)


def test_whoever_decides_on_an_old_page_is_shown_the_other_decision(referral, acting):
    with acting("mash") as by:
        decide(referral, by, 4)
        with pytest.raises(StaleWrite) as refusal:
            decide(referral, by, 2, decisions_seen=0, reason="Mine")
        assert refusal.value.theirs.level == 4
        assert refusal.value.yours == "Mine"
        assert decide(referral, by, 2, decisions_seen=1).level == 2


def test_nothing_is_left_where_the_audit_row_cannot_be_written(referral, acting, monkeypatch):
    from macem.audit import services as audit

    real = audit.record

    def fail_last(event, **details):
        if event == "referral_decided":
            raise RuntimeError("no log")
        real(event, **details)

    monkeypatch.setattr("macem.referrals.services.deciding.audit.record", fail_last)
    with acting("mash") as by:
        with pytest.raises(RuntimeError):
            decide(referral, by)
        assert not MashDecision.objects.exists()
        assert not Person.objects.exists()
        assert not FactsChanged.objects.exists()
        assert Referral.objects.get().subject_id is None
        assert not AccessGrant.objects.exists()


def test_the_queue_says_how_long_each_waits_the_oldest_first(acting, partnership, signed_in):
    import time_machine

    with time_machine.travel("2027-01-04 09:00Z", tick=False), acting("referrer") as by:
        older = refer(partnership, by, forename="Older")
    with time_machine.travel("2027-01-06 09:00Z", tick=False), acting("referrer") as by:
        newer = refer(partnership, by, forename="Newer")
    with time_machine.travel("2027-01-07 09:00Z", tick=False):
        shown = page(signed_in("mash"), "/referrals/mash/")
    assert shown.index(older.receipt) < shown.index(newer.receipt)
    assert "3 working days" in shown
    assert "1 working day<" in shown
    assert '<span class="m-late">Late: was due Tuesday 5 January 2027</span>' in shown
    assert "NOT A SAFEGUARDING REFERRAL" in shown


def test_the_page_shows_the_referral_the_paths_and_who_it_may_be(referral, acting, partnership, signed_in):
    with acting("mash") as by:
        decide(referral, by)
        person = Person.objects.select_related("subject").get()
    with acting("health_spoc") as by:
        again = refer(partnership, by, agency="health")
    shown = page(signed_in("mash"), address(again))
    for words in (
        "A second phone since October.",
        "Football on Tuesdays.",
        "Discussed at MACEM",
        "Family Early Help Assessment",
        "Hand in Hand",
        "Same name, same date of birth",
        person.subject.reference,
    ):
        assert words in shown


def test_a_decision_is_made_on_the_page(referral, acting, partnership, signed_in):
    client = signed_in("mash")
    worker = partnership.user("social_worker")
    answer = client.post(
        address(referral),
        {
            "person": "new",
            "level": "4",
            "reason": "Two agencies.",
            "worker": worker.pk,
            "decisions_seen": "0",
        },
        follow=True,
    )
    assert "The decision is recorded" in answer.content.decode()
    with acting("mash"):
        assert MashDecision.objects.get().level == 4
        assert CaseHolder.objects.get().worker == worker


def test_nothing_typed_is_lost_when_the_decision_cannot_be_recorded(referral, acting, partnership, signed_in):
    with acting("mash") as by:
        decide(referral, by)
    client = signed_in("mash")
    answer = client.post(
        address(referral),
        {
            "level": "2",
            "reason": "Typed at length",
            "work_offered": ["PACE"],
            "other_work": "A club",
            "agency": partnership.agency("lat").pk,
            **day("review_on", clock.today() + timedelta(days=42)),
            "decisions_seen": "0",
        },
    )
    shown = answer.content.decode()
    assert "decided on this referral in the meantime" in shown
    assert "Typed at length" in shown
    assert 'value="A club"' in shown
    assert 'name="decisions_seen" value="1"' in shown
    with acting("mash"):
        assert MashDecision.objects.count() == 1


def test_a_reference_typed_must_be_of_somebody_whom_the_mash_sees(referral, known, acting, signed_in):
    answer = signed_in("mash").post(
        address(referral),
        {
            "person": "other", "reference": known.subject.reference, "level": "4", "reason": "Why",
            "decisions_seen": "0",
        },
    )  # fmt: skip
    assert "There is nobody with this reference" in answer.content.decode()


def test_a_record_not_seen_yet_is_opened_by_a_button_and_closed_when_it_is_somebody_else(
    known, acting, partnership, signed_in
):
    with acting("referrer") as by:
        referral = refer(partnership, by, csc_number=NUMBER, forename="K", surname="Test-Other")
    client = signed_in("mash")
    before = page(client, address(referral))
    assert "1 record that you do not see yet may be of this child" in before
    assert "Same social care number" in before
    for secret in (known.subject.reference, "Lindqvist"):
        assert secret not in before
    after = client.post(f"{address(referral)}compare/", follow=True).content.decode()
    assert known.subject.reference in after
    with acting("mash") as by:
        decide(referral, by, why_new="Another child: the number was mistyped.")
        assert not Person.objects.filter(pk=known.pk).exists()


def test_another_panels_referral_is_not_there(acting, partnership, signed_in, as_worker):
    other = elsewhere(partnership, as_worker)
    with acting("referrer") as by:
        referral = refer(other, by)
    client = signed_in("mash")
    assert referral.receipt not in page(client, "/referrals/mash/")
    assert client.get(address(referral)).status_code == 404
    with acting("mash") as by, pytest.raises(Refused):
        decide(referral, by)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"level": "3"}, "Choose the agency that does the work"),
        ({"level": "2", "work_offered": ["PACE"]}, "Enter the day on which it is reviewed"),
        ({"level": "1", "low_level": "on"}, "Say which work is offered to the child and the family"),
        ({"level": "4", "work_offered": ["PACE"]}, "This level leads to no early help"),
        ({"level": "1", "other_work": "A club"}, "This level leads to no early help"),
        ({}, "Choose a level of need"),
    ],
)
def test_early_help_is_asked_for_whole_or_not_at_all(typed, error, referral, signed_in, acting):
    given = {"person": "new", "reason": "Typed at length", "decisions_seen": "0"} | typed
    shown = signed_in("mash").post(address(referral), given).content.decode()
    assert error in shown
    assert "Typed at length" in shown
    with acting("mash"):
        assert not MashDecision.objects.exists()


def test_low_level_concerns_at_level_1_begin_early_help_on_the_page(referral, signed_in, acting, partnership):
    typed = {
        "person": "new", "level": "1", "low_level": "on", "reason": "Low-level.", "other_work": "A club",
        "agency": partnership.agency("lat").pk, "decisions_seen": "0",
        **day("review_on", clock.today() + timedelta(days=42)),
    }  # fmt: skip
    answer = signed_in("mash").post(address(referral), typed, follow=True)
    assert "Local Area Team does the work" in answer.content.decode()
    with acting("mash"):
        assert MashDecision.objects.get().path is MashRoute.FEHA


def test_a_review_too_far_away_is_refused_and_nothing_is_recorded(referral, signed_in, acting, partnership):
    typed = {
        "person": "new", "level": "2", "reason": "Typed at length", "work_offered": ["PACE"],
        "agency": partnership.agency("lat").pk, "decisions_seen": "0",
        **day("review_on", clock.today() + timedelta(days=91)),
    }  # fmt: skip
    shown = signed_in("mash").post(address(referral), typed).content.decode()
    assert "The next review is within 90 days" in shown
    with acting("mash"):
        assert not Person.objects.exists()
