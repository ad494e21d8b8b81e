"""What may follow what, and what is required from which stage."""

import pytest

from macem.protocol.meeting_stages import NEXT
from macem.protocol.transitions import (
    ASSESSMENT,
    MEETING,
    MINUTES,
    NOMINATION,
    REQUIRED_FROM,
    TABLES,
    AssessmentState,
    MinutesState,
    Needed,
    NominationState,
    move_meeting,
    nothing_missing,
    required_at,
)
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_and_no_move_is_listed_twice(table):
    moves = [(one.origin, one.to) for one in table.transitions]
    assert len(set(moves)) == len(moves)
    reached, new = {table.initial}, [table.initial]
    while new:
        following = set(table.following(new.pop())) - reached
        reached |= following
        new.extend(following)
    assert reached == set(type(table.initial))


def test_the_meeting_s_moves_are_those_of_its_stages():
    assert {stage: MEETING.following(stage) for stage in Stage} == NEXT


def test_what_may_not_follow_is_refused_with_what_may():
    decision = MEETING.move(Stage.PLANNED, Stage.CIRCULATED)
    assert not decision.met
    assert Stage.NAMES_SENT.label in decision.reason


@pytest.mark.parametrize(
    ("table", "origin", "to"),
    [
        (MEETING, Stage.CIRCULATED, Stage.COMPILED),
        (MEETING, Stage.CIRCULATED, Stage.POSTPONED),
        (MEETING, Stage.DISTRIBUTED, Stage.MINUTES_DRAFTED),
        (MINUTES, MinutesState.WITH_CHAIR, MinutesState.RETURNED),
        (ASSESSMENT, AssessmentState.COMPLETED, AssessmentState.RETURNED),
        (NOMINATION, NominationState.RAISED, NominationState.NOT_NOW),
    ],
)
def test_going_back_or_turning_down_needs_a_reason(table, origin, to):
    assert table.move(origin, to).missing == ("a reason",)
    assert not table.move(origin, to, "  ").met
    assert table.move(origin, to, "Two names came late.").met


def test_only_a_completed_assessment_is_signed_off_by_a_service_manager():
    assert [one.origin for one in ASSESSMENT.transitions if one.to is AssessmentState.SIGNED_OFF] == [
        AssessmentState.COMPLETED
    ]
    found = ASSESSMENT.find(AssessmentState.COMPLETED, AssessmentState.SIGNED_OFF)
    assert found is not None
    assert found.role is Role.SERVICE_MANAGER


def test_a_nomination_that_is_used_up_is_not_decided_again():
    assert NOMINATION.following(NominationState.USED_UP) == ()


@pytest.mark.parametrize("decided", [NominationState.ACCEPTED, NominationState.NOT_NOW])
def test_a_decision_is_changed_only_with_a_reason(decided):
    assert not NOMINATION.move(decided, NominationState.MORE_INFORMATION).met
    assert NOMINATION.move(decided, NominationState.MORE_INFORMATION, "The wrong row.").met


def test_requirements_grow_with_the_stages():
    stages = [stage for stage in Stage if stage is not Stage.POSTPONED]
    sizes = [len(required_at(stage)) for stage in stages]
    assert sizes == sorted(sizes)
    assert set(required_at(Stage.DISTRIBUTED)) == set(Needed) == set(REQUIRED_FROM)
    assert required_at(Stage.POSTPONED) == ()


@pytest.mark.parametrize(
    ("need", "before", "stage", "clause"),
    [
        (Needed.LAWFUL_BASIS, Stage.APPROVED, Stage.CIRCULATED, Clause.S5),
        (Needed.QUORUM, Stage.CIRCULATED, Stage.IN_SESSION, Clause.M4),
        (Needed.CONCERN_OWNERS, Stage.IN_SESSION, Stage.FINISHED, Clause.P8),
    ],
)
def test_what_is_required_from_which_stage(need, before, stage, clause):
    rest = set(Needed) - {need}
    assert nothing_missing(before, rest).met
    decision = nothing_missing(stage, rest)
    assert not decision.met
    assert decision.clause is clause


def test_a_meeting_starts_only_with_its_quorum_and_after_circulation():
    everything = iter(Needed)
    assert move_meeting(Stage.CIRCULATED, Stage.IN_SESSION, there=everything).met
    assert not move_meeting(Stage.CIRCULATED, Stage.IN_SESSION, there=set(Needed) - {Needed.QUORUM}).met
    assert not move_meeting(Stage.APPROVED, Stage.IN_SESSION, there=Needed).met
    assert move_meeting(Stage.CIRCULATED, Stage.POSTPONED, there=(), reason="Health could not come.").met
