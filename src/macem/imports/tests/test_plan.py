"""The plan: what a file of missing episodes would do (clauses C2, C3)."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.imports.plan import Known, KnownChild, KnownEpisode, Plan, Span, plan
from macem.imports.reasons import Reason
from macem.protocol.vocabulary import AbsenceType
from macem.protocol.vocabulary.states import IdentifierKind, ImportRowOutcome
from macem.readers import MissingRow, Reading, read

TODAY = date(2027, 1, 8)
BORN = date(2011, 3, 14)
HEAD = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"


def planned(*lines: str, known: Known | None = None) -> Plan:
    return plan_of(read("ssda903-missing", (HEAD + "\n".join(lines)).encode(), today=TODAY), known)


def plan_of(reading: Reading[MissingRow], known: Known | None = None) -> Plan:
    return plan(reading, known or {}, numbers_of=IdentifierKind.CSC, today=TODAY)


def child(*episodes: KnownEpisode, **facts) -> dict[str, tuple[KnownChild, ...]]:
    return {"12": (KnownChild(7, **{"born": BORN, **facts}, episodes=episodes),)}


def episode(start, end=None, kind=AbsenceType.MISSING, earlier=(), **times):
    return KnownEpisode(50, kind, Span(start, times.get("started_at"), end, times.get("ended_at")), earlier)


def what(found: Plan) -> list[tuple[ImportRowOutcome, Reason]]:
    return [(row.outcome, row.reason) for row in found.rows]


ADDED, KNOWN, CHANGED = ImportRowOutcome.ADDED, ImportRowOutcome.ALREADY_KNOWN, ImportRowOutcome.CHANGED
WAITS, REJECTED = ImportRowOutcome.WAITS, ImportRowOutcome.REJECTED
D12, D14, D16 = date(2026, 12, 12), date(2026, 12, 14), date(2026, 12, 16)


def test_a_child_not_yet_known_is_registered_by_number_and_date_of_birth():
    found = planned("12,14/03/2011,M,12/12/2026,14/12/2026")
    assert what(found) == [(ADDED, Reason.NEW_CHILD)]
    assert found.new_children == {"12": BORN}


def test_a_date_alone_has_no_time_of_day_and_neither_has_midnight():
    found = planned("12,14/03/2011,M,12/12/2026 00:00,14/12/2026")
    assert found.rows[0].span == Span(D12, None, D14, None)


def test_a_new_absence_of_a_known_child_is_theirs():
    found = planned("12,14/03/2011,M,12/12/2026,", known=child(episode(D14, D16)))
    assert what(found) == [(ADDED, Reason.NEW)]
    assert found.rows[0].subject_id == 7
    assert found.new_children == {}


def test_what_is_known_adds_nothing_also_where_times_of_day_are_known_here():
    known = child(episode(D12, D14, started_at=time(22, 30)))
    assert what(planned("12,14/03/2011,M,12/12/2026,14/12/2026", known=known)) == [(KNOWN, Reason.SAME)]


def test_an_open_absence_that_has_ended_is_corrected_and_keeps_its_time_of_day():
    known = child(episode(D12, started_at=time(22, 30)))
    (row,) = planned("12,14/03/2011,M,12/12/2026,14/12/2026", known=known).rows
    assert (row.outcome, row.reason) == (CHANGED, Reason.RETURN)
    assert row.replaces.id == 50
    assert row.span == Span(D12, time(22, 30), D14, None)


def test_another_day_of_return_is_shown_as_a_change():
    found = planned("12,14/03/2011,M,12/12/2026,16/12/2026", known=child(episode(D12, D14)))
    assert what(found) == [(CHANGED, Reason.OTHERWISE)]


def test_an_older_file_does_not_open_again_what_has_ended():
    known = child(episode(D12, D14))
    assert what(planned("12,14/03/2011,M,12/12/2026,", known=known)) == [(KNOWN, Reason.RETURNED)]


def test_an_older_file_does_not_undo_a_correction():
    known = child(episode(D12, D16, earlier=(Span(D12, None, D14),)))
    assert what(planned("12,14/03/2011,M,12/12/2026,14/12/2026", known=known)) == [(KNOWN, Reason.EARLIER)]


def test_away_from_placement_is_another_absence_than_missing():
    known = child(episode(D12, D14, kind=AbsenceType.AWAY))
    assert what(planned("12,14/03/2011,M,12/12/2026,14/12/2026", known=known)) == [(ADDED, Reason.NEW)]


def test_a_second_absence_from_the_same_day_is_new():
    found = planned(
        "12,14/03/2011,M,12/12/2026,12/12/2026",
        "12,14/03/2011,M,12/12/2026,14/12/2026",
        known=child(episode(D12, D12)),
    )
    assert what(found) == [(KNOWN, Reason.SAME), (ADDED, Reason.NEW)]


def test_the_later_return_is_taken_for_the_absence_that_stands_open():
    found = planned(
        "12,14/03/2011,M,12/12/2026,12/12/2026",
        "12,14/03/2011,M,12/12/2026,14/12/2026",
        known=child(episode(D12)),
    )
    assert what(found) == [(ADDED, Reason.NEW), (CHANGED, Reason.RETURN)]


def test_a_row_that_stands_twice_counts_once():
    found = planned("12,14/03/2011,M,12/12/2026,", "12,14/03/2011,M,12/12/2026,")
    assert what(found) == [(ADDED, Reason.NEW_CHILD), (KNOWN, Reason.COPY)]
    assert found.rows[1].same_as == 2


def test_the_same_number_written_otherwise_is_the_same_child():
    found = planned("a-12,14/03/2011,M,12/12/2026,", "A12,14/03/2011,M,14/12/2026,")
    assert found.new_children == {"A12": BORN}


def test_a_child_who_bears_two_numbers_is_one_child():
    known = child(episode(D12))
    found = planned(
        "12,,M,12/12/2026,14/12/2026", "13,,M,12/12/2026,14/12/2026", known={**known, "13": known["12"]}
    )
    assert what(found) == [(CHANGED, Reason.RETURN), (KNOWN, Reason.COPY)]


def test_leading_zeros_tell_two_children_apart():
    found = planned("012,14/03/2011,M,12/12/2026,", "12,14/03/2011,M,12/12/2026,")
    assert list(found.new_children) == ["012", "12"]


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"12": (KnownChild(7, BORN), KnownChild(8, BORN))}, Reason.WHICH_CHILD),
        ({"12": (KnownChild(7, BORN, is_child=False),)}, Reason.WHICH_CHILD),
        ({"12": (KnownChild(7, BORN, barred=True),)}, Reason.WHICH_CHILD),
        ({"12": (KnownChild(7, date(2010, 3, 14)),)}, Reason.BORN_DIFFERS),
    ],
    ids=["two bear the number", "an adult who poses a risk", "barred from them", "born on another day"],
)
def test_rows_wait_where_it_is_not_certain_who_is_meant(known, reason):
    found = planned("12,14/03/2011,M,12/12/2026,", known=known)
    assert what(found) == [(WAITS, reason)]
    assert found.rows[0].subject_id is None


def test_two_dates_of_birth_for_one_new_number_ask_which():
    found = planned("12,14/03/2011,M,12/12/2026,", "12,15/03/2011,M,14/12/2026,")
    assert what(found) == [(WAITS, Reason.BORN_TWICE)] * 2
    assert found.new_children == {}


def test_a_wrong_date_of_birth_stops_its_own_row_only():
    found = planned("12,14/03/2011,M,12/12/2026,", "12,15/03/2011,M,14/12/2026,", known=child())
    assert what(found) == [(ADDED, Reason.NEW), (WAITS, Reason.BORN_DIFFERS)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("12,14/03/2011,M,09/01/2027,", Reason.FUTURE_START),
        ("12,14/03/2011,M,08/01/2027,09/01/2027", Reason.FUTURE_END),
        ("-,14/03/2011,M,08/01/2027,", Reason.NUMBER),
        ("=1+1,14/03/2011,M,08/01/2027,", Reason.NUMBER),
        (f"{'9' * 61},14/03/2011,M,08/01/2027,", Reason.NUMBER),
    ],
)
def test_rows_that_cannot_be_recorded_are_left_out(line, reason):
    assert what(planned(line)) == [(REJECTED, reason)]


def test_a_faulty_row_stops_no_other():
    found = planned("12,14/03/2011,M,09/01/2027,", "12,14/03/2011,M,08/01/2027,")
    assert what(found) == [(REJECTED, Reason.FUTURE_START), (ADDED, Reason.NEW_CHILD)]


days = st.dates(date(2026, 12, 1), date(2026, 12, 4))
ends = st.none() | st.dates(date(2026, 12, 4), date(2026, 12, 7))
kinds = st.sampled_from(["missing", "away"])
rows = st.lists(
    st.builds(
        MissingRow,
        line=st.just(0),
        child=st.sampled_from(["12", "13", "1-2"]),
        dob=st.sampled_from([None, BORN, date(2010, 1, 1)]),
        ref=st.none(),
        type=kinds,
        start=days,
        end=ends,
    ),
    max_size=7,
).map(lambda found: [replace(row, line=line) for line, row in enumerate(found, start=2)])
some_episodes = st.lists(
    st.builds(
        KnownEpisode,
        id=st.just(0),
        kind=kinds.map(AbsenceType),
        span=st.builds(Span, days, st.sampled_from([None, time(22, 30)]), ends),
        earlier=st.lists(st.builds(Span, days, st.none(), ends), max_size=1).map(tuple),
    ),
    max_size=4,
).map(lambda found: tuple(replace(one, id=number) for number, one in enumerate(found)))
one_or_two_children = st.lists(
    st.builds(
        KnownChild,
        st.integers(1, 9),
        st.sampled_from([None, BORN]),
        st.booleans(),
        st.just(False),
        some_episodes,
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda one: one.subject_id,
)
known_children = one_or_two_children.flatmap(
    lambda children: st.dictionaries(
        st.sampled_from(["12", "13"]), st.sampled_from(children).map(lambda one: (one,))
    )
)


def reading_of(found: list[MissingRow]) -> Reading[MissingRow]:
    return Reading("utf-8", 1, {}, (), tuple(found), (), ())


def after(known: Known, done: Plan) -> Known:
    """What is known once the plan has been carried out."""
    found = {number: list(children) for number, children in known.items()}
    for number, born in done.new_children.items():
        found[number] = [KnownChild(100 + len(found), born)]
    for row in done.rows:
        if row.outcome not in (ADDED, CHANGED):
            continue
        (one,) = before = found[row.compared]
        kept = tuple(each for each in one.episodes if not (row.replaces and each.id == row.replaces.id))
        earlier = (row.replaces.span, *row.replaces.earlier) if row.replaces else ()
        recorded = KnownEpisode(1000 + row.line, row.kind, row.span, earlier)
        changed = [replace(one, episodes=(*kept, recorded))]
        found = {number: changed if children == before else children for number, children in found.items()}
    return {number: tuple(children) for number, children in found.items()}


@given(rows, known_children, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(found, known, random):
    shuffled = random.sample(found, len(found))
    assert plan_of(reading_of(found), known) == plan_of(reading_of(shuffled), known)


@given(rows, known_children)
def test_a_file_applied_twice_does_what_it_did_once(found, known):
    reading = reading_of(found)
    once = after(known, plan_of(reading, known))
    again = plan_of(reading, once)
    assert again.count(ADDED, CHANGED) == 0
    assert again.new_children == {}
    assert after(once, again) == once


@given(rows, known_children)
def test_every_row_has_one_outcome_and_no_known_absence_is_corrected_twice(found, known):
    done = plan_of(reading_of(found), known)
    assert [row.line for row in done.rows] == [row.line for row in found]
    replaced = [(row.subject_id, row.replaces.id) for row in done.rows if row.replaces]
    assert len(replaced) == len(set(replaced))


@given(rows, known_children)
def test_plans_that_differ_have_digests_that_differ(found, known):
    reading = reading_of(found)
    before, later = plan_of(reading, known), plan_of(reading, after(known, plan_of(reading, known)))
    assert (before.digest == later.digest) == (before == later)
