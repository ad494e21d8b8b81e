"""What a reader hands over: rows, what was refused, what to look at again.

Nothing here knows how a file is laid out or who will use the rows. Every reader of the room
returns a `Reading`, and raises `UnreadableFile` (and nothing else) when there is no table to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

EpisodeType = Literal["missing", "away"]
Moment = date | datetime
"""A day, or (as `datetime`) a time of day: naive means Europe/London as the clock showed it."""


class UnreadableFile(Exception):
    """The file as a whole can't be read. Its text is one plain sentence for the person who sent it."""


@dataclass(frozen=True)
class Rejection:
    """One fault that keeps one row out. A row with two faults has two of these.

    `field` is our name of the column, `reason` a stable code, `message` a sentence that names
    line and column as the sender knows them.
    """

    lines: tuple[int, ...]
    field: str
    reason: str
    message: str


@dataclass(frozen=True)
class Caution:
    """Something a person should look at; the rows on `lines` were read all the same."""

    lines: tuple[int, ...]
    code: str
    message: str


@dataclass(frozen=True)
class MissingRow:
    """One episode of a child missing, or away from placement without authorisation.

    `end` is None while the child has not come back, or where the end is not known (then
    `not_known` names it). `extras` holds the columns that macem does not use, by their own heading.
    """

    line: int
    child: str
    dob: date | None
    ref: str | None
    type: EpisodeType
    start: Moment
    end: Moment | None
    not_known: tuple[str, ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)

    @property
    def date_only(self) -> bool:
        """Whether the start, or a recorded end, is a day without a time."""
        return any(is_date_only(moment) for moment in (self.start, self.end) if moment is not None)


RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Reading(Generic[RowT]):
    """A file, read. Rows stand in the order of the file; line numbers are those an editor shows.

    `columns` says which of their headings stands for which of our names; `ignored_columns` are
    headings macem has no use for. `blank_rows` counts empty rows passed over.
    """

    encoding: str
    header_row: int
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    rows: tuple[RowT, ...]
    rejected: tuple[Rejection, ...]
    warnings: tuple[Caution, ...]
    blank_rows: int = 0


def is_date_only(moment: Moment) -> bool:
    """True for a day without a time (a `datetime` is also a `date`, so ask here)."""
    return not isinstance(moment, datetime)


def iso(moment: Moment | None) -> str | None:
    """ISO text of a day or a time, without seconds unless there are some; None stays None."""
    if isinstance(moment, datetime):
        whole_minute = not moment.second and not moment.microsecond
        return moment.isoformat(timespec="minutes" if whole_minute else "auto")
    return None if moment is None else moment.isoformat()


def as_document(reading: Reading[MissingRow]) -> dict[str, Any]:
    """The reading as plain lists and dictionaries, ready for JSON.

    >>> as_document(Reading("utf-8", 1, {}, (), (), (), ()))["rows"]
    []
    """
    return {
        "encoding": reading.encoding,
        "header_row": reading.header_row,
        "columns": dict(reading.columns),
        "ignored_columns": list(reading.ignored_columns),
        "rows": [_row_document(row) for row in reading.rows],
        "rejected": [
            {
                "lines": list(fault.lines),
                "field": fault.field,
                "reason": fault.reason,
                "message": fault.message,
            }
            for fault in reading.rejected
        ],
        "warnings": [
            {"lines": list(caution.lines), "code": caution.code, "message": caution.message}
            for caution in reading.warnings
        ],
    }


def _row_document(row: MissingRow) -> dict[str, Any]:
    ours: dict[str, Any] = {
        "line": row.line,
        "child": row.child,
        "dob": iso(row.dob),
        "ref": row.ref,
        "type": row.type,
        "start": iso(row.start),
        "end": iso(row.end),
    }
    theirs = {
        f"{heading} (theirs)" if heading in ours else heading: text for heading, text in row.extras.items()
    }
    return ours | theirs
