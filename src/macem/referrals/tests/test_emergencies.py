"""P3: what the MASH found out after the emergency route was shown."""

from datetime import timedelta

import pytest

from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.safeguarding import EmergencyCall
from macem.referrals import services
from macem.referrals.duties import duties
from macem.referrals.models import EmergencyFollowUp
from macem.referrals.tests.making import elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop(acting, partnership):
    with acting("referrer") as by:
        return services.stop_for_emergency(
            panel=partnership.panel, agency=partnership.agency("education"), by=by
        )


def follow_up(stop, by, **changes):
    given = {
        "call": EmergencyCall.RANG_POLICE,
        "rung_by": "Priya Example-Stow",
        "rung_at": clock.now() - timedelta(minutes=5),
    }
    return services.follow_up_emergency(stop=stop, by=by, **(given | changes))


def where(stop):
    return f"/referrals/mash/emergencies/{stop.pk}/"


def owed(user):
    return [one for one in duties(user, {Role.MASH_DECISION_MAKER}, clock.now()) if one.clause.value == "P3"]


def test_the_mash_owes_a_follow_up_until_it_is_recorded(acting, partnership, stop):
    with acting("mash") as by:
        [duty] = owed(partnership.user("mash"))
        assert (duty.url, duty.due) == (where(stop), clock.local_date(stop.stopped_at))
        follow_up(stop, by)
        assert owed(partnership.user("mash")) == []
        with pytest.raises(NotNow):
            follow_up(stop, by)


@pytest.mark.parametrize(
    "change",
    [
        {"rung_by": " "},
        {"rung_at": None},
        {"rung_at": clock.now() + timedelta(days=1)},
        {"call": EmergencyCall.NOTHING_FURTHER, "reason": ""},
    ],
)
def test_a_follow_up_says_who_rang_and_when_or_why_nobody(change, acting, stop):
    with acting("mash") as by, pytest.raises(NotNow) as refusal:
        follow_up(stop, by, **change)
    assert refusal.value.clause == "P3"


def test_nothing_further_keeps_the_reason_alone(acting, stop):
    with acting("mash") as by:
        done = follow_up(stop, by, call=EmergencyCall.NOTHING_FURTHER, reason="The wrong button.")
    assert (done.rung_by, done.rung_at, done.reason) == ("", None, "The wrong button.")


@pytest.mark.parametrize("key", ["referrer", "chair", "ce_coordinator"])
def test_only_the_mash_follows_up(key, acting, stop):
    with acting(key) as by, pytest.raises(Refused):
        follow_up(stop, by)


def test_the_pages_list_it_and_record_what_followed(acting, stop, signed_in):
    client = signed_in("mash")
    assert where(stop) in client.get("/referrals/mash/emergencies/").content.decode()
    now = clock.now().astimezone(clock.LONDON)
    form = {
        "call": "rang_mash",
        "rung_by": "Priya Example-Stow",
        "rung_on_day": now.day,
        "rung_on_month": now.month,
        "rung_on_year": now.year,
        "rung_time": "",
    }
    faulty = client.post(where(stop), form).content.decode()
    assert "Enter the time at which they rang" in faulty
    assert "Priya Example-Stow" in faulty
    assert client.post(where(stop), form | {"rung_time": "00:00"}).status_code == 302
    assert (
        "The MASH was rung by Priya Example-Stow"
        in client.get("/referrals/mash/emergencies/").content.decode()
    )
    assert client.get(where(stop)).status_code == 404
    with acting("mash"):
        assert EmergencyFollowUp.objects.get().stop == stop


@pytest.mark.parametrize(("key", "status"), [("chair", 403), ("referrer", 403)])
def test_others_do_not_reach_the_pages(key, status, stop, signed_in):
    assert signed_in(key).get("/referrals/mash/emergencies/").status_code == status
    assert signed_in(key).get(where(stop)).status_code == status


def test_another_panels_emergency_is_not_there(acting, as_worker, partnership, signed_in):
    other = elsewhere(partnership, as_worker)
    with acting("referrer") as by:
        there = services.stop_for_emergency(panel=other.panel, agency=partnership.agency("education"), by=by)
    assert signed_in("mash").get(where(there)).status_code == 404
    with acting("mash") as by:
        assert owed(partnership.user("mash")) == []
        with pytest.raises(Refused):
            follow_up(there, by)
