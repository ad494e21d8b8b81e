"""M7, P7, P8, P10, S3: what each person's record needs before a meeting is finished."""

from dataclasses import replace
from datetime import date

import pytest

from macem.protocol.item_record import (
    OF_AN_ITEM,
    Agreement,
    ItemStanding,
    Voice,
    lacks,
    may_be_agreed,
    may_be_named,
    may_be_raised,
    may_be_written,
    says_something,
    there_for,
)
from macem.protocol.transitions import REQUIRED_FROM, Needed
from macem.protocol.vocabulary import Clause, Part, RiskLevel
from macem.protocol.vocabulary.states import MeetingStage as Stage

VOICE = Voice(child="I want one number.", family="Tell me.", asked_by="J. Example", asked_on=date(2027, 1, 5))
AGREED = Agreement(RiskLevel.ESCALATING, reason="Two new adults.", plan="Aunt rings first.", all_agree=True)
WHOLE = ItemStanding(
    part=Part.CHILD_1A,
    presented=True,
    has_basis=True,
    voice=VOICE,
    agreement=AGREED,
    sharing_agreed=True,
    decided=True,
)


def needs(**changed):
    return {lack.need for lack in lacks(replace(WHOLE, **changed))}


def test_a_whole_record_lacks_nothing():
    assert lacks(WHOLE) == ()
    assert there_for([WHOLE]) == frozenset(OF_AN_ITEM)
    assert there_for([]) == frozenset(OF_AN_ITEM)


@pytest.mark.parametrize(
    ("changed", "need"),
    [
        ({"presented": False}, Needed.PRESENTER),
        ({"has_basis": False}, Needed.LAWFUL_BASIS),
        ({"voice": Voice()}, Needed.VOICE),
        ({"agreement": replace(AGREED, level=None)}, Needed.AGREED_LEVEL),
        ({"agreement": replace(AGREED, reason=" ")}, Needed.AGREED_LEVEL),
        ({"agreement": replace(AGREED, plan="")}, Needed.AGREED_LEVEL),
        ({"agreement": replace(AGREED, all_agree=False)}, Needed.AGREED_LEVEL),
        ({"sharing_agreed": False}, Needed.SHARING_AGREEMENT),
        ({"concerns_without_owner": 1}, Needed.CONCERN_OWNERS),
        ({"decided": False}, Needed.DECISION),
    ],
)
def test_each_thing_is_missed_by_its_name(changed, need):
    assert needs(**changed) == {need}
    assert need not in there_for([WHOLE, replace(WHOLE, **changed)])


def test_all_that_an_item_needs_is_needed_by_the_time_the_meeting_is_finished():
    stages = list(Stage)
    for need in OF_AN_ITEM:
        assert stages.index(REQUIRED_FROM[need][0]) <= stages.index(Stage.FINISHED)


def test_a_named_dissent_is_agreement_said():
    assert needs(agreement=replace(AGREED, all_agree=False, dissents=1)) == set()


@pytest.mark.parametrize(
    ("voice", "missed"),
    [
        (Voice(not_asked="She is missing."), False),
        (replace(VOICE, family=""), True),
        (replace(VOICE, family="", not_asked="No contact is safe."), False),
        (replace(VOICE, asked_by=""), True),
        (replace(VOICE, asked_on=None), True),
    ],
)
def test_the_voice_is_heard_with_who_asked_and_when_or_why_not(voice, missed):
    assert (needs(voice=voice) == {Needed.VOICE}) is missed


def test_an_adult_who_poses_a_risk_needs_no_voice():
    assert needs(part=Part.ADULT_2, voice=Voice()) == set()


def test_the_record_is_written_in_the_meeting_and_after_it_but_agreed_only_in_it():
    assert may_be_written(Stage.IN_SESSION).met
    assert may_be_written(Stage.MINUTES_RETURNED).met
    assert not may_be_written(Stage.CIRCULATED).met
    assert may_be_agreed(Stage.IN_SESSION).met
    assert not may_be_agreed(Stage.FINISHED).met
    assert not may_be_agreed(Stage.CIRCULATED).met


def test_information_dissent_and_concern_say_something():
    assert says_something(fact="", opinion="", offer="A lift").met
    assert not says_something(fact=" ", opinion="", offer="").met
    assert may_be_named(name="K. Example", reason="Too early").met
    assert may_be_named(name="", reason=" ").missing == ("who does not agree", "why")
    assert may_be_raised(about="Bo", concern="Seen there").met
    refusal = may_be_raised(about="Bo", concern="")
    assert (refusal.met, refusal.clause) == (False, Clause.P8)
