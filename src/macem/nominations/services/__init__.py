"""Nominations: raised when the criteria find new evidence, decided by the RAMM or the intelligence DS."""

from macem.nominations.services.deciding import decide
from macem.nominations.services.raising import drain_changed_facts, evaluate

__all__ = ["decide", "drain_changed_facts", "evaluate"]
