"""The words of an invitation: what somebody without an account is asked for, and how far it has come (P1)."""

from macem.protocol.vocabulary.words import Word


class InvitationPurpose(Word):
    """What a link and a code open."""

    SCREENING = "screening", "Fill in a screening form"


class InvitationState(Word):
    """How far an invitation has come."""

    NOT_OPENED = "not_opened", "Not opened"
    BEGUN = "begun", "Begun"
    USED = "used", "Sent in"
    LOCKED = "locked", "Locked"
    EXPIRED = "expired", "Expired"
    ENDED = "ended", "Ended"
