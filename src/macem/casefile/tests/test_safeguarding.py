"""P2, P3 and C1 on a child's page: strategy meeting, section 47, NRM, early help, section 45."""

from datetime import date, timedelta

import pytest

from macem.gate import clock
from macem.protocol.vocabulary.safeguarding import NrmBody
from macem.referrals import services
from macem.referrals.models import EarlyHelp
from macem.referrals.tests.making import decide, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(register):
    return register("Robin", "Test-Ashby")


def page_of(reference, signed_in, key="ce_coordinator"):
    return " ".join(signed_in(key).get(f"/people/{reference}/").content.decode().split())


def test_what_is_due_and_overdue_stands_in_the_block(acting, child, signed_in):
    today = clock.today()
    with acting("ce_coordinator") as by:
        services.record_nrm_referral(
            person=child, responder="Police", number="", submitted_on=today, body=NrmBody.DEVOLVED, by=by
        )
        services.record_strategy_meeting(
            person=child, held_on=date(2025, 12, 14), section_47=True, outcome="A joint visit.", by=by
        )
        reference = child.subject.reference
    shown = page_of(reference, signed_in)
    due = today + timedelta(days=45)
    for words in (
        "14 December 2025: section 47",
        "Open, outcome was due 7 January 2026",
        "Overdue",
        f"Reasonable grounds due {due.day} {due:%B %Y}",
        "defence in section 45",
    ):
        assert words in shown


def test_a_child_without_any_of_it_is_said_to_have_none(acting, child, signed_in):
    with acting("ce_coordinator"):
        reference = child.subject.reference
    shown = page_of(reference, signed_in)
    assert "None recorded" in shown
    assert "section 45" not in shown


def test_early_help_is_linked_for_those_who_open_it(acting, partnership, signed_in):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        begun = EarlyHelp.objects.select_related("subject").get(decision=decide(referral, by, 3))
        reference = begun.subject.reference
    for key in ("mash", "lat_spoc"):
        shown = page_of(reference, signed_in, key)
        assert "Local Area Team, review due" in shown
        assert f'href="/early-help/{begun.pk}/"' in shown
