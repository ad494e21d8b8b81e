"""What a stay on MACEM adds to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.cases.models import Case
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return when each case that ``user`` may see was opened and closed, and the levels agreed between."""
    cases = Case.objects.visible_to(user).stays().filter(subject_id=subject_id)
    cases = cases.with_levels().select_related("panel")
    return [entry for case in cases for entry in _entries(case)]


def _entries(case: Case) -> list[TimelineEntry]:
    found = [
        TimelineEntry(
            when=case.opened_at,
            title=_("To be discussed at MACEM, %(part)s") % {"part": case.part.label},
            kind=_("Case"),
            detail=_("Level at entry: %(level)s.") % {"level": case.level_at_entry.label}
            if case.level_at_entry
            else "",
            source=case.panel.name,
            clause=Clause.P5,
        )
    ]
    for agreed in case.levels.all():
        found.append(
            TimelineEntry(
                when=agreed.agreed_at,
                title=_("Level agreed: %(level)s") % {"level": agreed.level.label.lower()},
                kind=_("Level"),
                detail=agreed.reason,
                source=case.panel.name,
                clause=Clause.M7,
            )
        )
    closure = getattr(case, "closure", None)
    if closure is not None:
        found.append(
            TimelineEntry(
                when=closure.closed_at,
                title=_("Closed: %(kind)s") % {"kind": closure.kind.label.lower()},
                kind=_("Case"),
                detail=closure.reason,
                source=case.panel.name,
                clause=Clause.P10,
            )
        )
    return found
