"""S1: a draft is its author's alone; a sent form is for the MASH, then for those who work with the child."""

import pytest

from macem.confidentiality.querysets import WrongConnection
from macem.referrals import services as referrals
from macem.screening.models import Screening, ScreeningAnswer
from macem.screening.tests.making import fill_in, send

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "referrer",
    "education_spoc",
    "health_spoc",
    "mash",
    "social_worker",
    "service_manager",
    "ce_coordinator",
    "chair",
    "vice_chair",
    "business_support",
    "police_spoc",
    "intelligence_ds",
    "administrator",
    "auditor",
)


def who_sees(acting, partnership) -> set[str]:
    """Who sees the one form there is; each sees all of its answers or none."""
    found = set()
    for key in EVERYBODY:
        with acting(key):
            forms = Screening.objects.visible_to(partnership.user(key)).count()
            answers = ScreeningAnswer.objects.visible_to(partnership.user(key)).count()
            assert bool(forms) is bool(answers), key
            if forms:
                found.add(key)
    return found


def said_in_python(partnership, as_worker) -> set[str]:
    """The same by the Python twin of the policies."""
    with as_worker():
        return {
            key
            for key in EVERYBODY
            if Screening.objects.visible_to(partnership.user(key)).exists()
            and ScreeningAnswer.objects.visible_to(partnership.user(key)).exists()
        }


def test_a_draft_is_seen_by_whoever_began_it_and_nobody_else(acting, partnership, as_worker):
    with acting("referrer") as by:
        fill_in(partnership, by)
    assert who_sees(acting, partnership) == {"referrer"} == said_in_python(partnership, as_worker)


def test_a_sent_form_is_seen_by_the_mash_too(acting, partnership, as_worker):
    with acting("referrer") as by:
        send(partnership, by)
    assert who_sees(acting, partnership) == {"referrer", "mash"} == said_in_python(partnership, as_worker)


def test_once_it_is_known_whom_it_is_about_those_who_see_the_child_by_such_a_role_read_it(
    acting, partnership, as_worker
):
    with acting("referrer") as by:
        sent = send(partnership, by)
    with acting("mash") as by:
        referrals.decide_referral(
            referral=sent,
            level=4,
            reason="Two agencies saw it.",
            worker=partnership.user("social_worker"),
            by=by,
        )
    seen = {"referrer", "mash", "ce_coordinator", "social_worker"}
    assert who_sees(acting, partnership) == seen == said_in_python(partnership, as_worker)


def test_nobody_is_shown_forms_by_a_connection_that_acts_for_somebody_else(acting, partnership):
    with acting("referrer") as by:
        fill_in(partnership, by)
        with pytest.raises(WrongConnection):
            Screening.objects.visible_to(partnership.user("mash"))
