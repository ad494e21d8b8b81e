"""Nominations: raised when the criteria find new evidence, decided by the RAMM or the intelligence DS."""

from macem.nominations.services.asking import answer_question
from macem.nominations.services.deciding import change_decision, decide
from macem.nominations.services.proposing import Proposed, Seen
from macem.nominations.services.raising import drain_changed_facts, evaluate, evaluate_waiting

__all__ = [
    "Proposed",
    "Seen",
    "answer_question",
    "change_decision",
    "decide",
    "drain_changed_facts",
    "evaluate",
    "evaluate_waiting",
]
