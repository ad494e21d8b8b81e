"""The pages of minutes, and what everybody owes around a meeting (M4, M9, M10, S1)."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from macem.agencies.policies import roles_of
from macem.audit.models import AccessEntry
from macem.gate import clock
from macem.gate.clock import LONDON
from macem.meetings import services, timeline
from macem.meetings.duties import duties
from macem.meetings.models import AgendaItem, Minutes, MinutesReceipt
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import record_all, stage_now, started
from macem.protocol.vocabulary.states import ApprovalOutcome, MeetingStage

pytestmark = pytest.mark.django_db

AFTERNOON = datetime(2027, 1, 6, 14, 0, tzinfo=LONDON)


def path(view, **kwargs):
    return reverse(f"meetings:{view}", kwargs={"reference": "2027-01", **kwargs})


def one_heading(response):
    assert response.status_code == 200
    text = response.content.decode()
    assert text.count("<h1") == 1
    return text


@pytest.fixture
def meeting(acting, partnership, scene, monday):
    """A meeting that is finished."""
    found = scene.meeting()
    scene.case("Cass")
    circulated(acting, found)
    monday.move_to(AFTERNOON)
    started(partnership, acting, found)
    with acting("business_support"):
        item = AgendaItem.objects.get()
    record_all(acting, item)
    with acting("chair") as by:
        services.finish_meeting(meeting=found, by=by)
    return found


def titles(acting, partnership, key):
    user = partnership.user(key)
    with acting(key):
        return [duty.title for duty in duties(user, roles_of(user.pk), clock.now())]


def test_minutes_are_drafted_returned_drafted_again_approved_and_distributed(signed_in, meeting):
    office, chair = signed_in("business_support"), signed_in("chair")
    assert "Draft the minutes" in one_heading(office.get(path("minutes")))
    one_heading(office.get(path("draft_minutes")))
    assert office.post(path("draft_minutes")).url == path("minutes_version", number=1)
    assert "Approve or return" in one_heading(chair.get(path("minutes_version", number=1)))
    lacking = one_heading(chair.post(path("review_minutes", number=1), {"outcome": "returned"}))
    assert "Say what has to change" in lacking
    sent = {"outcome": "returned", "comments": "Name the street."}
    assert chair.post(path("review_minutes", number=1), sent).status_code == 302
    assert "Name the street." in one_heading(office.get(path("minutes")))
    assert office.post(path("draft_minutes")).url == path("minutes_version", number=2)
    assert chair.post(path("review_minutes", number=2), {"outcome": "approved"}).status_code == 302
    assert office.post(path("distribute_minutes", number=2)).status_code == 302
    assert stage_now(meeting) is MeetingStage.DISTRIBUTED
    assert "Amend the minutes" in one_heading(office.get(path("minutes")))
    assert "Why are the minutes amended?" in one_heading(office.get(path("draft_minutes")))


def test_who_may_not_make_minutes_is_refused(signed_in, acting, meeting):
    with acting("business_support") as by:
        services.draft_minutes(meeting=meeting, by=by)
    member = signed_in("health_spoc")
    assert member.get(path("draft_minutes")).status_code == 403
    assert member.get(path("review_minutes", number=1)).status_code == 403
    assert signed_in("business_support").get(path("review_minutes", number=1)).status_code == 403
    assert member.post(path("distribute_minutes", number=1)).status_code == 403
    assert member.get(path("let_read_minutes")).status_code == 403
    refused = member.get(path("minutes_version", number=1))
    assert refused.status_code == 403
    assert "not been distributed" in refused.content.decode()
    assert "stand here" in one_heading(member.get(path("minutes")))
    assert signed_in("referrer").get(path("minutes")).status_code == 403
    assert signed_in("chair").get(path("minutes_version", number=9)).status_code == 404


@pytest.fixture
def minutes(acting, meeting):
    with acting("business_support") as by:
        found = services.draft_minutes(meeting=meeting, by=by)
    with acting("chair") as by:
        services.review_minutes(minutes=found, outcome=ApprovalOutcome.APPROVED, by=by)
        services.distribute_minutes(minutes=found, by=by)
    return found


def test_a_member_reads_them_whole_and_leaves_a_receipt(signed_in, partnership, minutes):
    client = signed_in("health_spoc")
    assert client.get(path("minutes")).url == path("minutes_version", number=1)
    page = one_heading(client.get(path("minutes_version", number=1)))
    for words in (
        "Cass Test-Maple", "I want one number to ring.", "Escalating concerns", "Aunt is the first call.",
        "All present agree", "Continue", "Idris Example-Moss", "Accepted",
    ):  # fmt: skip
        assert words in page
    assert "Cass" not in page.split("<title>")[1].split("</title>")[0]
    assert MinutesReceipt.objects.filter(user=partnership.user("health_spoc")).count() == 1
    assert AccessEntry.objects.filter(context="minutes").exists()


def test_the_chair_sees_whom_they_can_let_read(signed_in, minutes):
    page = one_heading(signed_in("chair").get(path("let_read_minutes")))
    assert "Nobody joined the panel after this meeting" in page


def test_a_changed_text_would_be_seen(signed_in, as_owner, minutes):
    page = one_heading(signed_in("chair").get(path("minutes_version", number=1)))
    assert "not what was drafted" not in page


def test_what_each_owes_from_the_day_to_the_reading(acting, partnership, scene, monday):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    monday.move_to(AFTERNOON)
    assert any("Start the meeting" in title for title in titles(acting, partnership, "chair"))
    assert any("Record who attends" in title for title in titles(acting, partnership, "business_support"))
    started(partnership, acting, meeting)
    assert any("Finish the meeting" in title for title in titles(acting, partnership, "chair"))
    with acting("business_support"):
        item = AgendaItem.objects.get()
    record_all(acting, item)
    with acting("chair") as by:
        services.finish_meeting(meeting=meeting, by=by)
    assert any("Draft the minutes" in title for title in titles(acting, partnership, "business_support"))
    with acting("business_support") as by:
        found = services.draft_minutes(meeting=meeting, by=by)
    assert any("Approve the minutes" in title for title in titles(acting, partnership, "chair"))
    with acting("chair") as by:
        services.review_minutes(minutes=found, outcome=ApprovalOutcome.APPROVED, by=by)
    assert any("Distribute" in title for title in titles(acting, partnership, "business_support"))
    with acting("business_support") as by:
        services.distribute_minutes(minutes=found, by=by)
    assert any("Read the minutes" in title for title in titles(acting, partnership, "health_spoc"))
    with acting("health_spoc") as by:
        services.note_minutes_opened(minutes=Minutes.objects.get(), by=by)
    assert not any("Read the minutes" in title for title in titles(acting, partnership, "health_spoc"))


def test_a_postponed_meeting_asks_for_each_childs_safety_until_it_is_confirmed(
    acting, partnership, scene, monday
):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    monday.move_to(AFTERNOON)
    with acting("chair") as by:
        moved = services.postpone_meeting(meeting=meeting, to_on=date(2027, 1, 8), reason="Snow", by=by)
    for key in ("business_support", "social_worker"):
        assert any("kept safe" in title for title in titles(acting, partnership, key))
    assert not any("kept safe" in title for title in titles(acting, partnership, "health_spoc"))
    with acting("social_worker") as by:
        item = AgendaItem.objects.select_related("meeting__panel").get(meeting=moved)
        services.confirm_interim_safety(item=item, what="Seen daily.", by=by)
    assert not any("kept safe" in title for title in titles(acting, partnership, "business_support"))


def test_the_timeline_tells_what_was_decided_to_whom_may_read_it(acting, partnership, meeting):
    with acting("health_spoc"):
        item = AgendaItem.objects.get()
        found = timeline.entries(item.subject_id, partnership.user("health_spoc"))
    discussed = [entry for entry in found if entry.title.startswith("Discussed on")]
    assert [entry.title for entry in discussed] == ["Discussed on Wednesday 6 January: Continue"]
    assert "Escalating concerns" in discussed[0].detail
    with acting("health_deputy"):
        found = timeline.entries(item.subject_id, partnership.user("health_deputy"))
    assert not any("Escalating" in entry.detail for entry in found), "who was not there reads the minutes"
