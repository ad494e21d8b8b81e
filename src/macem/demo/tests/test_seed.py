"""The demonstration: made through services, in one go, with work outstanding for every role."""

from datetime import date

import pytest

from macem.audit.models import AuditEvent
from macem.cases.models import Case, Closure
from macem.demo.cast import WHOLE
from macem.demo.partnership import existing
from macem.demo.story import tell
from macem.gate import clock
from macem.meetings.models import Minutes
from macem.nominations.models import Nomination
from macem.people.models import Person
from macem.protocol.vocabulary import ClosureKind
from macem.protocol.vocabulary.states import MeetingStage, PersonKind
from macem.referrals.models import EarlyHelp, MashDecision, Referral
from macem.schedule.models import Meeting

pytestmark = pytest.mark.django_db


def told(today: date) -> None:
    tell(existing(), today)


def test_the_story_holds(as_worker):
    with as_worker():
        told(clock.today())
        stages = [m.stage for m in Meeting.objects.with_stage().order_by("on")][:5]
        done, out, planned = MeetingStage.DISTRIBUTED, MeetingStage.CIRCULATED, MeetingStage.PLANNED
        assert stages == [done, done, done, out, planned]
        assert Person.objects.filter(kind=PersonKind.CHILD).count() == 12
        assert Person.objects.filter(kind=PersonKind.ADULT).count() == 3
        assert Minutes.objects.count() == 3
        assert Case.objects.exclude(closed_at=None).count() == 1
        assert Nomination.objects.all().open().exists()
        assert not AuditEvent.objects.filter(happened_at__gt=clock.now()).exists()


def test_the_whole_story_holds(as_worker):
    """Fourteen months and sixty young people: each kind of ending, and work for whoever has a page."""
    with as_worker():
        tell(existing(), clock.today(), WHOLE)
        stages = [meeting.stage for meeting in Meeting.objects.with_stage().order_by("on")]
        assert stages[: WHOLE.past] == [MeetingStage.DISTRIBUTED] * 14
        assert stages[WHOLE.past] == MeetingStage.CIRCULATED
        assert Person.objects.filter(kind=PersonKind.CHILD).count() == 60
        assert Person.objects.filter(kind=PersonKind.ADULT).count() == 6
        assert {closure.kind for closure in Closure.objects.all()} == set(ClosureKind) - {ClosureKind.DIED}
        assert EarlyHelp.objects.count() > 8
        levels = MashDecision.objects.values_list("level", flat=True)
        assert set(levels) == {1, 2, 3, 4}


@pytest.mark.parametrize("today", [date(2026, 1, 2)])
def test_it_can_be_told_on_any_day(as_worker, today):
    """Around Christmas, New Year and Easter the meetings keep to working days."""
    with as_worker():
        told(today)
        assert Referral.objects.count() == 13
