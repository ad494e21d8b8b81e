"""M2-M4, M9, M10: a month goes forward through its stages; only a late item and an amendment go back."""

from itertools import pairwise

import pytest

from macem.protocol.meeting_stages import CLAUSES, NEXT, may_reach
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.states import MeetingStage as Stage

MONTH = [
    Stage.PLANNED, Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED, Stage.IN_SESSION,
    Stage.FINISHED, Stage.MINUTES_DRAFTED, Stage.MINUTES_APPROVED, Stage.DISTRIBUTED,
]  # fmt: skip


@pytest.mark.parametrize(("now", "wanted"), list(pairwise(MONTH)))
def test_an_ordinary_month_goes_from_stage_to_stage(now, wanted):
    assert may_reach(now, wanted).met


@pytest.mark.parametrize(
    ("now", "wanted"), [(now, wanted) for at, now in enumerate(MONTH) for wanted in MONTH[at + 2 :]]
)
def test_no_stage_is_skipped(now, wanted):
    assert not may_reach(now, wanted).met


def test_the_agenda_is_circulated_only_after_the_chair_approved_it():
    decision = may_reach(Stage.COMPILED, Stage.CIRCULATED)
    assert not decision.met
    assert decision.clause is Clause.M2
    assert decision.missing == ("Agenda approved",)


def test_a_late_item_compiles_a_circulated_agenda_again():
    assert may_reach(Stage.CIRCULATED, Stage.COMPILED).met


def test_minutes_that_the_chair_returned_are_drafted_again_before_they_are_distributed():
    assert may_reach(Stage.MINUTES_RETURNED, Stage.MINUTES_DRAFTED).met
    assert not may_reach(Stage.MINUTES_RETURNED, Stage.DISTRIBUTED).met


@pytest.mark.parametrize("stage", Stage)
def test_only_a_meeting_that_has_not_started_can_be_postponed(stage):
    not_started = {Stage.PLANNED, Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED}
    assert may_reach(stage, Stage.POSTPONED).met is (stage in not_started)


@pytest.mark.parametrize("wanted", Stage)
def test_a_postponed_meeting_goes_nowhere(wanted):
    assert not may_reach(Stage.POSTPONED, wanted).met


def test_every_stage_has_its_clause_and_its_row():
    assert set(NEXT) == set(CLAUSES) == set(Stage)
