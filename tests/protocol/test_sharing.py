"""S4, S5: agreement or a lawful basis, and nobody dropped silently."""

import pytest

from macem.protocol.sharing import (
    AfterWithdrawal,
    Agreement,
    SharingRecord,
    after_withdrawal,
    list_may_be_circulated,
    may_be_circulated,
    principles_recorded,
)
from macem.protocol.vocabulary import ConsentState, LawfulBasis, SharingPrinciple

GIVEN = Agreement("the young person", ConsentState.GIVEN)
REFUSED = Agreement("a parent", ConsentState.REFUSED)
WITHDRAWN = Agreement("a parent", ConsentState.WITHDRAWN)
TASK, CONSENT = LawfulBasis.PUBLIC_TASK, LawfulBasis.CONSENT


@pytest.mark.parametrize(
    ("agreements", "bases", "ready"),
    [
        ((GIVEN,), (TASK,), True),
        ((GIVEN,), (CONSENT,), True),
        ((GIVEN,), (), False),
        ((), (TASK,), False),
        ((REFUSED,), (TASK,), True),
        ((REFUSED,), (CONSENT,), False),
        ((GIVEN, REFUSED), (CONSENT,), False),
        ((REFUSED,), (CONSENT, TASK), True),
        ((Agreement("a parent", ConsentState.NOT_SOUGHT),), (TASK,), False),
        ((Agreement("a parent", ConsentState.NOT_SOUGHT, "It would put the child at risk."),), (TASK,), True),
        ((WITHDRAWN,), (TASK,), False),
    ],
)
def test_what_circulation_waits_for(agreements, bases, ready):
    assert may_be_circulated(SharingRecord("A1", agreements, bases)).met is ready


def test_a_withdrawal_waits_for_a_decision():
    assert may_be_circulated(SharingRecord("A1", (WITHDRAWN,), (TASK,), decided_since_withdrawal=True)).met


READY = SharingRecord("A1", (GIVEN,), (TASK,))
WAITING = SharingRecord("A2", (GIVEN,), ())


def test_the_list_waits_for_everybody_and_names_who():
    assert list_may_be_circulated([READY], {}).met
    assert list_may_be_circulated([READY, WAITING], {}).figures["waiting"] == ["A2"]


def test_a_person_is_removed_by_name_with_a_reason_only():
    assert list_may_be_circulated([READY, WAITING], {"A2": "Discussed elsewhere."}).met
    assert not list_may_be_circulated([READY, WAITING], {"A2": " "}).met
    assert not list_may_be_circulated([READY], {"A1": ""}).met


def test_going_on_after_a_withdrawal_needs_another_basis_and_a_reason():
    go_on, stop = AfterWithdrawal.GO_ON, AfterWithdrawal.STOP
    assert after_withdrawal(stop, reason="", other_bases=[]).met
    assert after_withdrawal(go_on, reason="A child is at risk.", other_bases=[TASK]).met
    assert not after_withdrawal(go_on, reason="A child is at risk.", other_bases=[CONSENT]).met
    assert not after_withdrawal(go_on, reason="A child is at risk.", other_bases=[]).met
    assert not after_withdrawal(go_on, reason=" ", other_bases=[TASK]).met


def test_a_sharing_decision_records_all_seven_principles():
    assert len(SharingPrinciple) == 7
    assert principles_recorded(SharingPrinciple).met
    assert principles_recorded(set(SharingPrinciple) - {SharingPrinciple.TIMELY}).missing == ("timely",)
