"""What missing episodes add to a person's timeline."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from macem.missing.models import Episode
from macem.missing.presenters import EpisodePresenter
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return one entry for each standing episode that ``user`` may see."""
    rows = Episode.objects.visible_to(user).standing().filter(subject_id=subject_id)
    return [_entry(row) for row in rows]


def _entry(row: Episode) -> TimelineEntry:
    shown = EpisodePresenter(row)
    return TimelineEntry(
        when=datetime.combine(row.started_on, row.started_at) if row.started_at else row.started_on,
        title=_("Reported: %(kind)s") % {"kind": shown.kind},
        kind=_("Missing"),
        detail=_("From %(start)s. Return: %(end)s.") % {"start": shown.start, "end": shown.end},
        source=shown.source,
        clause=Clause.C2,
    )
