"""Deciding on nominations (P5): what each decision asks for, and what follows from it."""

import pytest

from macem.cases.models import Case
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.nominations import reading, services
from macem.nominations.models import NominationDecision
from macem.nominations.services import Proposed, Seen
from macem.nominations.tests.scene import TO_MACEM
from macem.protocol.vocabulary import Body, Part, RammOutcome

pytestmark = pytest.mark.django_db


def seen(scene, child):
    with scene.acting("ce_coordinator"):
        return Seen.of(
            reading.open_about(scene.panel, child.pk, Body.RAMM),
            reading.latest_decision(scene.panel, child.pk, Body.RAMM),
        )


def test_to_macem_opens_the_case_for_the_next_meeting(scene):
    meeting, child = scene.meeting(), scene.nominated()
    decision = scene.decide(child, TO_MACEM)
    assert decision.meeting == meeting
    assert not decision.shown_to_chair
    with scene.acting("ce_coordinator"):
        assert Case.objects.get().part is Part.CHILD_1A
    assert scene.open_about(child) == []


def test_not_now_against_part_1a_needs_a_service_managers_reason_and_goes_to_the_chair(scene):
    child = scene.nominated()
    with pytest.raises(NotNow, match="service manager"):
        scene.decide(child, Proposed(outcome=RammOutcome.NOT_NOW, reason="Therapy has begun."))
    assert scene.decide(child, scene.not_now()).shown_to_chair
    assert scene.open_about(child) == []


def test_a_reason_by_somebody_who_is_no_service_manager_does_not_count(scene):
    child = scene.nominated()
    with pytest.raises(NotNow, match="who is a service manager"):
        scene.decide(
            child,
            Proposed(
                outcome=RammOutcome.NOT_NOW,
                reason="Therapy has begun.",
                manager=scene.partnership.user("social_worker"),
                manager_reason="The plan holds.",
            ),
        )


def test_more_information_stays_open(scene):
    child = scene.nominated()
    scene.asked(child)
    assert scene.open_about(child) == ["C3"]


def test_nobody_but_the_coordinator_decides(scene):
    child = scene.nominated()
    with scene.acting("chair") as by, pytest.raises(Refused):
        services.decide(panel=scene.panel, person=child, proposed=TO_MACEM, by=by)
    with scene.acting("ce_coordinator"):
        assert not NominationDecision.objects.exists()


def test_two_coordinators_at_one_row_the_second_is_shown_what_the_first_decided(scene):
    scene.meeting()
    child = scene.nominated()
    before = seen(scene, child)
    first = scene.decide(child, TO_MACEM, seen=before)
    with pytest.raises(StaleWrite) as stale:
        scene.decide(child, scene.not_now(), seen=before)
    assert stale.value.theirs == first
    assert stale.value.yours == scene.not_now()


def test_whoever_decides_while_new_evidence_comes_is_shown_it_first(scene):
    scene.meeting()
    child = scene.nominated()
    before = seen(scene, child)
    scene.absent(child, days_ago=5)
    scene.drain()
    with pytest.raises(StaleWrite, match="New evidence"):
        scene.decide(child, TO_MACEM, seen=before)
    assert scene.decide(child, TO_MACEM, seen=seen(scene, child)).outcome is RammOutcome.TO_MACEM


def test_what_was_seen_is_written_and_read_back():
    assert Seen.read(str(Seen(12, 45))) == Seen(12, 45)
    assert [Seen.read(text) for text in ("", "12", "a-b", "-1-2")] == [None] * 4
