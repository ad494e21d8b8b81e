"""M4: a meeting moves with its list and answers; everyone is told, and each child is safe until then."""

from datetime import date, datetime

import pytest

from macem.gate.clock import LONDON
from macem.gate.refusal import NotNow, Refused
from macem.meetings import reading, services
from macem.meetings.models import AgencyReturn, AgendaItem, Postponement
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import seat, stage_now, started
from macem.notices.models import Notice
from macem.protocol.vocabulary import Part, ReturnStatus
from macem.protocol.vocabulary.states import MeetingStage

pytestmark = pytest.mark.django_db

NEW_DAY = date(2027, 1, 8)


@pytest.fixture
def meeting(acting, partnership, scene, monday):
    found = scene.meeting()
    scene.case("Cass")
    scene.case("Ash", part=Part.ADULT_2, surname="Test-Flint")
    circulated(acting, found)
    with acting("health_spoc") as by:
        services.submit_return(
            item=AgendaItem.objects.get(part=Part.CHILD_1A),
            agency=partnership.agency("health"),
            answer=ReturnStatus.SHARED,
            information="Seen by the school nurse.",
            by=by,
        )
    monday.move_to(datetime(2027, 1, 6, 13, 50, tzinfo=LONDON))
    return found


def postponed(acting, meeting, by="chair"):
    with acting(by) as actor:
        return services.postpone_meeting(
            meeting=meeting, to_on=NEW_DAY, reason="Health could not come", by=actor
        )


def test_the_list_and_the_answers_stand_for_the_meeting_held_instead(acting, partnership, meeting):
    moved = postponed(acting, meeting)
    assert stage_now(meeting) is MeetingStage.POSTPONED
    assert stage_now(moved) is MeetingStage.CIRCULATED
    with acting("business_support"):
        assert AgendaItem.objects.filter(meeting=moved).count() == 2
        assert reading.circulated_version(moved).meeting == meeting
    with acting("health_spoc"):
        assert AgencyReturn.objects.get(item__meeting=moved).information == "Seen by the school nurse."
    with acting("chair"):
        assert set(Postponement.objects.get().missing_agencies) >= {"Health", "Police"}


def test_the_meeting_held_instead_starts(acting, partnership, meeting, monday):
    moved = postponed(acting, meeting)
    monday.move_to(datetime(2027, 1, 8, 14, 0, tzinfo=LONDON))
    started(partnership, acting, moved)
    assert stage_now(moved) is MeetingStage.IN_SESSION


def test_everyone_is_told_without_a_name(acting, partnership, meeting):
    postponed(acting, meeting)
    told = Notice.objects.filter(kind="meeting postponed")
    for key in ("health_spoc", "social_worker", "business_support", "vice_chair"):
        assert told.filter(user=partnership.user(key)).count() == 1
    assert not any("Cass" in row.subject_line + row.path for row in told)


def test_missing_are_those_who_are_not_expected(acting, partnership, meeting):
    seat(partnership, acting, meeting, "chair", "vice_chair", "lat_spoc", "yjs_spoc", "education_spoc")
    postponed(acting, meeting)
    with acting("chair"):
        assert Postponement.objects.get().missing_agencies == ["Health", "Probation"]


@pytest.mark.parametrize("key", ["business_support", "health_spoc"])
def test_the_chair_or_vice_chair_postpones_and_nobody_else(acting, meeting, key):
    with pytest.raises(Refused):
        postponed(acting, meeting, by=key)


@pytest.mark.parametrize(
    ("day", "reason"), [(NEW_DAY, " "), (date(2027, 1, 5), "Snow"), (date(2027, 1, 6), "Snow")]
)
def test_it_needs_a_reason_and_another_day_to_come(acting, meeting, day, reason):
    with acting("chair") as by, pytest.raises(NotNow):
        services.postpone_meeting(meeting=meeting, to_on=day, reason=reason, by=by)


def test_a_meeting_in_session_is_not_postponed(acting, partnership, meeting):
    started(partnership, acting, meeting)
    with pytest.raises(NotNow):
        postponed(acting, meeting)


def test_somebody_confirms_each_childs_safety_once_and_the_presenter_may(acting, partnership, meeting):
    moved = postponed(acting, meeting)
    with acting("social_worker") as by:
        item = (
            AgendaItem.objects.filter(meeting=moved).select_related("meeting__panel").get(part=Part.CHILD_1A)
        )
        with pytest.raises(NotNow, match="how"):
            services.confirm_interim_safety(item=item, what=" ", by=by)
        row = services.confirm_interim_safety(item=item, what="Seen daily by her nurse.", by=by)
        assert row.postponement.moved_to == moved
    with acting("chair") as by:
        with pytest.raises(NotNow, match="already"):
            services.confirm_interim_safety(item=item, what="Again", by=by)
        adult = (
            AgendaItem.objects.filter(meeting=moved).select_related("meeting__panel").get(part=Part.ADULT_2)
        )
        with pytest.raises(NotNow, match="children"):
            services.confirm_interim_safety(item=adult, what="Watched", by=by)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.confirm_interim_safety(item=item, what="Fine", by=by)


def test_safety_is_confirmed_only_where_a_meeting_was_moved(acting, scene, meeting):
    with acting("chair") as by, pytest.raises(NotNow, match="not postponed"):
        item = AgendaItem.objects.select_related("meeting__panel").get(part=Part.CHILD_1A)
        services.confirm_interim_safety(item=item, what="Fine", by=by)
