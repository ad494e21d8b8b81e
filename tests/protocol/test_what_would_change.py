"""What would change an answer (C1 to C7, P2): each change, made, does give the answer that it names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.criteria import (
    Episode,
    Facts,
    NrmReferral,
    PoliceAssessment,
    RiskAssessment,
    Screening,
    evaluate,
)
from macem.protocol.criteria.what_would_change import what_would_change
from macem.protocol.moments import end_of, moment
from macem.protocol.vocabulary import NOT_KNOWN, AbsenceType, Answer, Clause, RiskLevel, ScreenedBy
from tests.protocol.making import YORK, at, day, episode, evening, until
from tests.protocol.test_criteria_properties import agendas, lists

CRITERIA = (Clause.C1, Clause.C2, Clause.C3, Clause.C4, Clause.C5, Clause.C6, Clause.C7)
AS_OF = day("2027-03-31")
days = st.none() | st.dates(day("2026-09-01"), day("2027-04-10"))
texts = st.sampled_from(["", "Because.", None])


def tuples(kind):
    return st.lists(kind, max_size=3).map(tuple) | st.just(NOT_KNOWN)


facts = st.builds(
    Facts,
    as_of=st.just(end_of(AS_OF)),
    previous_agenda=agendas,
    nrm_referrals=tuples(st.builds(NrmReferral, submitted=days, withdrawn=days)),
    risk_assessments=tuples(
        st.builds(
            RiskAssessment, level=st.none() | st.sampled_from(RiskLevel), completed=days, signed_off=days
        )
    ),
    harmful_sexual_behaviour=st.booleans() | st.just(NOT_KNOWN),
    screenings=tuples(
        st.builds(
            Screening,
            by=st.none() | st.sampled_from(ScreenedBy),
            concern=st.none() | st.booleans(),
            reason=texts,
            screened=days,
        )
    ),
    police_assessments=tuples(
        st.builds(PoliceAssessment, date=days, assessor=texts, children_at_risk=texts, connection=texts)
    ),
    episodes=lists.map(tuple) | st.just(NOT_KNOWN),
)


def words(clause, *episodes, as_of="2027-03-31", agenda=None, **given_facts):
    """What would change the answer about these facts, as it is told."""
    known = Facts(
        as_of=until(as_of),
        previous_agenda=None if agenda is None else at(agenda),
        **{"episodes": episodes, **given_facts},
    )
    return {change.words: change.answer for change in what_would_change(clause, known, YORK.missing)}


@given(facts, st.sampled_from(CRITERIA))
def test_every_change_made_gives_the_answer_it_names_and_another_than_now(known, clause):
    now = evaluate(known, YORK.missing)[clause].answer
    for change in what_would_change(clause, known, YORK.missing):
        then = evaluate(change.facts, YORK.missing)[clause].answer
        assert then is change.answer is not now, change.words


@given(facts, st.sampled_from(CRITERIA))
def test_nobody_is_left_without_an_answer_to_what_would_change_it(known, clause):
    assert what_would_change(clause, known, YORK.missing)


@given(facts, st.sampled_from(CRITERIA))
def test_no_change_is_told_twice(known, clause):
    told = [change.words for change in what_would_change(clause, known, YORK.missing)]
    assert len(told) == len(set(told))


evenings = st.lists(st.integers(0, 80), min_size=5, max_size=12, unique=True)


@given(evenings, st.data())
def test_any_five_of_the_nine_will_do(nights, data):
    """Where all stand in one window it does not matter which of them are withdrawn."""
    records = tuple(evening((AS_OF - timedelta(days=nights_ago)).isoformat()) for nights_ago in nights)
    known = Facts(as_of=end_of(AS_OF), previous_agenda=moment(AS_OF - timedelta(days=100)), episodes=records)
    few = len(nights) - 4
    assert f"{few} of the {len(nights)} withdrawn" in [
        change.words for change in what_would_change(Clause.C2, known, YORK.missing)
    ]
    gone = data.draw(st.sets(st.sampled_from(records), min_size=few, max_size=few))
    kept = replace(known, episodes=tuple(one for one in records if one not in gone))
    assert not evaluate(kept, YORK.missing)[Clause.C2].met
    one_fewer = replace(known, episodes=(*kept.episodes, next(iter(gone))))
    assert evaluate(one_fewer, YORK.missing)[Clause.C2].met


NINE = tuple(evening(f"2027-03-{date:02}") for date in (1, 3, 5, 7, 9, 11, 13, 15, 30))


def test_five_of_the_nine_withdrawn_or_recorded_as_away():
    told = words(Clause.C2, *NINE, agenda="2027-02-01T10:00")
    assert told["5 of the 9 withdrawn"] is Answer.NOT_MET
    assert told["5 of the 9 recorded again as away from placement without authorisation"] is Answer.NOT_MET
    assert told["The next agenda compiled and nothing new after it"] is Answer.NOT_MET


def test_what_alone_is_new_is_enough_where_it_is_less():
    told = words(Clause.C2, *NINE, agenda="2027-03-20T10:00")
    assert told["The one new since the previous agenda withdrawn"] is Answer.NOT_MET


def test_absences_of_two_windows_are_named_by_their_days():
    autumn, winter = (
        [evening(f"{month}-{date:02}") for date in range(1, 6)] for month in ("2026-10", "2027-02")
    )
    told = words(Clause.C2, *autumn, *winter, agenda="2026-09-01T10:00")
    assert told["Both that began on 5 October 2026 and 5 February 2027 withdrawn"] is Answer.NOT_MET


def test_two_more_times_by_the_day_on_which_the_oldest_falls_out():
    told = words(Clause.C2, *(evening(night) for night in ("2027-01-15", "2027-02-10", "2027-03-01")))
    assert told == {"Reported missing 2 more times by 14 April 2027": Answer.MET}


def test_enough_times_but_nothing_new_needs_one_more():
    told = words(Clause.C2, *NINE[:8], agenda="2027-03-20T10:00")
    assert list(told.values()) == [Answer.MET]
    assert next(iter(told)).startswith("Reported missing once more by ")


def test_never_missing_needs_five_times():
    assert words(Clause.C2) == {"Reported missing 5 times within 90 days": Answer.MET}


def test_an_absence_over_48_hours_withdrawn_or_shorter():
    told = words(Clause.C3, episode("2027-03-11T19:10", "2027-03-13T21:30"))
    assert told == {
        "The absence that began on 11 March 2027 withdrawn": Answer.NOT_MET,
        "The absence that began on 11 March 2027 recorded again as away from placement without "
        "authorisation": Answer.NOT_MET,
        "The absence that began on 11 March 2027 found to have lasted 48 hours or less": Answer.NOT_MET,
    }


def test_both_absences_over_48_hours_must_go():
    told = words(
        Clause.C3, episode("2027-03-01", "2027-03-05"), episode("2027-03-11T19:10", "2027-03-13T21:30")
    )
    assert "Both absences of more than 48 hours withdrawn" in told


def test_whoever_is_still_missing_meets_it_by_an_hour_that_is_named():
    told = words(Clause.C3, episode("2027-03-30T14:10"), as_of="2027-03-31T12:00")
    assert told["Still missing after 2:10pm on 1 April 2027"] is Answer.MET


def test_days_alone_ask_for_the_times():
    told = words(Clause.C3, episode("2027-03-10", "2027-03-12"))
    assert told == {
        "The times of the absence recorded, with more than 48 hours between them": Answer.MET,
        "The times of the absence recorded, with no more than 48 hours between them": Answer.NOT_MET,
    }


def test_days_that_touch_ask_whether_they_are_one():
    told = words(Clause.C3, episode("2027-03-10", "2027-03-11"), episode("2027-03-11", "2027-03-12"))
    assert told["The 2 records that touch or overlap recorded as one absence"] is Answer.MET
    assert told["Their times recorded, with a return between one and the next"] is Answer.NOT_MET


SIGNED = RiskAssessment(RiskLevel.SIGNIFICANT, completed=day("2027-03-01"), signed_off=day("2027-03-02"))
LOWER = RiskAssessment(RiskLevel.LOW, completed=day("2027-01-10"), signed_off=day("2027-01-11"))


def test_a_newer_assessment_below_emerging_or_an_older_one():
    assert words(Clause.C4, risk_assessments=(LOWER, SIGNED)) == {
        "A newer risk assessment, signed off, that finds less than emerging concerns": Answer.NOT_MET,
        "It dated before 10 January 2027, when another assessment found low-level concerns": Answer.NOT_MET,
    }


def test_an_assessment_that_waits_for_its_sign_off():
    waiting = replace(SIGNED, signed_off=None)
    assert words(Clause.C4, risk_assessments=(waiting,)) == {
        "A service manager's sign-off": Answer.MET,
        "Found to be below emerging concerns, or returned to its author": Answer.NOT_MET,
    }


def test_an_nrm_referral_withdrawn():
    told = words(Clause.C1, nrm_referrals=(NrmReferral(day("2027-03-16")),))
    assert told == {"The NRM referral of 16 March 2027 withdrawn": Answer.NOT_MET}


def test_a_behaviour_question_that_nobody_answered():
    assert set(words(Clause.C5).values()) == {Answer.MET, Answer.NOT_MET}


def test_a_child_of_part_1b_comes_under_1a_when_a_criterion_there_is_met():
    screening = Screening(ScreenedBy.POLICE, concern=True, reason="Two agencies see parts of it.")
    told = words(
        Clause.C6,
        screenings=(screening,),
        nrm_referrals=(),
        risk_assessments=(),
        harmful_sexual_behaviour=False,
    )
    assert told == {
        "The screening found to show no concerns": Answer.NOT_MET,
        "A criterion of Part 1a met: the child then comes under Part 1a": Answer.NOT_MET,
    }


def test_a_police_assessment_that_lacks_its_assessor():
    lacking = PoliceAssessment(day("2027-03-01"), None, "unidentified child", "Lives here.")
    assert words(Clause.C7, police_assessments=(lacking,)) == {
        "Recorded: the assessor": Answer.MET,
        "The police assessment withdrawn": Answer.NOT_MET,
    }


def test_a_clause_that_is_no_criterion_has_no_answer():
    with pytest.raises(KeyError):
        words(Clause.M1)


def test_away_records_are_not_proposed_for_what_they_cannot_change():
    away = Episode(at("2027-03-01T10:00"), at("2027-03-05T10:00"), AbsenceType.AWAY)
    assert words(Clause.C3, away) == {"Missing once for more than 48 hours": Answer.MET}
