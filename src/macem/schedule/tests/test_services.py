from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from macem.audit.models import AuditEvent
from macem.gate.refusal import NotNow, Refused
from macem.protocol.deadlines import DeadlineWarning
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule import reading
from macem.schedule.models import DatesReckoned, Meeting
from macem.schedule.services import move_meeting, plan_meeting, plan_series, reach_stage

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
TWO, FOUR = time(14), time(16)
UP_TO_CIRCULATION = (Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED)


def planned(partnership, by, on=date(2027, 1, 12), **more):
    return plan_meeting(panel=partnership.panel, on=on, starts=TWO, ends=FOUR, by=by, **more)


def circulated(meeting, by):
    for stage in UP_TO_CIRCULATION:
        reach_stage(meeting=meeting, stage=stage, by=by)


def test_m1_business_support_plans_a_meeting_with_a_readable_reference(acting, partnership):
    with acting("business_support") as by:
        meeting = planned(partnership, by, venue="West Offices")
    assert meeting.reference == "2027-01"
    assert reading.stage_of(Meeting.objects.get(pk=meeting.pk)) is Stage.PLANNED
    assert AuditEvent.objects.filter(event="meeting_planned", object_id=str(meeting.pk)).count() == 1


@pytest.mark.parametrize("key", ["education_spoc", "ce_coordinator", "administrator"])
def test_nobody_else_plans_a_meeting(acting, partnership, key):
    with pytest.raises(Refused), acting(key) as by:
        planned(partnership, by)


def test_m3_a_meeting_on_a_bank_holiday_is_warned_about_and_not_moved(acting, partnership):
    with acting("business_support") as by:
        meeting = planned(partnership, by, on=date(2027, 1, 1))
    assert meeting.on == date(2027, 1, 1)
    assert DeadlineWarning.MEETING_ON_BANK_HOLIDAY in reading.due_dates(meeting).warnings


def test_a_panel_meets_once_a_day_and_ends_after_it_starts(acting, partnership):
    with acting("business_support") as by:
        planned(partnership, by)
        with pytest.raises(NotNow, match="already"):
            planned(partnership, by)
        with pytest.raises(NotNow, match="end after"):
            plan_meeting(panel=partnership.panel, on=date(2027, 2, 9), starts=FOUR, ends=TWO, by=by)


def test_a_second_meeting_in_a_month_has_a_reference_of_its_own(acting, partnership):
    with acting("business_support") as by:
        planned(partnership, by)
        assert planned(partnership, by, on=date(2027, 1, 26)).reference == "2027-01-2"


def test_m1_a_series_a_year_ahead_leaves_what_stands(acting, partnership):
    with acting("business_support") as by:
        planned(partnership, by, on=date(2027, 3, 9))
        series = plan_series(
            panel=partnership.panel, first_on=date(2027, 1, 12), months=12, starts=TWO, ends=FOUR, by=by
        )
    assert [m.on for m in series][:3] == [date(2027, 1, 12), date(2027, 2, 9), date(2027, 4, 13)]
    assert Meeting.objects.at_panel(partnership.panel).count() == 12


def test_m2_m5_m9_p6_due_dates_of_a_meeting_on_12_january(acting, partnership):
    """Worked out by hand: 1 January 2027 is a bank holiday (a Friday), 28 December stands for the 26th."""
    with acting("business_support") as by:
        dates = reading.due_dates(planned(partnership, by))
    assert dates.agenda_due == date(2027, 1, 5)
    assert dates.returns_due == date(2027, 1, 8)
    assert dates.names_due == date(2026, 12, 30)
    assert dates.risk_assessments_due == date(2027, 1, 7)
    assert dates.actions_due == date(2027, 1, 19)


def test_a_stage_is_reached_in_order_only(acting, partnership):
    with acting("business_support") as by:
        meeting = planned(partnership, by)
        with pytest.raises(NotNow) as refusal:
            reach_stage(meeting=meeting, stage=Stage.CIRCULATED, by=by)
        assert refusal.value.clause == "M2"
        circulated(meeting, by)
        assert reading.stage_of(meeting) is Stage.CIRCULATED
        assert Meeting.objects.with_stage().get().stage is Stage.CIRCULATED


def test_m3_a_holiday_proclaimed_later_moves_only_what_is_not_circulated(acting, partnership, proclaimed):
    with acting("business_support") as by:
        january = planned(partnership, by)
        february = planned(partnership, by, on=date(2027, 2, 9))
        circulated(january, by)
    proclaimed(date(2027, 1, 6), date(2027, 2, 4))
    assert reading.due_dates(Meeting.objects.get(pk=january.pk)).agenda_due == date(2027, 1, 5)
    assert reading.due_dates(Meeting.objects.get(pk=february.pk)).agenda_due == date(2027, 2, 1)


def test_m4_a_postponed_meeting_keeps_what_was_circulated(acting, partnership):
    with acting("chair") as by:
        january = planned(partnership, by)
        circulated(january, by)
        moved = move_meeting(meeting=january, to_on=date(2027, 1, 26), reason="Probation absent", by=by)
    assert reading.stage_of(Meeting.objects.get(pk=january.pk)) is Stage.POSTPONED
    assert moved.moved_from == january
    assert reading.stage_of(moved) is Stage.CIRCULATED
    assert reading.next_meeting(partnership.panel, date(2027, 1, 1)) == moved


def test_m4_postponing_needs_a_reason_and_a_meeting_that_has_not_started(acting, partnership):
    with acting("chair") as by:
        january = planned(partnership, by)
        with pytest.raises(NotNow, match="why"):
            move_meeting(meeting=january, to_on=date(2027, 1, 26), reason=" ", by=by)
        circulated(january, by)
        reach_stage(meeting=january, stage=Stage.IN_SESSION, by=by)
        with pytest.raises(NotNow):
            move_meeting(meeting=january, to_on=date(2027, 1, 26), reason="Late", by=by)


def test_c2_the_previous_agenda_is_the_latest_compiled_before(acting, partnership):
    first = datetime(2027, 1, 4, 10, tzinfo=LONDON)
    again = datetime(2027, 1, 5, 9, tzinfo=LONDON)
    with acting("business_support") as by:
        meeting = planned(partnership, by, at=datetime(2026, 12, 1, 9, tzinfo=LONDON))
        assert reading.previous_agenda_compiled_at(partnership.panel, again) is None
        reach_stage(meeting=meeting, stage=Stage.NAMES_SENT, by=by, at=datetime(2027, 1, 3, 9, tzinfo=LONDON))
        reach_stage(meeting=meeting, stage=Stage.COMPILED, by=by, at=first)
        reach_stage(meeting=meeting, stage=Stage.COMPILED, by=by, at=again)
    assert reading.previous_agenda_compiled_at(partnership.panel, again) == first
    assert (
        reading.previous_agenda_compiled_at(partnership.panel, datetime(2027, 2, 1, tzinfo=LONDON)) == again
    )


def test_a_list_of_meetings_with_stage_and_dates_takes_two_queries(
    acting, partnership, django_assert_num_queries
):
    with acting("business_support") as by:
        plan_series(
            panel=partnership.panel, first_on=date(2027, 1, 12), months=12, starts=TWO, ends=FOUR, by=by
        )
        with django_assert_num_queries(2):
            for meeting in reading.coming_meetings(partnership.panel, date(2027, 1, 1)):
                reading.stage_of(meeting)
                reading.due_dates(meeting)


def test_dates_are_kept_as_everyone_was_told(acting, partnership):
    with acting("business_support") as by:
        meeting = planned(partnership, by)
    kept = DatesReckoned.objects.get(meeting=meeting)
    assert (kept.names_due, kept.final) == (date(2026, 12, 30), False)
