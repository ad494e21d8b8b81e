"""C3: missing over a 48-hour period. Hours worked out by hand, clock changes included."""

import pytest

from macem.protocol.vocabulary import Answer
from tests.protocol.making import c3, codes, episode, evening

MET, NOT_MET, MAY_BE = Answer.MET, Answer.NOT_MET, Answer.MAY_BE_MET


def hours(decision):
    return decision.figures["elapsed_hours_min"], decision.figures["elapsed_hours_max"]


@pytest.mark.parametrize(
    ("start", "end", "elapsed", "answer"),
    [
        ("2026-07-06T09:00", "2026-07-08T09:00", 48.0, NOT_MET),
        ("2026-07-06T09:00", "2026-07-08T09:00:01", 48.0003, MET),
        ("2026-07-06T09:00", "2026-07-08T09:30", 48.5, MET),
        # The clocks go back on 25 October 2026 and forward on 28 March 2027.
        ("2026-10-24T09:00", "2026-10-26T08:30", 48.5, MET),
        ("2026-10-24T09:00", "2026-10-26T08:00", 48.0, NOT_MET),
        ("2027-03-27T09:00", "2027-03-29T09:30", 47.5, NOT_MET),
        ("2027-03-27T09:00", "2027-03-29T10:30", 48.5, MET),
        ("2025-03-29T01:30", "2025-03-31T02:00", 47.5, NOT_MET),
        ("2025-10-25T02:00", "2025-10-27T01:30", 48.5, MET),
        # Times with an offset are exact.
        ("2026-07-06T09:00Z", "2026-07-08T10:00+01:00", 48.0, NOT_MET),
        ("2026-07-06T08:00Z", "2026-07-08T09:00", 48.0, NOT_MET),
    ],
)
def test_real_elapsed_time_strictly_over_48_hours(start, end, elapsed, answer):
    decision = c3(episode(start, end))
    assert hours(decision) == (elapsed, elapsed)
    assert decision.answer is answer


@pytest.mark.parametrize(
    ("start", "end", "shortest", "longest", "answer"),
    [
        ("2026-07-06", "2026-07-06", 0.0, 23.9833, NOT_MET),
        ("2026-07-06", "2026-07-07", 0.0167, 47.9833, NOT_MET),
        ("2026-07-06", "2026-07-08", 24.0167, 71.9833, MAY_BE),
        ("2026-07-06", "2026-07-09", 48.0167, 95.9833, MET),
        # An hour lost makes three days uncertain, an hour won makes one day uncertain.
        ("2026-03-28", "2026-03-31", 47.0167, 94.9833, MAY_BE),
        ("2026-10-24", "2026-10-25", 0.0167, 48.9833, MAY_BE),
        ("2026-10-24", "2026-10-27", 49.0167, 96.9833, MET),
    ],
)
def test_days_alone_are_anywhere_in_the_day(start, end, shortest, longest, answer):
    decision = c3(episode(start, end))
    assert hours(decision) == (shortest, longest)
    assert decision.answer is answer


@pytest.mark.parametrize(("end", "answer"), [("2026-07-08T00:00", MAY_BE), ("2026-07-09T00:00", MET)])
def test_midnight_is_a_day_alone_where_an_export_means_that(end, answer):
    assert c3(episode("2026-07-06T00:00", end, midnight_is_unknown=True)).answer is answer


def test_midnight_is_midnight_elsewhere_and_with_an_offset_everywhere():
    assert hours(c3(episode("2026-07-06T00:00", "2026-07-08T00:00"))) == (48.0, 48.0)
    exact = episode("2026-07-06T00:00+01:00", "2026-07-08T00:00+01:00", midnight_is_unknown=True)
    assert hours(c3(exact)) == (48.0, 48.0)


def test_another_time_of_day_is_known_where_midnight_is_not():
    one = episode("2026-07-06T22:00", "2026-07-08T00:00", midnight_is_unknown=True)
    assert hours(c3(one)) == (26.0, 49.9833)


def test_a_time_that_says_it_is_only_a_date_is_one():
    assert hours(c3(episode("2026-07-06T22:00", "2026-07-07T03:00", date_only=True))) == (0.0167, 47.9833)


@pytest.mark.parametrize(
    ("start", "end", "shortest", "longest", "answer"),
    [
        ("2026-10-25T01:30", "2026-10-27T01:00", 47.5, 48.5, MAY_BE),  # happens twice
        ("2026-10-25T01:30", "2026-10-27T01:30", 48.0, 49.0, MAY_BE),
        ("2026-10-25T01:30", "2026-10-27T01:31", 48.0167, 49.0167, MET),
        ("2026-10-25T01:30", "2026-10-27T00:30", 47.0, 48.0, NOT_MET),
        ("2027-03-28T01:30", "2027-03-30T02:00", 47.5, 48.5, MAY_BE),  # never happens
    ],
)
def test_a_clock_time_on_the_night_of_the_change_is_ambiguous(start, end, shortest, longest, answer):
    one = episode(start, end)
    assert hours(c3(one)) == (shortest, longest)
    assert c3(one).answer is answer
    assert codes(one) == [("ambiguous_local_time", (0,))]


@pytest.mark.parametrize("start", ["2026-10-25T01:30+01:00", "2026-10-25T00:59", "2026-10-25T02:00"])
def test_times_beside_the_change_or_with_an_offset_are_exact(start):
    assert codes(episode(start, "2026-10-25T09:00")) == []


def test_an_open_episode_runs_to_now():
    decision = c3(episode("2027-03-01T08:00"), as_of="2027-03-03T08:30")
    assert decision.answer is MET
    assert decision.figures["ongoing"] is True
    assert hours(decision) == (48.5, 48.5)
    assert c3(episode("2027-03-01T08:00"), as_of="2027-03-03T08:00").answer is NOT_MET


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("2027-03-03T15:30:09", "55 hours 30 minutes 9 seconds"),
        ("2027-03-08T07:59", "167 hours 59 minutes"),
        ("2027-03-08T08:00", "7 days,"),
        ("2027-03-11T09:59:59", "10 days 1 hour,"),
    ],
)
def test_a_length_is_told_exactly_and_from_a_week_in_days_and_hours(end, words):
    assert f"lasted {words}" in c3(episode("2027-03-01T08:00", end)).reason


def test_a_bare_as_at_date_is_23_59_of_that_day():
    assert hours(c3(episode("2027-03-01T23:59"), as_of="2027-03-03")) == (48.0, 48.0)


def test_an_episode_that_ends_after_the_as_at_time_is_still_going_on():
    decision = c3(episode("2027-03-01T08:00", "2027-03-09T08:00"), as_of="2027-03-02T08:00")
    assert hours(decision) == (24.0, 24.0)
    assert decision.figures["ongoing"] is True


def test_an_open_episode_that_a_later_one_followed_may_have_been_long():
    decision = c3(episode("2027-03-01T08:00"), evening("2027-03-20"))
    assert decision.answer is MAY_BE
    assert decision.figures["ongoing"] is False
    assert decision.figures["elapsed_hours_min"] == 0.0


def test_an_end_before_its_start_leaves_the_length_open():
    assert c3(episode("2027-03-10", "2027-03-09")).answer is MAY_BE


def test_away_from_placement_is_not_missing():
    assert c3(episode("2027-03-01T08:00", "2027-03-09T08:00", away=True)).answer is NOT_MET


def test_days_that_touch_may_be_one_long_absence():
    decision = c3(episode("2027-03-01", "2027-03-02"), episode("2027-03-02", "2027-03-03"))
    assert decision.answer is MAY_BE
    assert decision.figures["joined_episodes"] == [0, 1]
    assert decision.figures["joined_hours_max"] == 71.9833


def test_days_that_touch_but_cannot_reach_48_hours_are_asked_and_not_met():
    rows = episode("2027-03-01", "2027-03-02"), episode("2027-03-02", "2027-03-02")
    assert c3(*rows).answer is NOT_MET
    assert codes(*rows) == [("consecutive_rows_may_be_one_absence", (0, 1))]


def test_reports_that_overlap_may_be_one_long_absence():
    rows = episode("2027-03-01T08:00", "2027-03-02T20:00"), episode("2027-03-02T08:00", "2027-03-03T20:00")
    assert c3(*rows).answer is MAY_BE


def test_figures_bear_the_answer_out():
    sure = episode("2027-03-01T08:00", "2027-03-03T09:00")
    unsure = episode("2027-02-01", "2027-02-03")
    decision = c3(unsure, sure)
    assert decision.answer is MET
    assert decision.figures["episode"] == 1
    assert hours(decision) == (49.0, 49.0)


def test_the_longest_episode_is_shown():
    decision = c3(
        evening("2027-03-01"), episode("2027-03-05T08:00", "2027-03-06T08:00"), evening("2027-03-09")
    )
    assert decision.figures["episode"] == 1
    assert decision.figures["ongoing"] is False
