from datetime import date
from importlib.util import find_spec

import pytest

from macem.config.rooms import ROOMS
from macem.demo.partnership import PROFESSIONALS
from macem.desk import gathering
from macem.gate import clock
from macem.protocol.vocabulary import Duty


def test_every_room_that_has_duties_is_gathered_lowest_first():
    with_duties = [f"macem.{room}.duties" for room in ROOMS if find_spec(f"macem.{room}.duties")]
    assert [source.__module__ for source in gathering.SOURCES] == with_duties


def test_the_most_urgent_comes_first_and_what_has_no_day_last():
    def owed(title, due):
        return Duty(title=title, url="/", due=due, reason="")

    first, later, never = owed("b", date(2027, 1, 5)), owed("a", date(2027, 1, 8)), owed("a", None)
    sources = (lambda *_: [never, later], lambda *_: [first])
    assert gathering.gather(None, set(), clock.now(), sources) == [first, later, never]


@pytest.mark.django_db
@pytest.mark.parametrize("key", [professional.key for professional in PROFESSIONALS])
def test_no_duty_leads_to_a_page_that_its_owner_may_not_open(signed_in, acting, partnership, key):
    from macem.agencies.policies import roles_of

    user = partnership.user(key)
    with acting(key):
        owed = gathering.gather(user, roles_of(user.pk), clock.now())
    browser = signed_in(key)
    for duty in owed:
        assert browser.get(duty.url).status_code == 200, duty
