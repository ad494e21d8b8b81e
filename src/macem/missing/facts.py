"""Episodes as the protocol's criteria want them (clauses C2, C3)."""

from datetime import date, datetime, time

from macem.missing.models import Episode
from macem.protocol.criteria import facts
from macem.protocol.moments import Moment, moment


def episodes(subject_id: int) -> list[tuple[Episode, facts.Episode]]:
    """Return the standing episodes of a person beside what the protocol reads in them, in order of start.

    A correction is the same absence: it carries the days on which any of its versions arrived here.
    """
    rows = {row.pk: row for row in Episode.objects.filter(subject_id=subject_id)}
    replaced = {row.replaces_id for row in rows.values()}
    return [(row, _fact(row, rows)) for row in rows.values() if row.pk not in replaced]


def _fact(row: Episode, rows: dict[int, Episode]) -> facts.Episode:
    return facts.Episode(
        start=_moment(row.started_on, row.started_at),
        end=_moment(row.ended_on, row.ended_at) if row.ended_on else None,
        type=row.kind,
        received=tuple(moment(arrival) for arrival in _arrivals(row, rows)),
    )


def _arrivals(row: Episode, rows: dict[int, Episode]) -> list[datetime]:
    arrivals = []
    version: Episode | None = row
    while version is not None:
        arrivals.append(version.received_at)
        version = rows.get(version.replaces_id) if version.replaces_id else None
    return arrivals[::-1]


def _moment(day: date, at: time | None) -> Moment:
    return moment(day) if at is None else moment(datetime.combine(day, at))
