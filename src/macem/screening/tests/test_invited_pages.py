"""P1: somebody without an account fills in and sends the form by the very same pages."""

import pytest
from django.test import Client

from macem.accounts.invitations import links
from macem.gate.actor import Actor
from macem.gate.scope import acting_for
from macem.referrals.models import EmergencyStop, Referral
from macem.screening.models import Screening
from macem.screening.services import inviting, save_answers
from macem.screening.tests.making import ENOUGH

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(acting, partnership):
    """An invitation of Rowan, who works at a school and counts under Education, and its code."""
    with acting("ce_coordinator") as by:
        return inviting.invite(
            panel=partnership.panel,
            agency=partnership.agency("education"),
            organisation="Test Street Primary",
            full_name="Rowan Example-Hart",
            address="rowan@school.example.org",
            by=by,
        )


@pytest.fixture
def inside(given):
    """Rowan's browser, let in by link and code."""
    client = Client()
    client.post(links.path_to(given.invitation), {"code": given.code})
    return client


def page(client, where):
    answer = client.get(where)
    assert answer.status_code == 200, (where, answer.status_code)
    return answer.content.decode()


def test_from_the_link_to_the_receipt(given, inside, partnership):
    start = inside.get("/screening/").url
    assert start == "/referrals/new/"
    ways = inside.post(start, {"in_danger": "no"}).url
    shown = page(inside, ways)
    assert "Fill in the screening form" in shown
    assert "few lines" not in shown
    first = inside.post(ways, {"way": "screening"}).url
    assert "What is the child’s name?" in page(inside, first)
    reference = first.split("/")[2]
    rowan = Actor.user(given.invitation.user)
    with acting_for(rowan.user_id):
        draft = Screening.objects.get()
        assert draft.agency == partnership.agency("education")
        save_answers(screening=draft, given=ENOUGH, seen={}, by=rowan)
    assert inside.get("/screening/").url == f"/screening/{reference}/"
    assert "Your form" in page(inside, f"/screening/{reference}/")
    check = f"/referrals/screenings/{reference}/check/"
    page(inside, check)
    receipt = inside.post(check, {"understood": "on"}).url
    assert "Sent to the MASH" in page(inside, receipt)
    assert "Casey" in page(inside, f"/screening/{reference}/read/")
    given.invitation.refresh_from_db()
    assert given.invitation.used_at is not None


def test_danger_shows_the_emergency_route_to_them_too(given, inside):
    """P3."""
    assert "Call 999 now" in page(inside, inside.post("/referrals/new/", {"in_danger": "yes"}).url)
    assert EmergencyStop.objects.get().stopped_for == given.invitation.user


def test_a_second_form_is_not_begun(given, inside):
    ways = inside.post("/referrals/new/", {"in_danger": "no"}).url
    inside.post(ways, {"way": "screening"})
    assert "one form" in inside.post(ways, {"way": "screening"}).content.decode()


def test_a_few_lines_are_not_for_them(given, inside):
    ways = inside.post("/referrals/new/", {"in_danger": "no"}).url
    assert inside.get(f"{ways}few-lines/").status_code == 403
    with acting_for(given.invitation.user_id):
        assert not Referral.objects.exists()
