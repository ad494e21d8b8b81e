"""Row security of this room: who sees a referral before and after it is linked, and what hangs on it."""

import pytest

from macem.protocol.vocabulary import Role
from macem.referrals.models import AssessmentReview, MashDecision, Referral, RiskAssessment
from macem.referrals.tests.making import EVERYBODY, assess, child, decide, elsewhere, refer, sign

pytestmark = pytest.mark.django_db


def seen(model, acting):
    """The keys of those who see a row of ``model``."""
    found = set()
    for key in EVERYBODY:
        with acting(key):
            if model.objects.exists():
                found.add(key)
    return found


def test_an_unlinked_referral_is_its_referrers_and_the_mashs_of_its_panel(acting, partnership):
    with acting("referrer") as by:
        refer(partnership, by)
    assert seen(Referral, acting) == {"referrer", "mash"}


def test_the_mash_does_not_see_another_panels(acting, partnership, as_worker):
    other = elsewhere(partnership, as_worker)
    with acting("referrer") as by:
        refer(other, by)
    assert seen(Referral, acting) == {"referrer"}


def test_a_linked_referral_is_seen_by_who_sees_the_child_and_by_its_referrer(acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        decide(referral, by, 2)
    assert seen(Referral, acting) == {"referrer", "mash"}
    with acting("mash") as by:
        decide(referral, by, 4, worker=partnership.user("social_worker"))
    assert seen(Referral, acting) == {"referrer", "mash", "social_worker", "ce_coordinator"}


def test_a_decision_is_never_its_referrers(acting, partnership):
    child(partnership, acting)
    assert seen(MashDecision, acting) == {"mash", "social_worker", "ce_coordinator"}


def test_an_assessment_and_its_review_follow_the_child(acting, partnership):
    person = child(partnership, acting)
    with acting("social_worker") as by:
        assessment = assess(partnership, person, by)
    with acting("service_manager") as by:
        sign(assessment, by)
    those = {"mash", "social_worker", "service_manager", "ce_coordinator"}
    assert seen(RiskAssessment, acting) == those
    assert seen(AssessmentReview, acting) == those


def test_an_unset_user_sees_nothing(acting, partnership):
    child(partnership, acting)
    assert not Referral.objects.exists()
    assert not MashDecision.objects.exists()


@pytest.mark.parametrize("model", [Referral, MashDecision, RiskAssessment])
def test_the_worker_reckons_the_same_sight_in_python(model, acting, partnership, as_worker):
    person = child(partnership, acting)
    with acting("social_worker") as by:
        assess(partnership, person, by)
    with acting("health_spoc") as by:
        refer(partnership, by, agency="health")
    for key in EVERYBODY:
        user = partnership.user(key)
        with acting(key):
            by_database = set(model.objects.values_list("pk", flat=True))
        with as_worker():
            assert set(model.objects.visible_to(user).values_list("pk", flat=True)) == by_database, key


def test_the_outcome_in_a_word_is_for_the_referrer_alone(acting, partnership):
    from macem.referrals.reading import outcomes_of_own

    child(partnership, acting)
    with acting("referrer"):
        assert [route.value for route in outcomes_of_own().values()] == ["macem"]
    for key in ("health_spoc", "mash", "ce_coordinator"):
        with acting(key):
            assert outcomes_of_own() == {}
    assert outcomes_of_own() == {}


def test_a_member_who_left_the_mash_sees_its_referrals_no_more(acting, partnership, as_worker):
    from macem.agencies import services as agencies
    from macem.agencies.models import Membership
    from macem.demo.partnership import SEEDING

    with acting("referrer") as by:
        refer(partnership, by)
    with as_worker():
        membership = Membership.objects.get(user=partnership.user("mash"), role=Role.MASH_DECISION_MAKER)
        agencies.end_role(membership=membership, by=SEEDING)
    assert seen(Referral, acting) == {"referrer"}
