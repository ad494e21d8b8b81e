"""C2: reported missing 5 or more times in 90 days. Windows counted on a paper calendar."""

from dataclasses import replace

import pytest

from macem.protocol.criteria import Facts, evaluate
from macem.protocol.vocabulary import Answer, Clause
from tests.protocol.making import YORK, c2, codes, day, episode, evening, until

MET, NOT_MET, MAY_BE = Answer.MET, Answer.NOT_MET, Answer.MAY_BE_MET
JANUARY_TO_MARCH = ("2027-01-01", "2027-01-20", "2027-02-10", "2027-03-01")


def window(decision):
    figures = decision.figures
    return figures["count"], figures["window_start"], figures["window_end"]


def test_five_starts_89_days_apart_are_in_one_window():
    decision = c2(*map(evening, (*JANUARY_TO_MARCH, "2027-03-31")))
    assert decision.answer is MET
    assert window(decision) == (5, day("2027-01-01"), day("2027-03-31"))
    assert decision.figures["starts"] == [*JANUARY_TO_MARCH, "2027-03-31"]


def test_five_starts_90_days_apart_are_not():
    decision = c2(*map(evening, (*JANUARY_TO_MARCH, "2027-04-01")), as_of="2027-04-30")
    assert decision.answer is NOT_MET
    assert decision.figures["count"] == 4


def test_days_are_london_s_also_for_times_with_an_offset():
    # 23:30Z on 30 June is 1 July in London, 90 days after 2 April; 22:30Z is still 30 June, 89 days after.
    starts = [evening(one) for one in ("2026-04-02", "2026-04-20", "2026-05-10", "2026-06-01")]
    outside = episode("2026-06-30T23:30Z", "2026-07-01T01:00Z")
    inside = episode("2026-06-30T22:30Z", "2026-07-01T01:00Z")
    assert c2(*starts, outside, as_of="2026-07-10").answer is NOT_MET
    assert c2(*starts, inside, as_of="2026-07-10").answer is MET


def test_a_window_need_not_end_today():
    decision = c2(*map(evening, (*JANUARY_TO_MARCH, "2027-03-05")), as_of="2027-04-02")
    assert decision.answer is MET
    assert decision.figures["window_end"] == day("2027-03-05")


@pytest.mark.parametrize(("as_of", "answer"), [("2027-04-30", MET), ("2027-05-01", NOT_MET)])
def test_without_a_previous_agenda_the_last_start_lies_in_the_31_days_to_the_as_at_day(as_of, answer):
    assert c2(*map(evening, (*JANUARY_TO_MARCH, "2027-03-31")), as_of=as_of).answer is answer


@pytest.mark.parametrize(
    ("agenda", "answer"),
    [
        ("2027-03-30", MET),
        ("2027-03-31", NOT_MET),  # a date: the start must be on a later one
        ("2027-03-31T19:59", MET),
        ("2027-03-31T20:00", NOT_MET),  # strictly later than the instant
        ("2027-03-31T18:30Z", MET),  # 19:30 in London, which has gone over to summer time
        ("2027-03-31T19:00Z", NOT_MET),
    ],
)
def test_the_last_start_is_strictly_later_than_the_previous_agenda(agenda, answer):
    assert c2(*map(evening, (*JANUARY_TO_MARCH, "2027-03-31")), agenda=agenda).answer is answer


@pytest.mark.parametrize(("agenda", "answer"), [("2027-03-30T09:00", MET), ("2027-03-31T09:00", NOT_MET)])
def test_a_day_alone_is_compared_by_day(agenda, answer):
    last = episode("2027-03-31", "2027-04-01")
    assert c2(*map(evening, JANUARY_TO_MARCH), last, agenda=agenda).answer is answer


def test_with_a_previous_agenda_an_old_window_is_new_for_as_long_as_no_agenda_was_compiled_since():
    assert c2(*map(evening, (*JANUARY_TO_MARCH, "2027-03-05")), as_of="2027-08-01", agenda="2027-03-01").met


@pytest.mark.parametrize(
    ("received", "agenda", "answer"),
    [
        ("2027-06-02", "2027-06-01", MET),
        ("2027-06-01", "2027-06-01", NOT_MET),
        ("2027-06-01", "2027-06-01T09:00", NOT_MET),
        ("2027-06-01T10:00", "2027-06-01T09:00", MET),
        ("2027-06-15", None, MET),
        ("2027-05-16", None, MET),
        ("2027-05-15", None, NOT_MET),
    ],
)
def test_a_record_of_the_window_that_arrived_late_makes_it_new(received, agenda, answer):
    late = evening("2027-01-10", received=received)
    decision = c2(late, *map(evening, JANUARY_TO_MARCH), as_of="2027-06-15", agenda=agenda)
    assert decision.answer is answer
    assert decision.figures["count"] == 5


def test_a_late_record_outside_the_window_does_not_make_it_new():
    late = evening("2026-06-01", received="2027-06-02")
    old = map(evening, (*JANUARY_TO_MARCH, "2027-03-05"))
    assert c2(late, *old, as_of="2027-06-15", agenda="2027-06-01").answer is NOT_MET


def test_a_late_second_report_of_one_absence_is_a_record_of_the_window_too():
    twice = episode("2027-01-01", "2027-01-02", received="2027-06-02")
    old = map(evening, (*JANUARY_TO_MARCH, "2027-03-05"))
    decision = c2(twice, *old, as_of="2027-06-15", agenda="2027-06-01")
    assert decision.answer is MET
    assert (decision.figures["count"], decision.figures["rows"]) == (5, 6)


def test_figures_are_of_the_window_that_qualifies_not_of_a_fuller_old_one():
    old = [evening(f"2026-01-{one:02}") for one in range(1, 8)]
    new = [evening(f"2027-03-{one:02}") for one in range(1, 6)]
    decision = c2(*old, *new, agenda="2027-02-01")
    assert window(decision) == (5, day("2026-12-06"), day("2027-03-05"))


def test_where_none_qualifies_figures_are_of_the_fullest_and_of_the_latest_of_equals():
    two_and_two = map(evening, ("2026-01-01", "2026-01-05", "2026-08-01", "2026-08-05"))
    assert window(c2(*two_and_two)) == (2, day("2026-05-08"), day("2026-08-05"))
    three_then_two = map(evening, ("2026-01-01", "2026-01-03", "2026-01-05", "2026-08-01", "2026-08-05"))
    assert c2(*three_then_two).figures["window_end"] == day("2026-01-05")


def test_away_from_placement_is_shown_beside_and_never_counted():
    four = map(evening, JANUARY_TO_MARCH)
    away = [evening(one, away=True) for one in ("2027-01-15", "2027-02-15", "2026-08-15")]
    decision = c2(*four, *away)
    assert decision.answer is NOT_MET
    assert (decision.figures["count"], decision.figures["away"]) == (4, 2)
    assert "twice" in decision.reason


def test_a_panel_may_leave_away_out():
    facts = Facts(as_of=until("2027-03-31"), episodes=(evening("2027-03-01", away=True),))
    decision = evaluate(facts, replace(YORK.missing, show_away=False))[Clause.C2]
    assert "away" not in decision.figures
    assert "Away" not in decision.reason


def test_the_numbers_are_the_panel_s():
    facts = Facts(as_of=until("2027-03-31"), episodes=(evening("2027-03-01"), evening("2027-03-10")))
    assert evaluate(facts, replace(YORK.missing, episodes=2, window_days=10))[Clause.C2].met
    assert not evaluate(facts, replace(YORK.missing, episodes=2, window_days=9))[Clause.C2].met


def test_later_starts_are_left_out():
    five = [*map(evening, JANUARY_TO_MARCH), evening("2027-03-31")]
    assert c2(*five, as_of="2027-03-31T19:59").figures["count"] == 4
    assert c2(*five, as_of="2027-03-31T20:00").figures["count"] == 5


def test_no_list_is_not_known_and_an_empty_list_is_none():
    unknown = evaluate(Facts(as_of=until("2027-03-31")), YORK.missing)
    assert [unknown[clause].answer for clause in (Clause.C2, Clause.C3)] == [MAY_BE, MAY_BE]
    assert c2().answer is NOT_MET


# Which records are one absence


def counted(*episodes, **kwargs):
    figures = c2(*episodes, **kwargs).figures
    return figures["count"], figures["rows"]


DUPLICATE, OVERLAP = "possible_duplicate", "possible_overlap"
CONSECUTIVE = "consecutive_rows_may_be_one_absence"


def test_police_and_the_903_return_on_one_night_count_once_and_are_asked():
    rows = episode("2027-02-03T21:30", "2027-02-04T03:00"), episode("2027-02-03", "2027-02-04")
    assert counted(*rows) == (1, 2)
    assert codes(*rows) == [(DUPLICATE, (0, 1))]


def test_reports_that_certainly_overlap_count_once():
    rows = episode("2027-02-03T21:30", "2027-02-04T03:00"), episode("2027-02-04T01:00", "2027-02-04T09:00")
    assert counted(*rows) == (1, 2)
    assert codes(*rows) == [(DUPLICATE, (0, 1))]


def test_reports_that_only_touch_are_two():
    rows = episode("2027-02-03T21:30", "2027-02-04T03:00"), episode("2027-02-04T03:00", "2027-02-04T09:00")
    assert counted(*rows) == (2, 2)
    assert codes(*rows) == []


def test_two_evenings_of_one_day_that_do_not_overlap_are_two():
    rows = episode("2027-02-03T10:00", "2027-02-03T11:00"), episode("2027-02-03T20:00", "2027-02-03T21:00")
    assert counted(*rows) == (2, 2)


def test_a_day_alone_never_joins_two_absences_that_are_distinct():
    rows = (
        episode("2027-02-03T10:00", "2027-02-03T11:00"),
        episode("2027-02-03T20:00", "2027-02-03T21:00"),
        episode("2027-02-03", "2027-02-04"),
    )
    assert counted(*rows) == (2, 3)
    assert codes(*rows) == [(DUPLICATE, (0, 1, 2))]


def test_the_same_days_twice_count_once():
    rows = episode("2027-02-03", "2027-02-04"), episode("2027-02-03", "2027-02-04")
    assert counted(*rows) == (1, 2)
    assert codes(*rows) == [(DUPLICATE, (0, 1))]


def test_one_instant_written_in_two_ways_is_one_report():
    rows = episode("2026-07-03T21:30", "2026-07-03T23:00"), episode("2026-07-03T20:30Z", "2026-07-03T22:00Z")
    assert counted(*rows) == (1, 2)


def test_a_day_alone_within_a_longer_absence_is_certainly_part_of_it():
    rows = episode("2027-02-03", "2027-02-06"), episode("2027-02-04", "2027-02-05")
    assert counted(*rows) == (1, 2)
    assert codes(*rows) == [(DUPLICATE, (0, 1))]


def test_a_day_alone_inside_another_s_days_that_names_another_night_counts_apart():
    rows = episode("2027-02-03T21:30", "2027-02-04T15:00"), episode("2027-02-04", "2027-02-05")
    assert counted(*rows) == (2, 2)
    assert codes(*rows) == [(OVERLAP, (0, 1))]


def test_days_alone_that_touch_count_apart_and_are_asked():
    rows = episode("2027-02-03", "2027-02-04"), episode("2027-02-04", "2027-02-05")
    assert counted(*rows) == (2, 2)
    assert codes(*rows) == [(CONSECUTIVE, (0, 1))]


def test_days_alone_with_a_night_between_are_two_and_nothing_is_asked():
    rows = episode("2027-02-03", "2027-02-04"), episode("2027-02-05", "2027-02-06")
    assert counted(*rows) == (2, 2)
    assert codes(*rows) == []


def test_a_missing_and_an_away_report_are_never_one_absence():
    rows = evening("2027-02-03"), evening("2027-02-03", away=True)
    assert counted(*rows) == (1, 1)
    assert codes(*rows) == []


def test_an_absence_left_open_does_not_swallow_those_after_it():
    rows = episode("2027-01-05T20:00"), evening("2027-02-03"), evening("2027-03-03")
    assert counted(*rows) == (3, 3)
    assert codes(*rows) == [("open_episode_followed_by_later_episode", (0, 1))]


def test_an_absence_still_open_takes_in_a_second_report_of_the_same_night():
    rows = episode("2027-03-30T20:00"), episode("2027-03-30")
    assert counted(*rows) == (1, 2)
    assert codes(*rows) == [(DUPLICATE, (0, 1))]


def test_an_end_before_its_start_is_asked_and_the_start_counts():
    rows = episode("2027-02-03", "2027-02-01"), evening("2027-02-10")
    assert counted(*rows) == (2, 2)
    assert codes(*rows) == [("end_before_start", (0,))]


def test_every_question_is_asked_also_about_old_records():
    rows = episode("2020-02-03", "2020-02-04"), episode("2020-02-03T20:00", "2020-02-04T01:00")
    assert codes(*rows, evening("2027-03-01")) == [(DUPLICATE, (0, 1))]


def test_records_keep_the_number_under_which_they_were_given():
    rows = evening("2027-05-01"), episode("2027-02-03", "2027-02-04"), episode("2027-02-03", "2027-02-04")
    assert codes(*rows) == [(DUPLICATE, (1, 2))]
