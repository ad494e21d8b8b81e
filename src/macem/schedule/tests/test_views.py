from datetime import date, time

import pytest

from macem.schedule.models import Meeting
from macem.schedule.services import plan_series

pytestmark = pytest.mark.django_db

ANSWERS = {
    "first_on_day": "12",
    "first_on_month": "1",
    "first_on_year": "2027",
    "months": "12",
    "starts": "2:00pm",
    "ends": "4:00pm",
    "venue": "West Offices",
    "call_link": "",
}


@pytest.fixture
def on_7_january(time_machine):
    time_machine.move_to("2027-01-07 09:00 +0000")


def test_m1_business_support_plans_a_year(signed_in, on_7_january):
    browser = signed_in("business_support")
    response = browser.post("/dates/plan/", ANSWERS, follow=True)
    assert response.redirect_chain == [("/dates/", 302)]
    assert Meeting.objects.count() == 12
    page = response.content.decode()
    assert "12 meetings are planned." in page
    assert "Tuesday 14 December 2027" in page


def test_what_was_typed_stays_when_the_panel_meets_then_already(signed_in, on_7_january):
    browser = signed_in("business_support")
    browser.post("/dates/plan/", ANSWERS)
    page = browser.post("/dates/plan/", ANSWERS).content.decode()
    assert "The panel meets on all of these days already." in page
    assert "West Offices" in page


def test_a_meeting_that_ends_before_it_starts_is_a_form_error(signed_in, on_7_january):
    page = signed_in("chair").post("/dates/plan/", ANSWERS | {"ends": "1:00pm"}).content.decode()
    assert "The meeting must end after it starts" in page
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("key", ["health_spoc", "referrer"])
def test_others_do_not_plan(signed_in, key):
    assert signed_in(key).get("/dates/plan/").status_code == 403
    assert signed_in(key).post("/dates/plan/", ANSWERS).status_code == 403


def test_m3_a_meeting_on_a_bank_holiday_is_marked(signed_in, on_7_january):
    browser = signed_in("business_support")
    good_friday = {"first_on_day": "26", "first_on_month": "3", "months": "1"}
    page = browser.post("/dates/plan/", ANSWERS | good_friday, follow=True).content.decode()
    assert "On a bank holiday" in page


def test_dates_are_for_those_whose_work_turns_on_a_meeting(signed_in, on_7_january):
    assert "None is planned yet" in signed_in("education_spoc").get("/dates/").content.decode()
    assert signed_in("auditor").get("/dates/").status_code == 403


def test_the_dates_take_the_same_queries_however_many(
    acting, partnership, signed_in, on_7_january, queries_of
):
    browser = signed_in("chair")

    def plan(first_on, months):
        with acting("chair") as by:
            plan_series(
                panel=partnership.panel,
                first_on=first_on,
                months=months,
                starts=time(14),
                ends=time(16),
                by=by,
            )

    plan(date(2027, 1, 12), 1)
    few = queries_of(browser, "/dates/")
    plan(date(2027, 2, 9), 12)
    assert queries_of(browser, "/dates/") == few
