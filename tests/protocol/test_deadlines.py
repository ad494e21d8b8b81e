"""M2, M3, M5, M9, P6, I3: the dates that a meeting's date sets, worked out on a paper calendar."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.deadlines import DeadlineWarning, deadlines, moved
from macem.protocol.settings import DayUnit
from tests.protocol.making import YORK, day


def due(meeting, **days):
    return deadlines(day(meeting), YORK, YORK.calendar.with_days(**days) if days else None)


@pytest.mark.parametrize(
    ("meeting", "agenda"),
    [
        ("2026-10-14", "2026-10-07"),  # an ordinary week
        ("2026-12-30", "2026-12-21"),  # 29, 24, 23, 22, 21: past Christmas and its substitute Monday
        ("2027-01-04", "2026-12-23"),  # 31, 30, 29, 24, 23
        ("2025-04-24", "2025-04-15"),  # Good Friday and Easter Monday; Easter Sunday is no bank holiday
        ("2027-03-31", "2027-03-22"),  # the clocks go forward on Easter Sunday the 28th
        ("2026-05-26", "2026-05-18"),  # the day after the Spring bank holiday
    ],
)
def test_the_list_is_circulated_five_working_days_before_the_meeting_not_counted(meeting, agenda):
    assert due(meeting).agenda_due == day(agenda)


def test_each_duty_counts_in_its_own_way():
    found = due("2026-12-30")
    assert found.names_due == day("2026-12-16")  # 8 working days
    assert found.perpetrators_due == day("2026-12-21")  # 5 working days
    assert found.returns_due == day("2026-12-24")  # 2 working days
    assert found.risk_assessments_due == day("2026-12-25")  # 5 calendar days, though it is Christmas
    assert found.actions_due == day("2027-01-06")  # 7 calendar days


def test_actions_due_on_a_holiday_are_best_done_by_the_last_working_day_before():
    found = due("2026-12-18")
    assert (found.actions_due, found.actions_last_working_day) == (day("2026-12-25"), day("2026-12-24"))


def test_risk_assessments_may_be_due_in_working_days():
    settings = replace(YORK, risk_assessment=replace(YORK.risk_assessment, due_unit=DayUnit.WORKING))
    assert deadlines(day("2026-12-30"), settings).risk_assessments_due == day("2026-12-21")


def test_a_meeting_on_a_bank_holiday_warns_and_stays():
    found = due("2026-05-25")
    assert found.warnings == (DeadlineWarning.MEETING_ON_BANK_HOLIDAY,)
    assert found.meeting == day("2026-05-25")
    assert found.agenda_due == day("2026-05-18")


def test_a_meeting_on_a_weekend_warns():
    assert due("2026-10-17").warnings == (DeadlineWarning.MEETING_ON_WEEKEND,)


@pytest.mark.parametrize(
    ("meeting", "warned"),
    [("2028-12-22", False), ("2028-12-29", True), ("2029-06-13", True)],
)
def test_dates_beyond_the_official_list_are_only_calculated(meeting, warned):
    assert (DeadlineWarning.CALCULATED_NOT_PROCLAIMED in due(meeting).warnings) is warned


def test_a_holiday_proclaimed_later_moves_the_dates_that_it_touches():
    before, after = due("2027-06-18"), due("2027-06-18", extra={day("2027-06-14")})
    assert (before.agenda_due, after.agenda_due) == (day("2027-06-11"), day("2027-06-10"))
    assert [one.name for one in moved(before, after)] == ["names_due", "agenda_due", "perpetrators_due"]


def test_a_cancelled_holiday_gives_a_day_back():
    assert due("2026-05-27").agenda_due == day("2026-05-19")
    assert due("2026-05-27", removed={day("2026-05-25")}).agenda_due == day("2026-05-20")


@given(st.dates(day("2000-01-01"), day("2090-01-01")))
def test_dates_stand_in_their_order_and_due_days_before_are_working_days(meeting):
    found = deadlines(meeting, YORK)
    assert found.names_due < found.agenda_due < found.returns_due < meeting < found.actions_due
    assert found.perpetrators_due <= found.agenda_due
    calendar = YORK.calendar.working_days
    assert all(map(calendar.is_working_day, (found.names_due, found.agenda_due, found.returns_due)))
    assert found.actions_last_working_day <= found.actions_due


@given(st.dates(day("2000-01-01"), day("2090-01-01")), st.dates(day("2000-01-01"), day("2090-01-01")))
def test_a_further_holiday_never_makes_a_due_day_later(meeting, holiday):
    before = deadlines(meeting, YORK)
    after = deadlines(meeting, YORK, YORK.calendar.with_days(extra={holiday}))
    assert after.names_due <= before.names_due
    assert after.agenda_due <= before.agenda_due
