"""C1: where an NRM referral stands, what looks odd about it, and the section 45 prompt."""

from datetime import date

import pytest

from macem.protocol.nrm import (
    NrmCase,
    NrmDecided,
    NrmState,
    decision_may_be_recorded,
    may_be_reconsidered,
    oddities,
    prompts_defence,
    standing,
)
from macem.protocol.vocabulary import Strand
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmOutcome
from macem.protocol.working_days import Calendar
from tests.protocol.making import YORK

SUBMITTED = date(2026, 12, 16)
RG, CG = NrmDecisionKind.REASONABLE_GROUNDS, NrmDecisionKind.CONCLUSIVE_GROUNDS
SCA, IECA, DEVOLVED = NrmBody.SCA, NrmBody.IECA, NrmBody.DEVOLVED
POSITIVE, NEGATIVE, SUSPENDED = NrmOutcome.POSITIVE, NrmOutcome.NEGATIVE, NrmOutcome.SUSPENDED


def decided(kind, day, outcome=POSITIVE, body=SCA, asked=None):
    return NrmDecided(kind, outcome, day, body, asked)


def case(*decisions, **facts):
    return NrmCase(**({"responder": "Police", "submitted": SUBMITTED, "decisions": decisions} | facts))


RG_POSITIVE = decided(RG, date(2026, 12, 22))


@pytest.mark.parametrize(
    ("made", "today", "state", "words", "overdue"),
    [
        (
            case(), date(2026, 12, 23), NrmState.REASONABLE_GROUNDS_AWAITED,
            "reasonable grounds due 23 December 2026 (a target, not guaranteed)", False,
        ),
        (
            case(), date(2026, 12, 24), NrmState.REASONABLE_GROUNDS_AWAITED,
            "reasonable grounds were due 23 December 2026 (a target, not guaranteed)", True,
        ),
        (
            case(body=DEVOLVED), date(2027, 1, 30), NrmState.REASONABLE_GROUNDS_AWAITED,
            "reasonable grounds due 30 January 2027", False,
        ),
        (
            case(body=DEVOLVED), date(2027, 1, 31), NrmState.REASONABLE_GROUNDS_AWAITED,
            "reasonable grounds were due 30 January 2027", True,
        ),
        (
            case(RG_POSITIVE), date(2027, 1, 20), NrmState.CONCLUSIVE_GROUNDS_AWAITED,
            "reasonable grounds positive 22 December 2026; "
            "conclusive grounds not before 21 January 2027", False,
        ),
        (
            case(RG_POSITIVE), date(2027, 1, 21), NrmState.CONCLUSIVE_GROUNDS_AWAITED,
            "reasonable grounds positive 22 December 2026; conclusive grounds awaited", False,
        ),
        (
            case(RG_POSITIVE, decided(CG, date(2027, 2, 1))), date(2027, 2, 2), NrmState.CONFIRMED,
            "conclusive grounds positive 1 February 2027", False,
        ),
        (
            case(decided(RG, date(2026, 12, 22), NEGATIVE)), date(2027, 2, 2), NrmState.NEGATIVE,
            "reasonable grounds negative 22 December 2026", False,
        ),
        (
            case(decided(RG, date(2026, 12, 22), NEGATIVE, asked=date(2027, 1, 4))), date(2027, 2, 2),
            NrmState.RECONSIDERED,
            "reasonable grounds negative 22 December 2026, reconsideration asked for 4 January 2027", False,
        ),
        (
            case(decided(RG, date(2026, 12, 22), NEGATIVE), decided(RG, date(2027, 1, 11))),
            date(2027, 1, 12), NrmState.CONCLUSIVE_GROUNDS_AWAITED,
            "reasonable grounds positive 11 January 2027; "
            "conclusive grounds not before 10 February 2027", False,
        ),
        (
            case(RG_POSITIVE, decided(CG, date(2027, 2, 1), SUSPENDED)), date(2027, 2, 2),
            NrmState.SUSPENDED, "conclusive grounds suspended 1 February 2027", False,
        ),
        (
            case(withdrawn=date(2026, 12, 30)), date(2027, 2, 2), NrmState.WITHDRAWN,
            "withdrawn 30 December 2026", False,
        ),
    ],
)  # fmt: skip
def test_where_a_referral_stands(made, today, state, words, overdue):
    found = standing(made, today=today, settings=YORK.nrm, calendar=Calendar())
    assert (found.state, found.words, found.overdue) == (state, words, overdue)


@pytest.mark.parametrize(
    ("made", "odd"),
    [
        (case(), []),
        (case(responder="barnardo’s "), []),
        (case(responder="St Example’s Academy"), ["are not first responders"]),
        (case(responder="Schools trust"), ["are not first responders"]),
        (case(responder="NHS England"), ["are not first responders"]),
        (case(responder="The chess club"), ["not on the list of first responders"]),
        (case(body=IECA), ["under 18"]),
        (case(body=IECA, born=date(2008, 12, 16)), []),
        (case(body=IECA, born=date(2008, 12, 17)), ["under 18"]),
        (case(body=DEVOLVED, born=date(2009, 3, 26)), ["turns 18 on 26 March 2027"]),
        (case(body=DEVOLVED, born=date(2009, 3, 27)), []),
        (case(decided(RG, date(2026, 12, 15))), ["before the referral of 16 December 2026"]),
        (case(RG_POSITIVE, withdrawn=date(2026, 12, 21)), ["after the referral was withdrawn"]),
        (case(RG_POSITIVE, decided(CG, date(2027, 1, 20))), ["before 21 January 2027"]),
        (case(RG_POSITIVE, decided(CG, date(2027, 1, 21))), []),
        (
            case(RG_POSITIVE, decided(CG, date(2026, 12, 22), body=DEVOLVED), body=DEVOLVED),
            [],
        ),
        (case(decided(CG, date(2027, 2, 1))), ["no positive reasonable grounds"]),
        (
            case(decided(RG, date(2026, 12, 22), NEGATIVE, asked=date(2026, 12, 21))),
            ["before the decision was made"],
        ),
    ],
)
def test_what_looks_odd(made, odd):
    found = oddities(made, YORK.nrm)
    assert len(found) == len(odd)
    for words, one in zip(odd, found, strict=True):
        assert words in one


def test_only_what_stands_and_was_not_positive_is_reconsidered_and_once():
    negative = decided(RG, date(2026, 12, 22), NEGATIVE)
    assert may_be_reconsidered(case(negative), negative).met
    assert not may_be_reconsidered(case(RG_POSITIVE), RG_POSITIVE).met
    asked = decided(RG, date(2026, 12, 22), NEGATIVE, asked=date(2027, 1, 4))
    assert not may_be_reconsidered(case(asked), asked).met
    assert not may_be_reconsidered(case(negative, decided(RG, date(2027, 1, 11))), negative).met


def test_nothing_is_recorded_before_it_happens():
    assert decision_may_be_recorded(SUBMITTED, SUBMITTED).met
    assert not decision_may_be_recorded(date(2026, 12, 17), SUBMITTED).met


@pytest.mark.parametrize(
    ("strands", "recorded", "prompts"),
    [
        ([], False, False),
        ([Strand.CSE, Strand.MISSING], False, False),
        ([Strand.CCE], False, True),
        ([Strand.MSHT], False, True),
        ([Strand.CSE], True, True),
    ],
)
def test_the_defence_is_a_prompt_where_a_child_may_have_been_exploited_into_offending(
    strands, recorded, prompts
):
    found = prompts_defence(strands, nrm_recorded=recorded)
    assert found.met is prompts
    if prompts:
        assert "section 45" in found.reason
        assert found.reason.count("(check)") == 2
