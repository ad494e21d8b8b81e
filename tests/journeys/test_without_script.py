"""Without script everything still works: the referral form, and a person's page in the meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from macem.demo.before import Before
from macem.demo.calendar import ENDS, STARTS
from macem.demo.meeting_day import ATTENDEES
from macem.demo.partnership import existing
from macem.gate import clock
from macem.govuk.dates import long_date
from macem.meetings import services as meetings
from macem.protocol.vocabulary import AttendanceStatus
from macem.schedule.services import plan_meeting
from tests.journeys import in_meeting
from tests.journeys.person import Person


@pytest.fixture
def running(site: str) -> str:
    """A meeting planned long ago for today, in session with everybody there; its day in words."""
    partnership, now = existing(), clock.now()
    meeting = partnership.does(
        "business_support",
        plan_meeting,
        panel=partnership.panel,
        on=clock.today(),
        starts=STARTS,
        ends=ENDS,
        at=now - timedelta(days=60),
    )
    Before(partnership, meeting, latest=clock.today()).circulate()
    for key, status in (*ATTENDEES, ("health_spoc", AttendanceStatus.PRESENT)):
        partnership.does(
            "business_support",
            meetings.record_attendance,
            meeting=meeting,
            agency=partnership.agency_of(key),
            user=partnership.user(key),
            status=status,
            accepted=True,
            at=now,
        )
    partnership.does("chair", meetings.start_meeting, meeting=meeting, at=now)
    return long_date(meeting.on)


def test_a_referral(somebody: Callable[..., Person]) -> None:
    referrer = somebody("Priya Example-Stow", script=False)
    referrer.follow("Referrals")
    referrer.press("Refer a child")
    referrer.press("Continue")
    referrer.is_refused("Say whether a child is in immediate danger")
    referrer.choose("No")
    referrer.press("Continue")
    referrer.press("Contact the MASH in a few lines")
    referrer.write("Surname", "Test-Quince")
    referrer.write("If you do not know the date of birth: about how old?", "13")
    referrer.choose("Online")
    referrer.write("What is worrying you?", "Plays at night with adults.")
    referrer.write("What keeps the child safe?", "Shows the parents everything.")
    referrer.press("Send to the MASH")
    referrer.is_refused("Say whether there is a concern about harmful sexual behaviour")
    expect(referrer.page.get_by_label("What is worrying you?")).to_have_value("Plays at night with adults.")
    referrer.choose("No concern about this")
    referrer.press("Send to the MASH")
    referrer.heading("Your referral to the MASH")
    referrer.sees("Test-Quince")


def test_a_person_in_the_meeting(running: str, somebody: Callable[..., Person]) -> None:
    today = clock.today()
    support = somebody("Robin Example-Hale", script=False)
    support.follow("Meetings")
    support.follow(running)
    support.follow("Go through the list")
    in_meeting.turn_to(support, "Wes Test-Thorne")
    in_meeting.review_earlier_action(support, "Map where he is picked up, with him", today)
    in_meeting.write_record(support, child="I know who they are.", level="Low-level concerns", on=today)

    actions = support.section("New actions")
    support.open("Agree an action")
    support.write("What will be done", "Meet him at the bus station", within=actions)
    support.press("Save", within=actions)
    support.is_refused("Choose who does it, or enter a name")
    support.write("Name of somebody without an account", "Lee Example-Marr", within=actions)
    support.pick("Agency", "Local Area Team", within=actions)
    support.write_date("By when", today + timedelta(days=3), within=actions)
    support.press("Save", within=actions)
    expect(actions).to_contain_text("Lee Example-Marr")

    in_meeting.agree_sharing(support, today)
    in_meeting.decide(support, "Close")
    expect(support.section("Still open for this person")).to_contain_text("Nothing.")
