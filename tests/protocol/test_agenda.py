"""M2, W2, S5: who decides on an agenda, and what it needs before it goes out."""

import pytest

from macem.protocol.agenda import (
    decides_as,
    may_be_compiled,
    may_be_decided,
    may_be_taken_off,
    may_go_out,
    may_join,
)
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.states import ApprovalOutcome

APPROVED, RETURNED = ApprovalOutcome.APPROVED, ApprovalOutcome.RETURNED


def test_a_late_item_needs_a_reason_and_an_early_one_does_not():
    assert may_join(circulated=False, reason="").met
    assert not may_join(circulated=True, reason="  ").met
    assert may_join(circulated=True, reason="Found on Saturday").met


def test_nobody_is_taken_off_without_a_reason():
    assert may_be_taken_off(reason="Moved away").met
    decision = may_be_taken_off(reason=" ")
    assert (decision.met, decision.clause) == (False, Clause.S5)


def compiled(**changed):
    given = {"left_off": (), "unpresented": (), "hidden": 0, "circulated": False, "reason": ""}
    return may_be_compiled(**{**given, **changed})


def test_an_agenda_is_compiled_when_everybody_is_on_it_or_was_taken_off():
    assert compiled().met


def test_a_compiled_agenda_leaves_nobody_out_silently():
    decision = compiled(left_off=("7K3F-QP",))
    assert not decision.met
    assert "7K3F-QP" in decision.reason


def test_each_case_has_somebody_who_presents_it():
    assert not compiled(unpresented=("7K3F-QP",)).met


def test_somebody_who_is_not_shown_everybody_does_not_compile():
    assert not compiled(hidden=1).met


def test_a_new_version_after_circulation_needs_a_reason():
    assert not compiled(circulated=True, reason=" ").met
    assert compiled(circulated=True, reason="One late item").met


@pytest.mark.parametrize(
    ("roles", "conflict", "expected"),
    [
        ({Role.CHAIR}, "", Role.CHAIR),
        ({Role.CHAIR}, "My niece is on the list", None),
        ({Role.VICE_CHAIR}, "", None),
        ({Role.VICE_CHAIR}, "The chair's niece is on the list", Role.VICE_CHAIR),
        ({Role.BUSINESS_SUPPORT, Role.SPOC}, "Any", None),
    ],
)
def test_the_chair_decides_and_the_vice_chair_only_in_the_chairs_conflict(roles, conflict, expected):
    assert decides_as(roles, chairs_conflict=conflict) is expected


def decided(**changed):
    given = {
        "compiler": "robin", "decider": "idris", "roles": {Role.CHAIR}, "outcome": APPROVED,
        "sees_everybody": True,
    }  # fmt: skip
    return may_be_decided(**{**given, **changed})


def test_the_chair_approves_what_somebody_else_compiled():
    assert decided().met


def test_the_chair_may_approve_what_they_compiled_themselves():
    assert decided(compiler="idris").met


def test_the_vice_chair_does_not_approve_what_they_compiled_themselves():
    as_vice_chair = {"decider": "ama", "roles": {Role.VICE_CHAIR}, "chairs_conflict": "The chair's niece"}
    assert decided(**as_vice_chair).met
    assert not decided(**as_vice_chair, compiler="ama").met


def test_whoever_is_not_shown_everybody_cannot_approve_but_can_return():
    assert decided(sees_everybody=False).clause is Clause.W2
    assert not decided(sees_everybody=False).met
    assert decided(sees_everybody=False, outcome=RETURNED, comments="Who presents item 3?").met


def test_returning_an_agenda_says_what_has_to_change():
    assert not decided(outcome=RETURNED, comments=" ").met


READY = {
    "latest": True, "approved": True, "circulated": False, "list_unchanged": True, "everybody_shown": True,
}  # fmt: skip


def test_an_approved_agenda_that_says_what_the_list_says_goes_out():
    assert may_go_out(**READY).met


@pytest.mark.parametrize(
    "changed",
    [
        {"latest": False},
        {"approved": False},
        {"circulated": True},
        {"list_unchanged": False},
        {"everybody_shown": False},
    ],
)
def test_anything_less_does_not_go_out(changed):
    assert not may_go_out(**{**READY, **changed}).met
