"""The shared display: it shows only what everybody in the room may see, and follows the meeting (S1, M1)."""

from datetime import datetime, timedelta

import pytest

from macem.confidentiality.models import Exclusion
from macem.gate import clock
from macem.gate.clock import LONDON
from macem.gate.refusal import NotNow, Refused
from macem.meetings import floor, services
from macem.meetings.models import AgendaItem, Attendance, FloorStep
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import seat, started
from macem.protocol.vocabulary import AttendanceStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(acting, partnership, scene, monday):
    """A meeting in session with two people on its list."""
    meeting = scene.meeting()
    scene.case("Cass")
    scene.case("Imo")
    circulated(acting, meeting)
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    return started(partnership, acting, meeting)


@pytest.fixture
def items(acting, meeting):
    with acting("business_support"):
        return list(AgendaItem.objects.select_related("meeting__panel", "case").order_by("pk"))


def test_the_display_shows_the_latest_step_and_holds_where_it_is_told_to(acting, meeting, items):
    with acting("business_support") as by:
        services.show_item(item=items[0], by=by)
        services.hold_display(meeting=meeting, by=by)
        step = floor.latest_step(meeting)
        assert (step.item, step.held, step.number) == (items[0], True, 2)
        services.show_item(item=items[1], by=by)
        step = floor.latest_step(meeting)
        assert (step.item, step.held, step.number) == (items[1], False, 3)


def test_a_covered_display_stays_covered_until_somebody_shows_it(acting, meeting, items):
    with acting("business_support") as by:
        services.show_item(item=items[0], by=by)
        services.cover_display(meeting=meeting, covered=True, by=by)
        assert services.show_item(item=items[1], by=by).covered
        assert not services.cover_display(meeting=meeting, covered=False, by=by).covered


def test_what_stands_already_is_not_written_again(acting, meeting, items):
    with acting("business_support") as by:
        first = services.show_item(item=items[0], by=by)
        assert services.show_item(item=items[0], by=by) == first
        assert FloorStep.objects.count() == 1


def test_nothing_is_held_or_covered_before_anybody_is_shown(acting, meeting):
    with acting("chair") as by:
        with pytest.raises(NotNow, match="shows nobody"):
            services.hold_display(meeting=meeting, by=by)
        with pytest.raises(NotNow, match="shows nobody"):
            services.cover_display(meeting=meeting, covered=True, by=by)


@pytest.mark.parametrize("key", ["health_spoc", "social_worker", "ce_coordinator"])
def test_only_those_who_run_the_meeting_move_the_display(acting, meeting, items, key):
    with acting(key) as by:
        with pytest.raises(Refused):
            services.show_item(item=items[0], by=by)
        with pytest.raises(Refused):
            services.cover_display(meeting=meeting, covered=True, by=by)


def test_the_display_rests_when_the_meeting_is_not_in_session(acting, scene):
    later = scene.meeting()
    scene.case("Nia")
    circulated(acting, later)
    with acting("business_support") as by, pytest.raises(NotNow, match="in session"):
        services.show_item(item=AgendaItem.objects.select_related("meeting__panel").get(), by=by)


def test_each_item_has_the_time_of_all_its_turns(acting, meeting, items, monday):
    for item, minutes in ((items[0], 5), (items[1], 3), (items[0], 2)):
        with acting("business_support") as by:
            services.show_item(item=item, by=by)
        monday.shift(timedelta(minutes=minutes))
    with acting("business_support"):
        taken = floor.times(meeting, clock.now())
    assert taken == {items[0].pk: timedelta(minutes=7), items[1].pk: timedelta(minutes=3)}


def test_everybody_in_the_room_is_asked_whether_they_may_see_the_item(
    acting, as_worker, partnership, meeting, items
):
    with acting("business_support"):
        assert floor.without_sight(items[0]) == []
    with as_worker():
        Exclusion.objects.create(
            subject_id=items[0].subject_id, user_id=partnership.user("health_spoc").pk, since=clock.now()
        )
    with acting("business_support"):
        assert [row.name for row in floor.without_sight(items[0])] == ["Ines Example-Vane"]
        assert floor.without_sight(items[1]) == []


def test_whoever_asks_is_themselves_again_afterwards(acting, partnership, meeting, items):
    with acting("business_support") as by:
        floor.without_sight(items[0])
        assert AgendaItem.objects.visible_to(partnership.user("business_support")).count() == 2
        services.show_item(item=items[0], by=by)


def test_somebody_recused_is_not_asked_to_look_away(acting, meeting, items):
    with acting("chair") as by:
        row = Attendance.objects.get(name="Ines Example-Vane")
        services.recuse(item=items[0], attendance=row, by=by)
        assert [row.name for row in floor.without_sight(items[0])] == ["Ines Example-Vane"]


def test_of_a_guest_without_an_account_nobody_can_say(acting, partnership, meeting, items):
    with acting("business_support") as by:
        services.record_attendance(
            meeting=meeting,
            agency=None,
            name="Pat Example-Guest",
            organisation="Example Homes",
            status=AttendanceStatus.PRESENT,
            accepted=True,
            by=by,
        )
        assert [row.name for row in floor.without_sight(items[0])] == ["Pat Example-Guest"]
        items[0].presenter_name = "Pat Example-Guest"
        assert floor.without_sight(items[0]) == []


def test_who_is_recused_sees_neither_the_step_nor_loses_the_count(acting, partnership, meeting, items):
    with acting("business_support") as by:
        services.show_item(item=items[0], by=by)
        seat(partnership, acting, meeting, "business_support", of="csc")
    with acting("business_support") as by:
        own = Attendance.objects.get(user=partnership.user("business_support"), replaced_at=None)
        services.recuse(item=items[0], attendance=own, by=by)
    with acting("business_support") as by:
        assert floor.latest_step(meeting) is None
        assert services.show_item(item=items[1], by=by).number == 2


def test_the_stamp_changes_with_what_is_written(acting, items):
    with acting("business_support") as by:
        before = floor.stamp(items[0].pk)
        services.save_record(item=items[0], version=0, plan="Aunt first.", by=by)
        assert floor.stamp(items[0].pk) != before
        assert floor.stamp(items[1].pk) == before
