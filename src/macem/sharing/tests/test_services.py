from datetime import date

import pytest

from macem.agencies.policies import roles_of
from macem.confidentiality.services import Principal, register_subject
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.sharing import AfterWithdrawal
from macem.protocol.vocabulary import ConsentState, LawfulBasis, Role, SharingPrinciple
from macem.protocol.vocabulary.states import AwarenessOf
from macem.sharing import services
from macem.sharing.duties import duties
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop
from macem.sharing.state import circulation_decision, circulation_decisions, needs_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject_id(acting, partnership):
    with acting("chair") as by:
        roles = (Role.CHAIR, Role.SERVICE_MANAGER, Role.SPOC)
        return register_subject(
            first_grants=[Principal.role(partnership.panel.pk, role) for role in roles],
            basis="test",
            source="test:1",
            by=by,
            at=clock.now(),
        ).pk


def said(by, subject_id, status, of_whom=AwarenessOf.CHILD, reason=""):
    return services.record_awareness(
        subject_id=subject_id, of_whom=of_whom, status=status, reason=reason, by=by
    )


def basis(by, subject_id, which=LawfulBasis.SAFEGUARDING):
    return services.record_basis(subject_id=subject_id, basis=which, reason="Risk of harm", by=by)


def test_nothing_recorded_names_both_that_are_missing(acting, subject_id):
    with acting("chair"):
        decision = circulation_decision(subject_id)
    assert not decision.met and decision.clause == "S5"
    assert len(decision.missing) == 2


@pytest.mark.parametrize("status", [ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.NOT_SOUGHT])
def test_a_lawful_basis_and_what_was_said_are_enough(acting, subject_id, status):
    with acting("chair") as by:
        said(by, subject_id, status, reason="Not safe to ask")
        basis(by, subject_id)
        assert circulation_decision(subject_id).met


def test_agreement_not_sought_needs_the_reason(acting, subject_id):
    with acting("chair") as by, pytest.raises(NotNow):
        said(by, subject_id, ConsentState.NOT_SOUGHT)


def test_consent_as_the_only_basis_falls_with_a_refusal(acting, subject_id):
    with acting("chair") as by:
        said(by, subject_id, ConsentState.GIVEN)
        basis(by, subject_id, LawfulBasis.CONSENT)
        assert circulation_decision(subject_id).met
        said(by, subject_id, ConsentState.REFUSED)
        assert not circulation_decision(subject_id).met


def test_a_withdrawal_waits_for_a_decision_and_keeps_the_history(acting, subject_id):
    with acting("chair") as by:
        said(by, subject_id, ConsentState.GIVEN)
        basis(by, subject_id)
        assert not needs_decision(subject_id)
        said(by, subject_id, ConsentState.WITHDRAWN)
        assert needs_decision(subject_id)
        assert not circulation_decision(subject_id).met
        assert Awareness.objects.count() == 2


def test_going_on_needs_another_basis_and_a_reason(acting, subject_id):
    with acting("chair") as by:
        basis(by, subject_id, LawfulBasis.CONSENT)
        said(by, subject_id, ConsentState.WITHDRAWN)
        for chosen, reason in ((None, "x"), (LawfulBasis.CONSENT, "x"), (LawfulBasis.SAFEGUARDING, " ")):
            with pytest.raises(NotNow) as refusal:
                services.decide_after_withdrawal(
                    subject_id=subject_id, choice=AfterWithdrawal.GO_ON, basis=chosen, reason=reason, by=by
                )
            assert refusal.value.clause == "S5"
        services.decide_after_withdrawal(
            subject_id=subject_id,
            choice=AfterWithdrawal.GO_ON,
            basis=LawfulBasis.SAFEGUARDING,
            reason="Risk of serious harm",
            principles=list(SharingPrinciple),
            by=by,
        )
        assert not needs_decision(subject_id)
        assert circulation_decision(subject_id).met
        assert Basis.objects.get(until=None).basis is LawfulBasis.SAFEGUARDING
        assert Basis.objects.get(until=None).principles == list(SharingPrinciple)
        assert Basis.objects.count() == 2


def test_stopping_ends_every_basis_until_one_is_recorded_again(acting, subject_id):
    with acting("chair") as by:
        basis(by, subject_id)
        said(by, subject_id, ConsentState.WITHDRAWN)
        services.decide_after_withdrawal(
            subject_id=subject_id, choice=AfterWithdrawal.STOP, reason="She asked us to", by=by
        )
        assert not needs_decision(subject_id)
        assert not circulation_decision(subject_id).met
        assert SharingStop.objects.get().answers == Awareness.objects.get()
        basis(by, subject_id)
        assert circulation_decision(subject_id).met


def test_withdrawn_twice_is_decided_twice(acting, subject_id):
    with acting("chair") as by:
        said(by, subject_id, ConsentState.WITHDRAWN)
        basis(by, subject_id)
        assert not needs_decision(subject_id)
        said(by, subject_id, ConsentState.GIVEN)
        said(by, subject_id, ConsentState.WITHDRAWN)
        assert needs_decision(subject_id)


def test_there_is_no_decision_without_a_withdrawal(acting, subject_id):
    with acting("chair") as by, pytest.raises(NotNow):
        services.decide_after_withdrawal(
            subject_id=subject_id, choice=AfterWithdrawal.STOP, reason="x", by=by
        )


def test_the_chair_is_told_of_several_people_in_three_queries(
    acting, subject_id, django_assert_max_num_queries
):
    with acting("chair") as by:
        basis(by, subject_id)
        with django_assert_max_num_queries(3):
            decisions = circulation_decisions([subject_id, subject_id + 1])
        assert set(decisions) == {subject_id, subject_id + 1}


def test_what_the_family_may_be_told_is_recorded_and_told_once(acting, subject_id):
    with acting("service_manager") as by:
        agreed = services.agree_sharing(
            subject_id=subject_id,
            may_be_told="The plan",
            told_by="Jo Example-Finch",
            tell_by=date(2027, 1, 8),
            agencies_may_hold="The plan and their own actions",
            by=by,
        )
        services.record_told(agreement=agreed, by=by)
        assert SharingAgreement.objects.get().told_at is not None
        with pytest.raises(NotNow):
            services.record_told(agreement=agreed, by=by)
        with pytest.raises(NotNow):
            services.agree_sharing(
                subject_id=subject_id, may_be_told="", told_by="x", tell_by=None, agencies_may_hold="x", by=by
            )


@pytest.mark.parametrize("key", ["health_spoc", "social_worker", "administrator"])
def test_others_record_nothing(acting, subject_id, key):
    with acting(key) as by:
        for act in (
            lambda: said(by, subject_id, ConsentState.GIVEN),
            lambda: basis(by, subject_id),
            lambda: services.stop_sharing(subject_id=subject_id, reason="x", by=by),
        ):
            with pytest.raises(Refused):
                act()


def test_a_basis_needs_a_reason(acting, subject_id):
    with acting("chair") as by, pytest.raises(NotNow):
        services.record_basis(subject_id=subject_id, basis=LawfulBasis.PUBLIC_TASK, reason=" ", by=by)


def test_a_withdrawal_is_owed_a_decision_until_it_is_taken(acting, subject_id, partnership):
    def owed(key):
        user = partnership.user(key)
        with acting(key):
            return duties(user, roles_of(user.pk), clock.now())

    assert owed("chair") == []
    with acting("chair") as by:
        said(by, subject_id, ConsentState.WITHDRAWN)
    (duty,) = owed("chair")
    assert duty.clause == "S5" and duty.url.endswith("/sharing/decide/")
    assert owed("ce_coordinator") == []
    assert owed("service_manager") == []
    with acting("chair") as by:
        basis(by, subject_id)
    assert owed("chair") == []
