"""P1: an invited link is open for seven days, and is locked by five wrong codes."""

from datetime import UTC, datetime, timedelta

import pytest

from macem.protocol.invitation import (
    MOST_WRONG_CODES,
    Standing,
    code_may_be_tried,
    may_be_ended,
    may_be_renewed,
    may_begin,
    state_of,
    stays_open,
)
from macem.protocol.vocabulary.invitations import InvitationState

NOW = datetime(2027, 1, 7, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, InvitationState.NOT_OPENED),
        ({"opened_at": EARLIER}, InvitationState.BEGUN),
        ({"opened_at": EARLIER, "wrong_codes": MOST_WRONG_CODES - 1}, InvitationState.BEGUN),
        ({"opened_at": EARLIER, "wrong_codes": MOST_WRONG_CODES}, InvitationState.LOCKED),
        ({"expires_at": NOW}, InvitationState.EXPIRED),
        ({"expires_at": EARLIER, "wrong_codes": MOST_WRONG_CODES}, InvitationState.EXPIRED),
        ({"expires_at": EARLIER, "ended_at": EARLIER}, InvitationState.ENDED),
        ({"expires_at": EARLIER, "opened_at": EARLIER, "used_at": EARLIER}, InvitationState.USED),
        ({"opened_at": EARLIER, "used_at": EARLIER, "ended_at": EARLIER}, InvitationState.USED),
    ],
)
def test_the_state_is_the_last_thing_that_befell_the_invitation(known, state):
    assert state_of(Standing(**{"expires_at": LATER, **known}), NOW) is state


@pytest.mark.parametrize(
    ("known", "stays", "may_try"),
    [
        ({}, True, True),
        ({"wrong_codes": MOST_WRONG_CODES - 1}, True, True),
        ({"wrong_codes": MOST_WRONG_CODES}, True, False),
        ({"expires_at": NOW}, False, False),
        ({"ended_at": EARLIER}, False, False),
        ({"opened_at": EARLIER, "used_at": EARLIER}, True, True),
    ],
)
def test_wrong_codes_shut_the_door_and_turn_nobody_out(known, stays, may_try):
    standing = Standing(**{"expires_at": LATER, **known})
    assert stays_open(standing, NOW).met is stays
    assert code_may_be_tried(standing, NOW).met is may_try


@pytest.mark.parametrize(
    ("known", "renewed", "ended"),
    [
        ({}, True, True),
        ({"expires_at": EARLIER}, True, True),
        ({"wrong_codes": MOST_WRONG_CODES}, True, True),
        ({"opened_at": EARLIER, "used_at": EARLIER}, False, True),
        ({"ended_at": EARLIER}, False, False),
    ],
)
def test_what_was_neither_used_nor_ended_may_be_renewed(known, renewed, ended):
    standing = Standing(**{"expires_at": LATER, **known})
    assert may_be_renewed(standing).met is renewed
    assert may_be_ended(standing).met is ended


def test_an_invitation_is_for_one_form():
    assert may_begin(0).met
    assert not may_begin(1).met
