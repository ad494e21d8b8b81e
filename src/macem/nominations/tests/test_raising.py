"""Raising nominations: once per person, clause and body of evidence (C1 to C7, P2)."""

from datetime import date, timedelta

import pytest

from macem.cases.models import Case
from macem.gate import clock
from macem.gate.refusal import Refused
from macem.intelligence import services as intelligence
from macem.nominations import services
from macem.nominations.models import Nomination
from macem.nominations.services import Proposed
from macem.nominations.tests.scene import TO_MACEM
from macem.people import services as people
from macem.people.models import FactsChanged
from macem.protocol.vocabulary import Part, RammOutcome

pytestmark = pytest.mark.django_db


def clauses(scene, child):
    with scene.acting("ce_coordinator"):
        return list(Nomination.objects.filter(subject_id=child.pk).values_list("clause", flat=True))


def test_an_absence_over_48_hours_nominates_once(scene):
    child = scene.child()
    scene.absent(child)
    assert scene.drain() == 1
    assert clauses(scene, child) == ["C3"]
    with scene.acting("ce_coordinator"):
        people.note_facts_changed(person_id=child.pk, what="again", at=clock.now())
    assert scene.drain() == 1
    assert clauses(scene, child) == ["C3"]


def test_a_second_absence_over_48_hours_is_new_evidence(scene):
    child = scene.nominated()
    scene.absent(child, days_ago=5)
    scene.drain()
    assert clauses(scene, child) == ["C3", "C3"]


def test_drained_facts_are_handled_and_name_the_evidence(scene):
    child = scene.child()
    episode = scene.absent(child)
    scene.drain()
    with scene.acting("ce_coordinator"):
        assert not FactsChanged.objects.filter(handled_at=None).exists()
        assert Nomination.objects.get().evidence == [f"missing.Episode:{episode.pk}"]


def test_a_nomination_keeps_what_would_change_it_and_its_day(scene):
    child = scene.nominated()
    began = clock.local_date(scene.at) - timedelta(days=10)
    with scene.acting("ce_coordinator"):
        row = Nomination.objects.get(subject_id=child.pk)
    assert row.happened_on == began
    assert (row.figures["began"], row.figures["elapsed_hours_min"]) == (began.isoformat(), 72.0)
    assert [answer for _words, answer in row.would_change] == ["not_met"] * 3
    assert all(words.startswith("The absence that began on") for words, _answer in row.would_change)


def test_new_evidence_about_an_open_case_is_kept_but_waits_for_no_decision(scene):
    scene.meeting()
    child = scene.nominated()
    scene.decide(child, TO_MACEM)
    scene.absent(child, days_ago=5)
    scene.drain()
    assert clauses(scene, child) == ["C3", "C3"]
    assert scene.open_about(child) == []


def test_an_assessed_adult_goes_to_the_intelligence_ds(scene):
    scene.meeting()
    with scene.acting("intelligence_ds") as by:
        adult = intelligence.register_adult(
            panel=scene.panel, forename="A.", surname="Test-Flint", date_of_birth=date(1983, 2, 10), by=by
        )
        intelligence.record_police_assessment(
            person=adult,
            assessed_on=clock.today(),
            assessor="DC Example",
            unidentified_child=True,
            connection="Seen in the area.",
            by=by,
        )
    scene.drain()
    with scene.acting("intelligence_ds") as by:
        assert Nomination.objects.get().clause == "C7"
        services.decide(
            panel=scene.panel, person=adult, proposed=Proposed(outcome=RammOutcome.TO_MACEM), by=by
        )
        assert Case.objects.get().part is Part.ADULT_2


def test_the_coordinator_evaluates_at_once_what_would_wait_a_minute(scene):
    child = scene.child()
    scene.absent(child)
    with scene.acting("ce_coordinator") as by:
        done = services.evaluate_waiting(panel=scene.panel, by=by)
        assert (done.people, done.raised) == (1, 1)
        assert not FactsChanged.objects.filter(handled_at=None).exists()
    assert scene.drain() == 0
    assert clauses(scene, child) == ["C3"]


def test_a_coordinator_without_part_two_leaves_the_facts_to_the_worker(scene):
    """What they may not see may nominate too (C7): the worker, who sees everything, asks again."""
    with scene.as_worker():
        scene.partnership.user("ce_coordinator").memberships.update(part_two=False)
    child = scene.child()
    scene.absent(child)
    with scene.acting("ce_coordinator") as by:
        assert services.evaluate_waiting(panel=scene.panel, by=by).raised == 1
        assert FactsChanged.objects.filter(handled_at=None).exists()
    assert scene.drain() == 1
    assert clauses(scene, child) == ["C3"]


def test_nobody_but_the_coordinator_evaluates_at_once(scene):
    with scene.acting("chair") as by, pytest.raises(Refused):
        services.evaluate_waiting(panel=scene.panel, by=by)
