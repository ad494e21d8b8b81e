from datetime import date, time

import pytest

from macem.demo.partnership import PROFESSIONALS
from macem.schedule.services import plan_series

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", [professional.key for professional in PROFESSIONALS])
def test_every_role_has_a_start_page(signed_in, key):
    response = signed_in(key).get("/")
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_the_next_meeting_stands_with_its_days(acting, partnership, signed_in):
    with acting("business_support") as by:
        plan_series(
            panel=partnership.panel, first_on=date(2027, 1, 12), months=2, starts=time(14), ends=time(16), by=by
        )
    page = signed_in("education_spoc").get("/").content.decode()
    assert "Tuesday 12 January 2027" in page
    assert "Agenda due" in page
