"""An invited, time-boxed link and a code for somebody without an account (P1): how long, and how often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from macem.protocol.vocabulary import Clause, Decision, refused, satisfied
from macem.protocol.vocabulary.invitations import InvitationState

VALID_FOR = timedelta(days=7)
"""How long a link is open from the day it is sent or renewed: a school week, whatever day it is."""

MOST_WRONG_CODES = 5
"""Wrong codes in a row that lock a link until whoever invited renews it."""

CODE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an invitation. `wrong_codes` counts those since the last right one or renewal."""

    expires_at: datetime
    wrong_codes: int = 0
    opened_at: datetime | None = None
    used_at: datetime | None = None
    ended_at: datetime | None = None


def state_of(standing: Standing, now: datetime) -> InvitationState:
    """How far the invitation has come at `now`. What was sent in stays so, whatever befalls the link."""
    if standing.used_at is not None:
        return InvitationState.USED
    if standing.ended_at is not None:
        return InvitationState.ENDED
    if standing.expires_at <= now:
        return InvitationState.EXPIRED
    if standing.wrong_codes >= MOST_WRONG_CODES:
        return InvitationState.LOCKED
    return InvitationState.NOT_OPENED if standing.opened_at is None else InvitationState.BEGUN


def stays_open(standing: Standing, now: datetime) -> Decision:
    """Whether the link opens anything at `now`, and a session that it opened may go on (P1)."""
    if standing.ended_at is not None:
        return refused(Clause.P1, "This link was ended by whoever invited you.")
    if standing.expires_at <= now:
        return refused(Clause.P1, "This link has expired.")
    return satisfied(Clause.P1, "The link is open.")


def code_may_be_tried(standing: Standing, now: datetime) -> Decision:
    """Whether a code is looked at: the link is open and not locked by wrong ones (P1)."""
    open_still = stays_open(standing, now)
    if open_still.met and standing.wrong_codes >= MOST_WRONG_CODES:
        return refused(Clause.P1, "The code was wrong too often, so this link is locked.")
    return open_still


def may_begin(forms: int) -> Decision:
    """Whether an invited person begins a form: one invitation is for one child, and one form (P1)."""
    if forms:
        return refused(Clause.P1, "You were invited to fill in one form, and you have begun it.")
    return satisfied(Clause.P1, "The form may be begun.")


def may_be_renewed(standing: Standing) -> Decision:
    """Whether an invitation gets a new code and a new last day: it was neither used nor ended (P1)."""
    if standing.used_at is not None:
        return refused(Clause.P1, "The form was sent in: there is nothing left to renew. Invite again.")
    if standing.ended_at is not None:
        return refused(Clause.P1, "This invitation was ended for good. Invite again.")
    return satisfied(Clause.P1, "The invitation may be renewed.")


def may_be_ended(standing: Standing) -> Decision:
    """Whether there is a link left to end (P1)."""
    if standing.ended_at is not None:
        return refused(Clause.P1, "This invitation was ended before.")
    return satisfied(Clause.P1, "The invitation may be ended.")
