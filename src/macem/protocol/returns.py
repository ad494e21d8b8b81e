"""M5: what an agency's answer about one person on the list needs, and until when it is taken."""

from macem.protocol.vocabulary import Clause, Decision, ReturnStatus, refused, satisfied
from macem.protocol.vocabulary.states import MeetingStage as Stage

OPEN_STAGES = frozenset({Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED})
"""Answers are taken from circulation until the meeting begins; a late item goes back over the first two."""


def may_be_sent(answer: ReturnStatus | None, *, information: str = "", withheld_reason: str = "") -> Decision:
    """Whether an answer carries what it needs: what is shared, or why something is withheld (M5)."""
    if answer is None:
        return refused(Clause.M5, "Choose an answer.", missing=("an answer",))
    if answer is ReturnStatus.SHARED and not information.strip():
        return refused(Clause.M5, "Say what your agency knows.", missing=("what your agency knows",))
    if answer is ReturnStatus.WITHHELD and not withheld_reason.strip():
        return refused(Clause.M5, "Say why you are withholding it.", missing=("why it is withheld",))
    return satisfied(Clause.M5, "The answer may be sent.")


def is_taken(stage: Stage, *, on_circulated_list: bool) -> Decision:
    """Whether an agency may answer about a person now (M5). A late one is taken until the meeting begins."""
    if not on_circulated_list:
        return refused(
            Clause.M5, "This person is not on a list that was circulated.", missing=("the circulated list",)
        )
    if stage not in OPEN_STAGES:
        return refused(Clause.M5, "The meeting has begun: say it there.")
    return satisfied(Clause.M5, "Answers are taken until the meeting begins.")
