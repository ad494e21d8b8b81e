"""P2: early help is reviewed, closed, led by somebody, or stepped up by the MASH."""

from datetime import timedelta

import pytest

from macem.agencies import services as agencies
from macem.agencies.models import Membership
from macem.confidentiality.policies import can_see
from macem.confidentiality.services import Principal, grant_access
from macem.demo.partnership import SEEDING
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.nominations.services import drain_changed_facts
from macem.notices.models import Notice
from macem.people.models import FactsChanged
from macem.protocol.vocabulary import MashRoute, Role
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from macem.referrals import services
from macem.referrals.duties import duties
from macem.referrals.models import EarlyHelp, EarlyHelpReview, EarlyHelpWorkReview
from macem.referrals.services.early_help import keep_sight
from macem.referrals.tests.making import decide, refer

pytestmark = pytest.mark.django_db

STATE = EarlyHelpState
SOON = timedelta(days=28)


@pytest.fixture
def begun(acting, partnership):
    """Early help by the local area team: PACE and internet safety, to be reviewed in six weeks."""
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        return EarlyHelp.objects.select_related("subject", "panel").get(decision=decide(referral, by, 3))


def review(begun, by, outcome=STATE.UNDER_WAY, **changes):
    given = {
        "outcome": outcome,
        "reviewed_on": clock.today(),
        "reason": "The evenings are calmer.",
        "work": {one.pk: (WorkEffect.SOME_CHANGE, "Three sessions.") for one in begun.work.all()},
        "next_review_on": clock.today() + SOON if outcome is STATE.UNDER_WAY else None,
    }
    return services.review_early_help(early_help=begun, by=by, **(given | changes))


def state_of(begun):
    return STATE(EarlyHelp.objects.get_queryset().with_state().get(pk=begun.pk).state)


def owed(partnership, key, words, *roles):
    found = duties(partnership.user(key), set(roles), clock.now())
    return [one for one in found if words in one.title]


def test_a_review_says_of_each_work_what_was_done_and_came_of_it(acting, begun):
    with acting("lat_spoc") as by:
        first = review(begun, by)
        assert [(one.effect, one.done) for one in first.work.all()] == [
            (WorkEffect.SOME_CHANGE, "Three sessions.")
        ]
        shown = EarlyHelp.objects.get_queryset().with_state().get(pk=begun.pk)
        assert (STATE(shown.state), shown.next_review) == (STATE.UNDER_WAY, clock.today() + SOON)
        assert can_see(by, begun.subject_id, to="look")


@pytest.mark.parametrize(
    "change",
    [
        {"work": {}},
        {"reason": " "},
        {"next_review_on": None},
        {"reviewed_on": clock.today() - timedelta(days=1)},
    ],
)
def test_a_review_that_says_too_little_is_refused(change, acting, begun):
    with acting("lat_spoc") as by:
        with pytest.raises(NotNow) as refusal:
            review(begun, by, **change)
        assert refusal.value.clause == "P2"
        assert not EarlyHelpWorkReview.objects.exists()


@pytest.mark.parametrize("outcome", [STATE.NEEDS_MET, STATE.STEPPED_DOWN, STATE.DECLINED])
def test_closing_ends_the_sight_that_the_work_gave(outcome, acting, begun):
    with acting("lat_spoc") as by:
        review(begun, by, outcome)
        assert not can_see(by, begun.subject_id, to="look")
    with acting("mash") as by:
        assert state_of(begun) is outcome
        with pytest.raises(NotNow):
            review(begun, by)


@pytest.mark.parametrize("outcome", [STATE.STEPPED_UP, STATE.DECIDED_AGAIN])
def test_no_review_stands_for_a_decision_of_the_mash(outcome, acting, begun):
    with acting("mash") as by, pytest.raises(NotNow):
        review(begun, by, outcome)


@pytest.mark.parametrize(
    "key", ["health_spoc", "return_interview_worker", "referrer", "chair", "social_worker"]
)
def test_only_the_working_agency_and_the_mash_review(key, acting, begun):
    with acting(key) as by, pytest.raises(Refused):
        review(begun, by)


def test_an_agency_that_sees_the_child_does_not_review_the_work_of_another(
    acting, as_worker, partnership, begun
):
    with as_worker():
        grant_access(
            subject_id=begun.subject_id,
            to=[Principal.user(partnership.user("health_spoc").pk)],
            basis="test",
            source="test:1",
            by=SEEDING,
            at=clock.now() - timedelta(minutes=1),
        )
    with acting("health_spoc") as by, pytest.raises(Refused):
        review(begun, by)


def test_two_reviews_at_once_show_each_other(acting, begun):
    with acting("mash") as by:
        review(begun, by, reviews_seen=0)
    with acting("lat_spoc") as by:
        with pytest.raises(StaleWrite) as refusal:
            review(begun, by, STATE.NEEDS_MET, reviews_seen=0)
        assert refusal.value.theirs == EarlyHelpReview.objects.get()
        assert refusal.value.yours == "The evenings are calmer."


def test_the_mash_answers_a_step_up_and_nobody_else_goes_on(acting, partnership, begun):
    with acting("lat_spoc") as by:
        review(begun, by, STATE.STEP_UP_ASKED)
        with pytest.raises(Refused):
            review(begun, by)
    with acting("mash") as by:
        [duty] = owed(partnership, "mash", "Answer the step up", Role.MASH_DECISION_MAKER)
        assert duty.due is not None
        services.let_early_help_go_on(
            early_help=begun, reason="Two more weeks.", next_review_on=clock.today() + SOON, by=by
        )
        assert state_of(begun) is STATE.UNDER_WAY
        assert not owed(partnership, "mash", "Answer the step up", Role.MASH_DECISION_MAKER)
    assert Notice.objects.filter(kind="early_help", user=partnership.user("mash")).count() == 1


def test_a_step_up_is_a_decision_of_the_mash_that_nominates(acting, as_worker, partnership, begun):
    with acting("lat_spoc") as by:
        with pytest.raises(Refused):
            services.step_up_early_help(early_help=begun, reason="Missing again.", by=by)
        review(begun, by, STATE.STEP_UP_ASKED)
    with acting("mash") as by:
        decision = services.step_up_early_help(early_help=begun, reason="Missing again.", by=by)
        assert (decision.level, decision.path) == (4, MashRoute.MACEM)
        assert EarlyHelpReview.objects.last().decision == decision
        assert state_of(begun) is STATE.STEPPED_UP
        assert FactsChanged.objects.filter(person_id=begun.subject_id, what="MASH decision").count() == 2
    with acting("lat_spoc") as by:
        assert not can_see(by, begun.subject_id, to="look")
    with as_worker():
        drain_changed_facts()
    with acting("ce_coordinator") as by:
        clauses = set(begun.subject.nominations.values_list("clause", flat=True))
    assert "P2" in clauses


def test_a_step_up_needs_a_reason_and_fresh_eyes(acting, begun):
    with acting("mash") as by:
        with pytest.raises(NotNow):
            services.step_up_early_help(early_help=begun, reason=" ", by=by)
        review(begun, by)
        with pytest.raises(StaleWrite):
            services.step_up_early_help(early_help=begun, reason="Missing.", reviews_seen=0, by=by)
        assert state_of(begun) is STATE.UNDER_WAY


def test_a_review_that_is_near_is_owed_and_one_that_is_far_is_not(acting, partnership, begun):
    with acting("lat_spoc") as by:
        assert not owed(partnership, "lat_spoc", "Review early help", Role.SPOC)
        review(begun, by, next_review_on=clock.today() + timedelta(days=14))
        [duty] = owed(partnership, "lat_spoc", "Review early help", Role.SPOC)
        assert duty.due == clock.today() + timedelta(days=14)
        assert duty.subject_reference == begun.subject.reference
    with acting("health_spoc"):
        assert not owed(partnership, "health_spoc", "early help", Role.SPOC)


def give_role(partnership, key, role):
    agencies.give_role(
        user=partnership.user(key),
        agency=partnership.agency_of(key),
        panel=partnership.panel,
        role=role,
        by=SEEDING,
        at=clock.now() - timedelta(minutes=2),
    )


def test_somebody_with_an_account_leads_and_sees_the_child_while_it_lasts(
    acting, as_worker, partnership, begun
):
    with as_worker():
        give_role(partnership, "return_interview_worker", Role.REPRESENTATIVE)
    lead = partnership.user("return_interview_worker")
    with acting("lat_spoc") as by:
        assert owed(partnership, "lat_spoc", "Say who leads", Role.SPOC)
        services.name_lead_person(early_help=begun, user=lead, name="", by=by)
        assert not owed(partnership, "lat_spoc", "Say who leads", Role.SPOC)
    with acting("return_interview_worker") as by:
        assert can_see(by, begun.subject_id, to="look")
        review(begun, by)
    with acting("lat_spoc") as by:
        services.name_lead_person(early_help=begun, name="Alex Example-Worth", by=by)
    with acting("return_interview_worker") as by:
        assert not can_see(by, begun.subject_id, to="look")


@pytest.mark.parametrize("key", ["return_interview_worker", "health_spoc"])
def test_nobody_leads_who_does_not_open_records_for_that_agency(key, acting, partnership, begun):
    with acting("lat_spoc") as by:
        with pytest.raises(NotNow):
            services.name_lead_person(early_help=begun, user=partnership.user(key), name="", by=by)
        with pytest.raises(NotNow):
            services.name_lead_person(early_help=begun, name=" ", by=by)


def test_a_new_contact_sees_the_child_and_one_who_left_does_not(acting, as_worker, partnership, begun):
    left = Membership.objects.get(user=partnership.user("lat_spoc"), role=Role.SPOC.value)
    with as_worker():
        agencies.end_role(membership=left, by=SEEDING, at=clock.now() - timedelta(minutes=2))
        give_role(partnership, "return_interview_worker", Role.SPOC)
        assert keep_sight() == 1
        assert keep_sight() == 0
    with acting("return_interview_worker") as by:
        assert can_see(by, begun.subject_id, to="look")
    with acting("lat_spoc") as by:
        assert not can_see(by, begun.subject_id, to="look")


def test_nothing_is_left_where_the_audit_row_cannot_be_written(acting, begun, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no log")

    monkeypatch.setattr("macem.referrals.services.early_help_reviews.audit.record", fail)
    with acting("lat_spoc") as by:
        with pytest.raises(RuntimeError):
            review(begun, by)
        assert not EarlyHelpReview.objects.exists()
