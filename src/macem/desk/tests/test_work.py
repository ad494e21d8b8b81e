"""The start page: what you owe, late first; the next meeting; who owes business support what."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.actions.services import agree_action
from macem.demo.partnership import PROFESSIONALS
from macem.meetings.tests.scene import MONDAY, Scene, circulated

pytestmark = pytest.mark.django_db
KEYS = [professional.key for professional in PROFESSIONALS]


@pytest.fixture(autouse=True)
def monday():
    """Monday 21 December 2026, 10:00am; the meeting is on 6 January, names due tomorrow, agenda the 29th."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(partnership, as_worker):
    return Scene(partnership, as_worker)


@pytest.fixture
def owe(acting, partnership):
    """`owe(day)` gives the referrer an action about nobody, due then."""

    def give(due, text="Visit the café"):
        with acting("chair") as by:
            agree_action(
                panel=partnership.panel, text=text, owner=partnership.user("referrer"), owner_name="",
                agency=partnership.agency("education"), due=due, by=by,
            )  # fmt: skip

    return give


def page_of(signed_in, key):
    response = signed_in(key).get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_everybody_has_a_start_page_on_which_nothing_empty_is_blank(signed_in, key):
    page = page_of(signed_in, key)
    assert page.count("<h1") == 1
    assert 'href="/mail/"' in page
    assert 'href="/actions/"' in page


def test_nobody_without_a_role_has_one(signed_in, partnership):
    from macem.agencies.models import Membership

    browser = signed_in("auditor")
    Membership.objects.filter(user=partnership.user("auditor")).delete()
    assert browser.get("/").status_code == 403


def test_late_comes_first_then_today_and_tomorrow_then_later(signed_in, owe, monday):
    for day, text in ((21, "Ring the garage"), (23, "Visit the café"), (31, "Write to the school")):
        owe(date(2026, 12, day), text)
    monday.move_to("2026-12-22 10:00 +0000")
    page = page_of(signed_in, "referrer")
    assert "You owe 3 things" in page
    assert "1 is late" in page
    assert "1 is due by tomorrow" in page
    order = [page.index(words) for words in ("Ring the garage", "Visit the café", "Write to the school")]
    assert order == sorted(order)
    assert "1 working day late" in page
    assert "in 5 working days" in page


def test_m1_without_a_meeting_it_says_what_would_be_here(signed_in):
    assert "None is planned yet" in page_of(signed_in, "education_spoc")
    assert "Plan the meetings of York" in page_of(signed_in, "business_support")


def test_m2_the_rail_before_names_are_sent(signed_in, scene):
    scene.meeting()
    page = page_of(signed_in, "education_spoc")
    assert "Wednesday 6 January 2027" in page
    assert "Tuesday 22 December, tomorrow" in page
    assert "0 of 7 agencies" in page


def test_m2_m4_m5_the_rail_after_circulation(signed_in, acting, scene, monday):
    meeting = scene.meeting()
    scene.meeting(date(2027, 2, 3))
    scene.case("Imo")
    circulated(acting, meeting)
    monday.move_to("2026-12-31 10:00 +0000")
    page = page_of(signed_in, "business_support")
    assert "Circulated Monday 21 December, on time" in page
    assert "Returns due in 1 working day" in page
    assert "0 of 7 agencies in" in page
    assert "have nobody coming" in page
    assert "Wednesday 3 February 2027" in page


def test_business_support_sees_who_owes_what_and_nobody_else_does(signed_in, acting, scene, owe, monday):
    meeting = scene.meeting()
    scene.case("Imo")
    circulated(acting, meeting)
    owe(date(2026, 12, 22))
    monday.move_to("2026-12-31 10:00 +0000")
    page = page_of(signed_in, "business_support")
    assert "Waiting for others" in page
    assert "Return: 0 of 1 people answered, agenda not opened" in page
    assert "Name of somebody who is coming" in page
    assert "1 late action" in page
    assert "Chase all" in page
    assert "Waiting for others" not in page_of(signed_in, "chair")
    assert "Imo" not in page


def test_the_last_chase_is_told(signed_in, acting, scene, monday):
    meeting = scene.meeting()
    scene.case("Imo")
    circulated(acting, meeting)
    browser = signed_in("business_support")
    assert "Not yet" in browser.get("/").content.decode()
    browser.post(f"/meetings/{meeting.reference}/chase/")
    assert "Monday 21 December</td>" in browser.get("/").content.decode()


def test_m3_dates_beyond_the_proclaimed_holidays_are_marked(signed_in, scene, partnership):
    scene.meeting(date(2099, 1, 7))
    assert "not yet proclaimed" in page_of(signed_in, "chair")


@pytest.mark.parametrize("key", ["business_support", "chair", "education_spoc", "referrer"])
def test_the_page_takes_the_same_queries_however_much_is_owed(signed_in, acting, scene, owe, key):
    def queries():
        browser = signed_in(key)
        browser.get("/")
        with CaptureQueriesContext(connection) as seen:
            browser.get("/")
        return len(seen)

    meeting = scene.meeting()
    scene.case("Imo")
    scene.meeting(date(2027, 2, 3))
    circulated(acting, meeting)
    owe(date(2026, 12, 22))
    few = queries()
    for _ in range(10):
        owe(date(2026, 12, 22))
    scene.meeting(date(2027, 3, 3))
    assert queries() == few
