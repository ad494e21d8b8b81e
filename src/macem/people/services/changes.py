"""Telling nominations that a fact changed."""

from datetime import datetime

from macem.people.models import FactsChanged


def note_facts_changed(*, person_id: int, what: str, at: datetime) -> None:
    """Tell nominations, in this transaction, that a fact which bears on the criteria changed.

    ``what`` is a kind of record ("risk assessment"), never what it says.
    """
    FactsChanged.objects.create(person_id=person_id, what=what, noted_at=at)
