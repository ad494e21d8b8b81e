"""M6, M8, M9: what an action and its result need."""

from datetime import date

import pytest

from macem.protocol.actions import is_late, is_open, may_be_recorded, may_stand
from macem.protocol.vocabulary import ActionOutcome, Clause

TODAY = date(2027, 1, 12)
WHOLE = {
    "text": "Visit the café",
    "owner_name": "Kit Example-Ward",
    "agency_named": True,
    "due": date(2027, 1, 29),
    "agreed_on": TODAY,
}


def test_an_action_with_everything_stands():
    assert may_stand(**WHOLE).met


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"text": "  "}, "what will be done"),
        ({"owner_name": ""}, "the person who will do it"),
        ({"agency_named": False}, "the agency"),
        ({"due": None}, "the date"),
        ({"due": date(2027, 1, 11)}, "a later date"),
    ],
)
def test_an_action_without_owner_agency_date_or_words_does_not(change, missing):
    decision = may_stand(**(WHOLE | change))
    assert not decision.met
    assert decision.clause is Clause.M6
    assert decision.missing == (missing,)


def test_an_action_may_be_due_on_the_day_it_is_agreed():
    assert may_stand(**(WHOLE | {"due": TODAY})).met


def record(outcome, evidence="", effect="", new_due=None):
    return may_be_recorded(outcome, evidence=evidence, effect=effect, new_due=new_due, recorded_on=TODAY)


def test_done_needs_evidence_and_effect():
    assert not record(ActionOutcome.DONE, evidence="Seen").met
    assert not record(ActionOutcome.DONE, effect="Home by ten").met
    assert record(ActionOutcome.DONE, evidence="Seen", effect="Home by ten").met


@pytest.mark.parametrize("outcome", [ActionOutcome.NOT_DONE, ActionOutcome.NO_LONGER_POSSIBLE])
def test_what_was_not_done_needs_the_circumstances(outcome):
    decision = record(outcome)
    assert not decision.met
    assert decision.clause is Clause.M8
    assert record(outcome, evidence="The family has moved").met


def test_carried_forward_needs_a_later_date():
    assert not record(ActionOutcome.CARRIED_FORWARD).met
    assert not record(ActionOutcome.CARRIED_FORWARD, new_due=TODAY).met
    assert record(ActionOutcome.CARRIED_FORWARD, new_due=date(2027, 1, 13)).met


def test_nothing_else_has_a_new_date():
    assert not record(ActionOutcome.NOT_DONE, evidence="No staff", new_due=date(2027, 2, 1)).met


def test_open_until_done_not_done_or_impossible():
    assert is_open(None)
    assert [o for o in ActionOutcome if is_open(o)] == [ActionOutcome.CARRIED_FORWARD]


def test_a_due_date_runs_to_the_end_of_its_day():
    assert not is_late(TODAY, TODAY)
    assert is_late(date(2027, 1, 11), TODAY)
