"""M3: a holiday proclaimed later moves the dates of agendas not yet circulated and tells everyone."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from macem.notices.models import Notice
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.duties import duties
from macem.schedule.models import DatesReckoned
from macem.schedule.moved_dates import tell_moved_dates
from macem.schedule.services import plan_meeting, reach_stage

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 5, 3, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def meetings(acting, partnership):
    with acting("business_support") as by:
        january, february = (
            plan_meeting(panel=partnership.panel, on=on, starts=time(14), ends=time(16), by=by)
            for on in (date(2027, 1, 12), date(2027, 2, 9))
        )
        for stage in (Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED):
            reach_stage(meeting=january, stage=stage, by=by)
    return january, february


def test_nothing_is_told_while_nothing_has_moved(meetings, as_worker):
    with as_worker():
        assert tell_moved_dates(at=NOW) == 0
    assert not Notice.objects.exists()


def test_everyone_is_told_once_and_only_of_what_is_not_circulated(meetings, as_worker, proclaimed):
    january, february = meetings
    proclaimed(date(2027, 1, 6), date(2027, 2, 4))
    with as_worker():
        assert tell_moved_dates(at=NOW) == 1
        assert tell_moved_dates(at=NOW) == 0
    told = {notice.user.email for notice in Notice.objects.all()}
    assert {"chair@example.org", "education.spoc@example.org", "social.worker@example.org"} <= told
    assert not {"auditor@example.org", "referrer@example.org"} & told
    assert Notice.objects.count() == len(told)
    rows = DatesReckoned.objects.filter(meeting=february)
    assert [row.agenda_due for row in rows] == [date(2027, 2, 2), date(2027, 2, 1)]
    assert DatesReckoned.objects.get(meeting=january, final=True).agenda_due == date(2027, 1, 5)


def test_a_meeting_that_is_over_is_left_alone(meetings, as_worker, proclaimed):
    proclaimed(date(2027, 2, 4))
    with as_worker():
        assert tell_moved_dates(at=datetime(2027, 2, 10, 3, tzinfo=ZoneInfo("Europe/London"))) == 0


def test_m1_business_support_plans_ahead_before_half_a_year_is_left(meetings, partnership):
    user = partnership.user("business_support")
    (duty,) = duties(user, {_role(user)}, NOW)
    assert duty.url == "/dates/plan/"
    assert "9 February 2027" in duty.reason
    assert duties(partnership.user("chair"), {_role(partnership.user("chair"))}, NOW) == []


def _role(user):
    from macem.agencies.policies import roles_of

    return sorted(roles_of(user.pk))[0]
