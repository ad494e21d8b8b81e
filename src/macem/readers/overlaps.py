"""Episodes of one child that can't both be right as they stand.

Only what is certain is reported: days that touch are no fault, and an hour that the clocks repeat
is given the benefit of the doubt. The rule is the SSDA903 guidance's: no child is
missing twice at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from macem.readers.records import Caution, MissingRow, Moment

_LONDON = ZoneInfo("Europe/London")
_NEVER = datetime.max.replace(tzinfo=UTC)


def earliest(moment: Moment) -> datetime:
    """The first instant that a day or a time on the clock may mean, in UTC."""
    return _instant(moment, time.min, fold=0)


def latest(moment: Moment) -> datetime:
    """The last instant that a day (to the minute) or a time on the clock may mean, in UTC."""
    return _instant(moment, time(23, 59), fold=1)


def london_day(moment: Moment) -> date:
    """The day on which a moment falls in England, whatever offset it was written with."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(_LONDON).date() if moment.tzinfo else moment.date()


def _instant(moment: Moment, clock: time, fold: int) -> datetime:
    local = moment if isinstance(moment, datetime) else datetime.combine(moment, clock)
    if local.tzinfo is None:
        local = local.replace(tzinfo=_LONDON, fold=fold)
    return local.astimezone(UTC)


def find_overlaps(rows: Iterable[MissingRow]) -> list[Caution]:
    """A warning for each row that begins while an earlier-starting one of the same child runs.

    Each names both lines: `start_while_open` where the earlier one has no end, else `overlap`. A row
    is compared with the earlier-starting row that runs longest, so there is at most one for a row.
    """
    by_child: dict[str, list[MissingRow]] = {}
    for row in rows:
        by_child.setdefault(row.child, []).append(row)
    cautions = [caution for episodes in by_child.values() for caution in _of_one_child(episodes)]
    return sorted(cautions, key=lambda caution: caution.lines)


def _of_one_child(rows: list[MissingRow]) -> Iterable[Caution]:
    longest: MissingRow | None = None
    for row in sorted(rows, key=lambda row: (earliest(row.start), row.line)):
        if longest is not None and _certainly_overlap(longest, row):
            yield _caution(longest, row)
        if longest is None or _end(row) > _end(longest):
            longest = row


def _end(row: MissingRow) -> datetime:
    """The first instant at which the episode may have ended; `datetime.max` while it is open."""
    return _NEVER if row.end is None else earliest(row.end)


def _certainly_overlap(one: MissingRow, other: MissingRow) -> bool:
    return latest(one.start) < _end(other) and latest(other.start) < _end(one)


def _caution(running: MissingRow, row: MissingRow) -> Caution:
    lines = tuple(sorted((running.line, row.line)))
    if running.end is None:
        return Caution(
            lines,
            "start_while_open",
            f"The episode on line {row.line} begins while the one on line {running.line} has no end.",
        )
    return Caution(lines, "overlap", f"The episodes on line {lines[0]} and line {lines[1]} overlap.")
