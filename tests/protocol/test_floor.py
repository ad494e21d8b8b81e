"""How long each item has taken, and what a display may show (M1, S1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.floor import Turn, may_be_displayed, may_move_on, time_taken
from macem.protocol.vocabulary.states import MeetingStage

START = datetime(2027, 1, 6, 14, 0, tzinfo=UTC)
TURNS = st.lists(
    st.builds(
        Turn, st.sampled_from((None, 1, 2)), st.integers(0, 120).map(lambda m: START + timedelta(minutes=m))
    )
)


@given(TURNS, st.integers(0, 180))
def test_items_never_take_longer_than_the_meeting(turns, minutes):
    now = START + timedelta(minutes=minutes)
    taken = time_taken(turns, now)
    assert all(spent >= timedelta() for spent in taken.values())
    assert sum(taken.values(), timedelta()) <= timedelta(minutes=minutes)


@given(TURNS)
def test_the_order_in_which_turns_are_told_does_not_matter(turns):
    apart = {turn.since: turn for turn in turns}
    now = START + timedelta(hours=3)
    assert time_taken(list(apart.values()), now) == time_taken(list(reversed(apart.values())), now)


@pytest.mark.parametrize("stage", list(MeetingStage))
def test_the_display_moves_only_in_session(stage):
    assert may_move_on(stage).met is (stage is MeetingStage.IN_SESSION)


@pytest.mark.parametrize(
    ("without_sight", "covered", "met"), [(0, False, True), (1, False, False), (0, True, False)]
)
def test_the_display_shows_what_everybody_may_see(without_sight, covered, met):
    assert may_be_displayed(without_sight=without_sight, covered=covered).met is met
