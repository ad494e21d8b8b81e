"""The SSDA903 return of children looked after: its Missing file, as CSV.

Layout as the return's guidance gives it: `CHILD,DOB,MISSING,MIS_START,MIS_END`, dates DD/MM/YYYY
without times, MISSING `M` (missing) or `A` (away from placement without authorisation), an empty end
while the child has not come back.
"""

from __future__ import annotations

from datetime import date

from macem.readers.decoding import decode
from macem.readers.missing import MissingRules, read_missing_rows
from macem.readers.records import MissingRow, Reading
from macem.readers.tables import Column, Layout, as_it_came, find_table

LAYOUT = Layout(
    "an SSDA903 Missing file",
    (
        Column("child", ("child", "child_id", "childid")),
        Column("dob", ("dob", "date_of_birth")),
        Column("type", ("missing",)),
        Column("start", ("mis_start", "missing_start")),
        Column("end", ("mis_end", "missing_end")),
    ),
)
RULES = MissingRules(codes={"M": "missing", "A": "away"}, midnight_is_no_time=True)


def read_ssda903_missing(data: bytes, *, today: date) -> Reading[MissingRow]:
    """The episodes of an SSDA903 Missing file, in the order of its rows.

    Raises `UnreadableFile` when the file is empty, too large, no text, or has not these columns.
    """
    text, encoding = decode(data)
    return read_missing_rows(find_table(text, LAYOUT), RULES, encoding=encoding, today=today)


def ssda903_missing_cells(data: bytes) -> dict[int, tuple[tuple[str, str], ...]]:
    """The rows of an SSDA903 Missing file as they came, by line: heading, cell. Raises `UnreadableFile`."""
    return as_it_came(find_table(decode(data)[0], LAYOUT))
