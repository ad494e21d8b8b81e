"""C3: an open absence is looked at again as time goes by, without anybody writing anything."""

from datetime import date, datetime, time

import pytest

from macem.confidentiality.services import Principal
from macem.gate.actor import Actor
from macem.gate.clock import LONDON
from macem.missing.services import record_episode
from macem.missing.still_missing import note_still_missing
from macem.nominations.models import Nomination
from macem.nominations.services import drain_changed_facts
from macem.people.models import FactsChanged
from macem.people.services import register_person
from macem.protocol.vocabulary import AbsenceType, Clause, Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db
SETTING = Actor.command("setting the scene")
SATURDAY = {"started_on": date(2027, 1, 9), "started_at": time(18)}


@pytest.fixture
def missing_since(as_worker, partnership):
    """`missing_since(ended_on=None)` is a child reported missing at 6pm on Saturday 9 January 2027."""

    def report(**more):
        with as_worker():
            child = register_person(
                kind=PersonKind.CHILD, forename="Imo", surname="Test-Nettle", basis="test", source="test",
                first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)], by=SETTING,
            )  # fmt: skip
            record_episode(
                person=child, kind=AbsenceType.MISSING, source="police", by=SETTING,
                at=datetime(2027, 1, 9, 20, tzinfo=LONDON), **SATURDAY, **more,
            )  # fmt: skip
            drain_changed_facts(at=datetime(2027, 1, 9, 20, 1, tzinfo=LONDON))
        return child

    return report


def look_again(at):
    note_still_missing(at=at)
    drain_changed_facts(at=at)
    return [nomination.clause for nomination in Nomination.objects.all()]


def test_an_open_absence_is_nominated_once_it_is_over_48_hours(missing_since, as_worker):
    missing_since()
    with as_worker():
        assert look_again(datetime(2027, 1, 11, 17, tzinfo=LONDON)) == []
        assert look_again(datetime(2027, 1, 11, 18, 5, tzinfo=LONDON)) == [Clause.C3]
        assert look_again(datetime(2027, 1, 11, 19, tzinfo=LONDON)) == [Clause.C3]


def test_somebody_who_came_back_is_not_looked_at_again(missing_since, as_worker):
    missing_since(ended_on=date(2027, 1, 9), ended_at=time(19))
    with as_worker():
        assert note_still_missing(at=datetime(2027, 1, 11, 17, tzinfo=LONDON)) == 0
        assert not FactsChanged.objects.filter(handled_at=None).exists()
