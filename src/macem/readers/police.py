"""Missing-person exports of police systems, as CSV.

There is no public layout: each force prints its own headings, and the times are local. Common
headings are known here; for others the one who imports says once which heading stands for what.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from macem.readers.decoding import decode
from macem.readers.missing import MissingRules, read_missing_rows
from macem.readers.records import MissingRow, Reading
from macem.readers.tables import Column, Layout, find_table

_CHILD = (
    "child",
    "child_ref",
    "child_reference",
    "child_id",
    "person_ref",
    "person_reference",
    "person_id",
    "misper_ref",
    "nominal",
    "nominal_ref",
    "nominal_id",
)
_REF = (
    "ref",
    "episode_ref",
    "episode_reference",
    "episode_id",
    "episode",
    "report_ref",
    "report_reference",
    "incident_ref",
    "incident_number",
    "reference",
)
# When the child was last known to be there comes before when somebody told the police.
_START = (
    "missing_since",
    "date_missing_since",
    "date_missing",
    "missing_date",
    "date_time_missing",
    "missing_date_time",
    "missing_start",
    "mis_start",
    "reported_missing",
    "date_reported_missing",
    "reported",
    "date_reported",
    "reported_date",
    "date_time_reported",
    "start",
    "start_date",
)
# A child is no longer missing once found, which may be before the return.
_END = (
    "date_found",
    "found_date",
    "date_time_found",
    "found_date_time",
    "found",
    "date_located",
    "located_date",
    "located",
    "date_returned",
    "returned_date",
    "return_date",
    "returned",
    "missing_end",
    "mis_end",
    "end",
    "end_date",
)
LAYOUT = Layout(
    "an export of missing episodes",
    (
        Column("child", _CHILD),
        Column("dob", ("dob", "date_of_birth", "birth_date", "d_o_b"), required=False),
        Column("ref", _REF, required=False),
        Column("type", ("type", "episode_type", "missing_type"), required=False),
        Column("start", _START),
        Column("end", _END, required=False),
    ),
)
RULES = MissingRules(
    codes={
        "M": "missing",
        "Missing": "missing",
        "A": "away",
        "Absent": "away",
        "Away": "away",
    },
    blank_code_means="missing",
)


def read_police_missing(
    data: bytes, *, today: date, headings: Mapping[str, str] | None = None
) -> Reading[MissingRow]:
    """The episodes of a police export, in the order of its rows.

    `headings` says, for any of `child dob ref type start end`, which heading of theirs stands for it, where
    the usual ones don't fit. A time of 00:00 is kept: whether it means "no time recorded" is known only to
    whoever sends the file. Raises `UnreadableFile`.
    """
    text, encoding = decode(data)
    table = find_table(text, LAYOUT.renamed(headings or {}))
    return read_missing_rows(table, RULES, encoding=encoding, today=today)
