"""What holds of the criteria whatever the episodes are."""

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from macem.protocol.criteria import Episode, Facts, evaluate
from macem.protocol.moments import end_of, moment
from macem.protocol.vocabulary import AbsenceType, Answer, Clause
from tests.protocol.making import YORK, day

AS_OF = day("2027-03-31")
FIRST = datetime(2026, 9, 1)  # noqa: DTZ001 - London's clock, as records give it
minutes = st.integers(0, 60 * 24 * 220)


@st.composite
def episodes(draw, exact=False):
    start = FIRST + timedelta(minutes=draw(minutes))
    length = draw(st.none() | st.integers(-300, 60 * 24 * 5))
    end = None if length is None else start + timedelta(minutes=length)
    date_only = not exact and draw(st.booleans())
    received = draw(st.none() | st.dates(FIRST.date(), AS_OF))
    return Episode(
        start=moment(start, date_only=date_only),
        end=None if end is None else moment(end, date_only=date_only),
        type=draw(st.sampled_from(AbsenceType)),
        received=() if received is None else (moment(received),),
    )


agendas = st.none() | st.dates(FIRST.date(), AS_OF).map(moment)
lists = st.lists(episodes(), max_size=9)


def judge(found, agenda=None, as_of=AS_OF):
    return evaluate(Facts(as_of=end_of(as_of), previous_agenda=agenda, episodes=tuple(found)), YORK.missing)


def essence(evaluation):
    """Everything but the numbers under which records were given."""
    decisions = [
        (one.clause, one.answer, one.reason, {k: v for k, v in one.figures.items() if "episode" not in k})
        for one in evaluation.decisions
    ]
    return decisions, sorted((note.code, len(note.episodes)) for note in evaluation.review)


@given(st.data(), lists, agendas)
def test_the_order_of_episodes_never_matters(data, found, agenda):
    shuffled = data.draw(st.permutations(found))
    assert essence(judge(found, agenda)) == essence(judge(shuffled, agenda))


@given(lists, agendas)
def test_there_are_never_more_absences_than_records(found, agenda):
    figures = judge(found, agenda)[Clause.C2].figures
    assert figures["count"] <= figures["rows"] <= len(found)
    assert len(figures["starts"]) == figures["count"]


@given(lists, agendas)
def test_met_means_enough_starts_in_the_window(found, agenda):
    decision = judge(found, agenda)[Clause.C2]
    assume(decision.figures["count"])
    first, last = decision.figures["window_start"], decision.figures["window_end"]
    assert (last - first).days == 89
    assert all(first <= day(start) <= last for start in decision.figures["starts"])
    assert not decision.met or decision.figures["count"] >= 5


@given(lists, episodes(), agendas)
def test_a_further_record_never_unsettles_an_absence_over_48_hours(found, further, agenda):
    before = judge(found, agenda)[Clause.C3]
    ended = all(one.end is not None for one in found)
    if before.met and ended:
        assert judge([*found, further], agenda)[Clause.C3].met


@given(lists, episodes(exact=True), agendas)
def test_an_away_record_changes_neither_count_nor_answer(found, further, agenda):
    ended = [one for one in found if one.end is not None]
    away = Episode(further.start, further.end, AbsenceType.AWAY, further.received)
    before, after = judge(ended, agenda), judge([*ended, away], agenda)
    for clause in (Clause.C2, Clause.C3):
        assert before[clause].answer is after[clause].answer
    assert before[Clause.C2].figures["count"] == after[Clause.C2].figures["count"]


@given(lists, agendas)
def test_giving_a_record_twice_counts_nothing_twice(found, agenda):
    once, twice = judge(found, agenda), judge([*found, *found], agenda)
    assert once[Clause.C2].figures["count"] == twice[Clause.C2].figures["count"]
    assert once[Clause.C2].answer is twice[Clause.C2].answer
    assert once[Clause.C3].answer is twice[Clause.C3].answer


@given(lists, agendas)
def test_every_record_given_twice_is_asked_about(found, agenda):
    asked = {
        index
        for note in judge([*found, *found], agenda).review
        if note.code == "possible_duplicate"
        for index in note.episodes
    }
    begun = {n for n, one in enumerate([*found, *found]) if one.start.earliest <= end_of(AS_OF).latest}
    assert asked == begun


@given(lists, agendas, st.integers(1, 400))
def test_what_starts_later_changes_nothing(found, agenda, days):
    later = moment(AS_OF + timedelta(days=days))
    assert essence(judge(found, agenda)) == essence(judge([*found, Episode(later)], agenda))


@given(lists, agendas)
def test_shortest_is_never_longer_than_longest(found, agenda):
    figures = judge(found, agenda)[Clause.C3].figures
    assume(figures["episode"] is not None)
    assert 0 <= figures["elapsed_hours_min"] <= figures["elapsed_hours_max"]


@given(lists, st.dates(FIRST.date(), AS_OF), st.integers(0, 60))
def test_an_earlier_agenda_never_makes_a_window_old(found, compiled, days):
    earlier = moment(compiled - timedelta(days=days))
    if judge(found, moment(compiled))[Clause.C2].met:
        assert judge(found, earlier)[Clause.C2].met


@given(lists)
def test_a_day_alone_never_decides_what_a_time_within_it_would_contradict(found):
    """Whatever the hours really were, the answer by days alone is the same, or asks."""
    closed = [one for one in found if one.end is not None and one.end.day >= one.start.day]
    for one in closed:
        by_days = judge([Episode(moment(one.start.day), moment(one.end.day))])[Clause.C3].answer
        if one.end.latest >= one.start.earliest:
            exact = judge([Episode(one.start, one.end)])[Clause.C3].answer
            assert by_days in {Answer.MAY_BE_MET, exact} or exact is Answer.MAY_BE_MET
