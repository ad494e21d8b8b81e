"""Changing a decision that no meeting has made use of (P5, M2)."""

from datetime import timedelta

import pytest

from macem.cases.models import Case
from macem.confidentiality.models import AccessGrant
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.meetings.candidates import open_cases
from macem.nominations import services
from macem.nominations.models import NominationDecision, Question
from macem.nominations.services import Proposed
from macem.nominations.tests.scene import TO_MACEM
from macem.protocol.vocabulary import Part, RammOutcome
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule import services as schedule

pytestmark = pytest.mark.django_db


def reach(scene, meeting, *stages):
    with scene.as_worker():
        for stage in stages:
            schedule.reach_stage(
                meeting=meeting, stage=stage, by=scene.partnership.actor("business_support"), at=scene.at
            )


def test_a_change_is_a_new_decision_in_the_place_of_the_first(scene):
    scene.meeting()
    child = scene.nominated()
    first = scene.decide(child, scene.not_now())
    second = scene.change(first, TO_MACEM)
    assert (second.replaces, second.change_reason) == (first, "Wrong row.")
    with scene.acting("ce_coordinator"):
        assert list(NominationDecision.objects.all().standing()) == [second]
        assert NominationDecision.objects.count() == 2
        assert list(second.nominations.all()) == list(first.nominations.all())
        assert Case.objects.get().is_open


def test_a_change_says_why(scene):
    child = scene.nominated()
    first = scene.decide(child, scene.not_now())
    with pytest.raises(NotNow, match="Say why"):
        scene.change(first, scene.asking(), why="  ")


def test_to_macem_by_mistake_takes_back_the_case_and_the_sight_that_it_gave(scene):
    scene.meeting()
    child = scene.nominated()
    first = scene.decide(child, TO_MACEM)
    with scene.acting("analyst"):
        assert Case.objects.filter(subject_id=child.pk).exists()
    scene.change(first, scene.not_now())
    with scene.acting("ce_coordinator"):
        case = Case.objects.get()
        assert case.taken_back_at == case.closed_at == scene.at
        assert not Case.objects.all().open().exists()
        assert not Case.objects.all().closed().exists(), "no meeting closed it"
        assert not AccessGrant.objects.filter(source=f"cases.Case:{case.pk}", until=None).exists()
    assert scene.open_about(child) == []


def test_to_macem_changed_to_a_question_puts_the_child_back_on_the_list(scene):
    scene.meeting()
    child = scene.nominated()
    scene.change(scene.decide(child, TO_MACEM), scene.asking())
    assert scene.open_about(child) == ["C3"]


def test_another_meeting_is_the_same_case_for_another_day(scene):
    sooner, later = scene.meeting(days=21), scene.meeting(days=49)
    child = scene.nominated()
    first = scene.decide(child, TO_MACEM)
    scene.days_later(1)
    scene.change(first, Proposed(outcome=RammOutcome.TO_MACEM, part=Part.CHILD_1B, meeting=later))
    with scene.acting("ce_coordinator"):
        assert Case.objects.get().is_open
        assert open_cases(sooner) == []
        assert [case.subject_id for case in open_cases(later)] == [child.pk]


def test_the_second_who_changes_a_decision_is_shown_the_first_change(scene):
    scene.meeting()
    child = scene.nominated()
    first = scene.decide(child, scene.not_now())
    second = scene.change(first, scene.asking())
    with pytest.raises(StaleWrite) as stale:
        scene.change(first, TO_MACEM)
    assert stale.value.theirs == second


def test_once_the_names_have_gone_to_the_chair_the_list_itself_is_changed(scene):
    meeting = scene.meeting()
    child = scene.nominated()
    first = scene.decide(child, TO_MACEM)
    reach(scene, meeting, MeetingStage.NAMES_SENT)
    with pytest.raises(NotNow, match="names for this meeting have gone to the chair"):
        scene.change(first, scene.not_now())


def test_once_an_agenda_was_compiled_not_now_stands(scene):
    meeting, child = scene.meeting(), scene.nominated()
    first = scene.decide(child, scene.not_now())
    scene.days_later(1)
    reach(scene, meeting, MeetingStage.NAMES_SENT, MeetingStage.COMPILED)
    scene.at += timedelta(minutes=1)
    with pytest.raises(NotNow, match="agenda has been compiled since"):
        scene.change(first, scene.asking())


def test_a_question_that_is_changed_is_owed_no_more(scene):
    scene.meeting()
    child = scene.nominated()
    scene.change(scene.asked(child), TO_MACEM)
    with scene.acting("ce_coordinator"):
        assert not Question.objects.all().unanswered().exists()


def test_nobody_but_the_coordinator_changes_a_decision(scene):
    child = scene.nominated()
    first = scene.decide(child, scene.not_now())
    with scene.acting("chair") as by, pytest.raises(Refused):
        services.change_decision(decision=first, proposed=scene.asking(), why="x", by=by)
