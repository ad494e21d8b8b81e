"""A meeting's address means one meeting, also to somebody who works for two panels (clause M1)."""

from datetime import time

import pytest

from macem.agencies import services as agencies
from macem.meetings.paths import meeting_path
from macem.meetings.tests.scene import MEETING_DAY, SETTING
from macem.protocol.vocabulary import Role
from macem.schedule.services import plan_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(partnership, as_worker, scene):
    """The meeting of a second panel on the very day, at which the chair chairs too."""
    police = partnership.agency("police")
    with as_worker():
        panel = agencies.create_panel(code="ashby", name="Ashby", mash_telephone="1", by=SETTING)
        agencies.join_panel(panel=panel, agency=police, by=SETTING)
        agencies.give_role(
            user=partnership.user("chair"), agency=police, panel=panel, role=Role.CHAIR, by=SETTING
        )
        return plan_meeting(
            panel=panel, on=MEETING_DAY, starts=time(9), ends=time(11), venue="Ashby Hall", by=SETTING
        )


def test_each_address_opens_the_meeting_of_its_own_panel(signed_in, scene, elsewhere):
    here = scene.meeting()
    assert here.reference != elsewhere.reference
    client = signed_in("chair")
    assert "Ashby Hall" in client.get(meeting_path("meeting", elsewhere)).content.decode()
    page = client.get(meeting_path("meeting", here)).content.decode()
    assert "West Room" in page
    assert "Ashby Hall" not in page


def test_a_meeting_of_a_panel_that_one_does_not_work_for_is_not_there(signed_in, elsewhere):
    assert signed_in("vice_chair").get(meeting_path("meeting", elsewhere)).status_code == 404
