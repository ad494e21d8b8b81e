"""From the protocol's decision to the state of the world: a rule that says no stops the service."""

from macem.gate.refusal import NotNow
from macem.protocol.vocabulary import Decision


def require(decision: Decision) -> None:
    """Raise :class:`NotNow` with the rule's own reason and clause unless its answer is "met"."""
    if not decision.met:
        raise NotNow(decision.reason, clause=decision.clause.value)


class StaleWrite(NotNow):
    """Somebody else saved in between. ``theirs`` is what stands now, ``yours`` what was sent; show both."""

    def __init__(self, reason: str, *, theirs: object, yours: object) -> None:
        super().__init__(reason)
        self.theirs = theirs
        self.yours = yours
