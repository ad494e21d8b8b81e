"""M9: a due date runs to the end of that day in London."""

from datetime import datetime

import pytest

from macem.protocol.actions import is_overdue, was_late, when_owner_leaves
from macem.protocol.vocabulary import ActionOutcome
from tests.protocol.making import day


@pytest.mark.parametrize(
    ("due", "now", "overdue"),
    [
        ("2027-07-14", "2027-07-14T00:00+01:00", False),
        ("2027-07-14", "2027-07-14T22:59:59Z", False),  # 23:59:59 in London
        ("2027-07-14", "2027-07-14T23:00Z", True),  # midnight in London
        ("2027-01-14", "2027-01-14T23:59:59Z", False),
        ("2027-01-14", "2027-01-15T00:00Z", True),
        ("2026-10-24", "2026-10-24T23:00Z", True),  # the last day before the clocks go back
        ("2026-10-25", "2026-10-25T23:59:59Z", False),
    ],
)
def test_overdue_from_the_end_of_the_due_day(due, now, overdue):
    instant = datetime.fromisoformat(now)
    assert is_overdue(day(due), instant) is overdue
    assert was_late(day(due), instant) is overdue


def test_what_is_completed_is_never_overdue():
    now, completed = (datetime.fromisoformat(one) for one in ("2027-07-20T09:00Z", "2027-07-14T22:00Z"))
    assert not is_overdue(day("2027-07-14"), now, completed)


@pytest.mark.parametrize(
    ("outcome", "told"), [(None, True), (ActionOutcome.CARRIED_FORWARD, True), (ActionOutcome.DONE, False)]
)
def test_an_open_action_stays_when_its_owner_leaves_and_the_agency_is_told(outcome, told):
    found = when_owner_leaves(outcome)
    assert (found.stays_open, found.flagged, found.tell_agency) == (told, told, told)
