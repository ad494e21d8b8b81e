"""P2: the pages of early help: who reaches them, what they show, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.gate import clock
from macem.referrals.models import EarlyHelp, EarlyHelpReview
from macem.referrals.tests.making import decide, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(acting, partnership):
    with acting("referrer") as by:
        referral = refer(partnership, by)
    with acting("mash") as by:
        return EarlyHelp.objects.select_related("subject").get(decision=decide(referral, by, 3))


@pytest.fixture
def work(acting, begun):
    with acting("mash"):
        return begun.work.get()


def address(begun, rest=""):
    return f"/early-help/{begun.pk}/{rest}"


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def review_form(work, outcome="under_way", **changes):
    return {
        **dated("reviewed_on", clock.today()),
        **dated("next_review_on", clock.today() + timedelta(days=28)),
        f"effect_{work.pk}": "some_change",
        f"done_{work.pk}": "Three sessions with both parents.",
        "outcome": outcome,
        "reason": "The evenings are calmer.",
        "reviews_seen": "0",
    } | changes


def test_the_working_agency_reads_why_and_what_and_nothing_of_the_referrer(begun, signed_in):
    shown = signed_in("lat_spoc").get(address(begun)).content.decode()
    for words in ("Local Area Team", "PACE", "Two agencies saw it.", "NOT A SAFEGUARDING REFERRAL"):
        assert words in shown
    assert "A second phone since October." not in shown
    assert "Priya" not in shown


def test_a_review_goes_from_the_form_to_the_page(begun, work, signed_in):
    client = signed_in("lat_spoc")
    faulty = client.post(
        address(begun, "review/"), review_form(work, reason="", **{f"done_{work.pk}": ""})
    ).content.decode()
    assert "Say what was done for “PACE”" in faulty
    assert "Say why" in faulty
    assert client.post(address(begun, "review/"), review_form(work)).status_code == 302
    shown = client.get(address(begun)).content.decode()
    for words in (
        "Three sessions with both parents.",
        "Done, some things are better",
        "Goes on, next review",
    ):
        assert words in shown


def test_whoever_was_slower_sees_what_came_between_and_keeps_what_they_typed(begun, work, signed_in, acting):
    assert signed_in("mash").post(address(begun, "review/"), review_form(work)).status_code == 302
    client = signed_in("lat_spoc")
    late = review_form(work, outcome="needs_met", reason="All is well at home.")
    between = client.post(address(begun, "review/"), late).content.decode()
    assert "recorded a review in the meantime" in between
    assert "All is well at home." in between
    assert 'name="reviews_seen" value="1"' in between
    assert client.post(address(begun, "review/"), late | {"reviews_seen": "1"}).status_code == 302
    with acting("mash"):
        assert EarlyHelpReview.objects.count() == 2
    assert client.get(address(begun)).status_code == 404


def test_the_mash_answers_a_step_up_on_its_page(begun, work, signed_in, acting):
    asked = review_form(work, outcome="step_up_asked", reason="Missing twice.")
    assert signed_in("lat_spoc").post(address(begun, "review/"), asked).status_code == 302
    client = signed_in("mash")
    assert "Missing twice." in client.get(address(begun, "step-up/")).content.decode()
    go_on = {"answer": "go_on", "reason": "Two more weeks.", "reviews_seen": "1"}
    assert (
        "Enter the day of the next review" in client.post(address(begun, "step-up/"), go_on).content.decode()
    )
    up = {"answer": "step_up", "reason": "Missing twice.", "reviews_seen": "1"}
    assert client.post(address(begun, "step-up/"), up).status_code == 302
    listed = client.get("/early-help/").content.decode()
    assert "Stepped up to level 4" in listed


def test_the_mash_steps_up_unasked(begun, signed_in):
    client = signed_in("mash")
    assert "Answer a step up" not in client.get(address(begun, "step-up/")).content.decode()
    form = {"reason": "Found in a car far away.", "reviews_seen": "0"}
    assert client.post(address(begun, "step-up/"), form).status_code == 302


def test_the_agency_says_who_leads(begun, partnership, signed_in):
    client = signed_in("lat_spoc")
    assert "Choose somebody, or write one name" in client.post(address(begun, "lead/"), {}).content.decode()
    both = {"user": partnership.user("lat_spoc").pk, "name": "Alex Example-Worth"}
    assert "Choose somebody, or write one name" in client.post(address(begun, "lead/"), both).content.decode()
    assert client.post(address(begun, "lead/"), {"name": "Alex Example-Worth"}).status_code == 302
    assert "Alex Example-Worth" in client.get(address(begun)).content.decode()


@pytest.mark.parametrize(
    ("key", "rest", "status"),
    [
        ("lat_spoc", "", 200),
        ("mash", "", 200),
        ("health_spoc", "", 404),
        ("ce_coordinator", "", 404),
        ("chair", "", 404),
        ("referrer", "", 403),
        ("return_interview_worker", "", 403),
        ("health_spoc", "review/", 404),
        ("referrer", "review/", 403),
        ("health_spoc", "lead/", 404),
        ("referrer", "lead/", 403),
        ("lat_spoc", "step-up/", 403),
    ],
)
def test_who_reaches_the_pages(key, rest, status, begun, signed_in):
    assert signed_in(key).get(address(begun, rest)).status_code == status


@pytest.mark.parametrize(
    ("key", "status", "listed"),
    [("lat_spoc", 200, True), ("mash", 200, True), ("health_spoc", 200, False), ("referrer", 403, False)],
)
def test_the_list_shows_ones_own(key, status, listed, begun, signed_in):
    response = signed_in(key).get("/early-help/")
    assert response.status_code == status
    assert (begun.subject.reference in response.content.decode()) is listed


def test_the_list_asks_as_many_questions_for_two_children_as_for_one(
    acting, partnership, begun, signed_in, django_assert_max_num_queries
):
    client = signed_in("lat_spoc")
    client.get("/early-help/")
    with CaptureQueriesContext(connection) as one:
        client.get("/early-help/")
    with acting("referrer") as by:
        other = refer(partnership, by, forename="Robin", surname="Test-Ashby", date_of_birth=None)
    with acting("mash") as by:
        decide(other, by, 2)
    with django_assert_max_num_queries(len(one)):
        client.get("/early-help/")


def test_the_childs_page_says_that_early_help_is_under_way(begun, signed_in):
    shown = signed_in("mash").get(f"/people/{begun.subject.reference}/assessments/").content.decode()
    assert "Under way" in shown
    assert address(begun) in shown
