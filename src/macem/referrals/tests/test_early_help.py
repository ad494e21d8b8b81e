"""P2: early help begins with a decision of the MASH and gives its agency sight of the child."""

from datetime import timedelta

import pytest

from macem.confidentiality.policies import can_see
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.referrals import services
from macem.referrals.models import EarlyHelp, EarlyHelpReview
from macem.referrals.tests.making import decide, early_help, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(acting, partnership):
    with acting("referrer") as by:
        return refer(partnership, by)


def begin(partnership, referral, by, level=3, agency="lat", **changes):
    given = {"work": ("PACE", "Internet safety"), "review_on": clock.today() + timedelta(days=42)}
    offer = services.EarlyHelpOffer(agency=partnership.agency(agency), **(given | changes))
    return decide(referral, by, level, early_help=offer).early_help


def test_the_agency_that_does_the_work_sees_the_child(acting, partnership, referral):
    with acting("mash") as by:
        begun = begin(partnership, referral, by)
    for key, sees in (("lat_spoc", True), ("return_interview_worker", False), ("health_spoc", False)):
        with acting(key) as by:
            assert can_see(by, begun.subject_id, to="look") is sees, key
            assert EarlyHelp.objects.visible_to(partnership.user(key)).filter(pk=begun.pk).exists() is sees


@pytest.mark.parametrize(
    "change",
    [{"work": (" ",)}, {"review_on": clock.today()}, {"review_on": clock.today() + timedelta(days=91)}],
)
def test_early_help_without_work_or_a_near_review_does_not_begin(change, acting, partnership, referral):
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        begin(partnership, referral, by, **change)
    assert refusal.value.clause == "P2"


def test_a_level_4_leads_to_no_early_help(acting, partnership, referral):
    with acting("mash") as by, pytest.raises(NotNow):
        begin(partnership, referral, by, level=4)


def test_the_mash_begins_it(acting, partnership, referral):
    with acting("mash") as by:
        decision = decide(referral, by, 3)
    with acting("lat_spoc") as by, pytest.raises(Refused):
        services.begin_early_help(
            decision=decision,
            agency=partnership.agency("lat"),
            work=["PACE"],
            review_on=clock.today() + timedelta(days=42),
            by=by,
        )


@pytest.mark.parametrize(
    ("level", "outcome"),
    [(4, EarlyHelpState.STEPPED_UP), (2, EarlyHelpState.DECIDED_AGAIN), (1, EarlyHelpState.STEPPED_DOWN)],
)
def test_a_new_decision_ends_it_and_the_sight_it_gave(level, outcome, acting, partnership, referral):
    with acting("mash") as by:
        begun = begin(partnership, referral, by)
        other = {"early_help": early_help(partnership.panel, agency="health")} if level == 2 else {}
        decide(referral, by, level, **other)
        assert EarlyHelpReview.objects.get().outcome is outcome
        assert begun not in EarlyHelp.objects.visible_to(partnership.user("mash")).open()
    with acting("lat_spoc") as by:
        assert not can_see(by, begun.subject_id, to="look")
