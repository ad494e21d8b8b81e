"""What is opened is logged whatever way it is opened, and nothing counts who is hidden (security 4, 11)."""

import re
from datetime import date, datetime

import pytest
from django.urls import reverse

from macem.actions.services import agree_action
from macem.audit.models import AccessEntry
from macem.confidentiality.models import Exclusion
from macem.gate import clock
from macem.gate.clock import LONDON
from macem.meetings import services
from macem.meetings.models import AgendaItem
from macem.meetings.tests.scene import SETTING, approved, circulated
from macem.meetings.tests.session_scene import record_all, started

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2027, 1, 6, 14, 0, tzinfo=LONDON)


def path(view, **kwargs):
    return reverse(f"meetings:{view}", kwargs={"reference": "2027-01", **kwargs})


def openings(key, partnership, subject_id):
    return AccessEntry.objects.filter(actor_id=partnership.user(key).pk, subject_id=subject_id).count()


@pytest.fixture
def meeting(scene, acting, monday, partnership):
    """Three people were discussed; the meeting goes on."""
    found = scene.meeting()
    for name in ("Ash", "Bay", "Cass"):
        scene.case(name)
    circulated(acting, found)
    monday.move_to(AFTERNOON)
    return started(partnership, acting, found)


def items(acting):
    with acting("business_support"):
        return list(AgendaItem.objects.select_related("meeting__panel").order_by("position"))


def test_an_item_that_comes_back_with_errors_is_logged_like_one_that_is_opened(
    signed_in, acting, partnership, meeting
):
    item = items(acting)[0]
    client = signed_in("business_support")
    before = openings("business_support", partnership, item.subject_id)
    for view in ("item_information", "item_record"):
        answer = client.post(path(view, pk=item.pk), {})
        assert answer.status_code == 200
    assert openings("business_support", partnership, item.subject_id) == before + 2


def test_naming_an_owner_shows_the_action_and_is_logged(scene, signed_in, partnership, as_worker):
    case = scene.case("Ash")
    with as_worker():
        action = agree_action(
            panel=partnership.panel, text="Visit", owner=None, owner_name="A nurse",
            agency=partnership.agency("health"), due=date(2027, 1, 20), subject_id=case.subject_id,
            by=SETTING,
        )  # fmt: skip
    answer = signed_in("chair").get(reverse("actions:owner", kwargs={"number": action.pk}))
    assert "Visit" in answer.content.decode()
    assert openings("chair", partnership, case.subject_id) == 1


def test_whoever_is_named_because_circulation_waits_for_them_is_logged(scene, acting, signed_in, partnership):
    lacking, complete = scene.case("Ash", basis=False), scene.case("Bay")
    version = approved(acting, scene.meeting())
    client = signed_in("chair")
    for view in ("circulate", "decide_agenda"):
        before = openings("chair", partnership, lacking.subject_id)
        assert "Ash" in client.get(path(view, number=version.number)).content.decode()
        assert openings("chair", partnership, lacking.subject_id) == before + 1
    assert openings("chair", partnership, complete.subject_id) == 0


def test_the_numbers_of_minutes_leave_no_gap_where_somebody_is_hidden(
    signed_in, acting, partnership, as_worker, meeting
):
    for item in items(acting):
        record_all(acting, item)
    with acting("chair") as by:
        services.finish_meeting(meeting=meeting, by=by)
    with acting("business_support") as by:
        services.draft_minutes(meeting=meeting, by=by)
    hidden = items(acting)[1]
    with as_worker():
        user_id = partnership.user("vice_chair").pk
        Exclusion.objects.create(subject_id=hidden.subject_id, user_id=user_id, since=clock.now())
    text = signed_in("vice_chair").get(path("minutes_version", number=1)).content.decode()
    assert "1. Ash" in text
    assert "2. Cass" in text
    assert not re.search(r">\s*3\. ", text)
    assert "person-3" not in text
