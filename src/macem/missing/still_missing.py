"""Hours go by: an open absence may pass 48 hours though nobody writes anything (clause C3)."""

from datetime import datetime

from django.db import transaction

from macem.gate import clock
from macem.missing.models import Episode
from macem.people.services import note_facts_changed
from macem.protocol.vocabulary import AbsenceType


@transaction.atomic
def note_still_missing(*, at: datetime | None = None) -> int:
    """Have everybody evaluated again who is missing now. Returns how many; run every hour."""
    at = at or clock.now()
    open_now = Episode.objects.get_queryset().standing().filter(kind=AbsenceType.MISSING.value, ended_on=None)
    people = open_now.order_by("subject_id").values_list("subject_id", flat=True).distinct()
    for person_id in people:
        note_facts_changed(person_id=person_id, what="still missing", at=at)
    return len(people)
