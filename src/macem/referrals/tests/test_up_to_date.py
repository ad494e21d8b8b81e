"""P6: up to date, due or missing for a meeting, in the same words wherever it is said."""

from datetime import date, time, timedelta

import pytest

from macem.gate import clock
from macem.protocol.pathway import Timeliness
from macem.referrals.tests.making import assess, attach, child
from macem.referrals.up_to_date import up_to_date
from macem.schedule.models import Meeting
from macem.schedule.services import plan_meeting

pytestmark = pytest.mark.django_db
MEETING = date(2027, 1, 6)
"""Its assessments are due on Friday 1 January 2027, five calendar days before."""


@pytest.fixture
def person(partnership, acting):
    return child(partnership, acting)


@pytest.fixture
def meeting(partnership, as_worker):
    found = Meeting.objects.filter(panel=partnership.panel, on=MEETING).first()
    if found is not None:
        return found
    with as_worker():
        return plan_meeting(
            panel=partnership.panel, on=MEETING, starts=time(14), ends=time(16), by=partnership.actor("chair")
        )


def shown(person, meeting, today):
    return up_to_date([person.pk], meeting, today)[person.pk]


@pytest.mark.parametrize(
    ("today", "words", "tag"),
    [
        (date(2026, 12, 30), "Due 1 January 2027", ""),
        (date(2027, 1, 1), "Due today", "ask"),
        (date(2027, 1, 2), "Missing", "stop"),
    ],
)
def test_without_one_it_is_due_and_then_missing(today, words, tag, acting, person, meeting):
    with acting("social_worker"):
        found = shown(person, meeting, today)
    assert (found.words, found.tag, found.latest) == (words, tag, "None is completed yet")


def test_it_says_until_which_meeting_the_latest_counts(acting, partnership, person, meeting):
    with acting("social_worker") as by:
        attach(partnership, person, by, completed_on=date(2025, 11, 20))
        found = shown(person, meeting, date(2026, 12, 30))
        assert (found.state, found.latest) == (
            Timeliness.DUE,
            "The latest was completed on 20 November 2025",
        )
    with acting("social_worker") as by:
        completed = clock.today() - timedelta(days=1)
        assess(partnership, person, by, completed_on=completed)
        found = shown(person, meeting, date(2026, 12, 30))
    assert found.until == completed + timedelta(days=31)
