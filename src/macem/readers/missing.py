"""Records into missing episodes: what every kind of missing file has in common.

A fault in a row keeps that row out, named by line and column, and never stops another row. What is
doubtful (overlaps, placeholders, guessed centuries) is kept and said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from macem.readers.cautions import Gathered, of_copies, of_the_file
from macem.readers.dates import DateFault, in_words, read_date, shown
from macem.readers.overlaps import earliest, find_overlaps, latest, london_day
from macem.readers.records import EpisodeType, MissingRow, Moment, Reading, Rejection, iso
from macem.readers.tables import Record, Table

_LONG_AGO = 25
"""Years: no absence of a child lies further back, and a care leaver is no older."""

_DAMAGED_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class MissingRules:
    """What one kind of missing file means by its cells.

    `codes` maps the sender's codes, as they should be written, to our types. With
    `blank_code_means` a row without a code is of that type; without it, it is a fault. With
    `midnight_is_no_time` a time of 00:00 says only that no time was recorded.
    """

    codes: Mapping[str, EpisodeType]
    blank_code_means: EpisodeType | None = None
    midnight_is_no_time: bool = False


def read_missing_rows(
    table: Table, rules: MissingRules, *, encoding: str, today: date
) -> Reading[MissingRow]:
    """The episodes of a table, with the rows refused and the warnings about those kept.

    `today` only settles the century of two-digit years and which dates lie ahead. Raises nothing.
    """
    return _Collector(table, rules, today).reading(encoding)


class _Collector:
    """One pass over one table. Gathers warnings of a kind into one, with all its lines."""

    def __init__(self, table: Table, rules: MissingRules, today: date) -> None:
        self.table = table
        self.rules = rules
        self.today = today
        self.rejected: list[Rejection] = []
        self.gathered = Gathered()
        self.dobs: dict[str, dict[date, int]] = {}
        self.faults_before = 0

    def reading(self, encoding: str) -> Reading[MissingRow]:
        """All records of the table, read in the order of the file."""
        kept: dict[tuple[object, ...], MissingRow] = {}
        copies: dict[int, list[int]] = {}
        for record in self.table.records:
            row = self._row(record)
            if row is None:
                continue
            first = kept.setdefault(_content(row), row)
            if first is not row:
                copies.setdefault(first.line, [first.line]).append(row.line)
        rows = tuple(kept.values())
        return Reading(
            encoding=encoding,
            header_row=self.table.header_row,
            columns=self.table.columns,
            ignored_columns=tuple(heading for _, heading in self.table.extras),
            rows=rows,
            rejected=tuple(self.rejected),
            warnings=(
                *of_the_file(self.table),
                *self.gathered.cautions(),
                *of_copies(copies.values()),
                *find_overlaps(rows),
            ),
            blank_rows=self.table.blank_rows,
        )

    # One row

    def _row(self, record: Record) -> MissingRow | None:
        self.faults_before = len(self.rejected)
        notes: list[tuple[str, str]] = []
        not_known: list[str] = []
        self._check_width(record)
        child = self._child(record)
        dob = self._date(record, "dob", self.today, notes, not_known)
        kind = self._type(record, notes)
        horizon = date(self.today.year + 1, 12, 31)
        start = self._date(record, "start", horizon, notes, not_known)
        end = self._date(record, "end", horizon, notes, not_known)
        self._check_together(record, kind, start, end)
        if isinstance(dob, datetime):
            dob = london_day(dob)
        self._check_order(record, dob, start, end)
        if len(self.rejected) > self.faults_before or kind is None or start is None:
            return None
        row = MissingRow(
            line=record.line,
            child=child,
            dob=dob,
            ref=self.table.cell(record, "ref") or None,
            type=kind,
            start=start,
            end=end,
            not_known=tuple(not_known),
            extras={
                heading: record.cells[place]
                for place, heading in self.table.extras
                if place < len(record.cells)
            },
        )
        self._note_row(row, notes)
        return row

    def _reject(self, record: Record, field: str, reason: str, says: str) -> None:
        lines = f"Line {record.line}"
        if record.last_line > record.line:
            lines = f"Lines {record.line} to {record.last_line}"
        message = f"{lines}, {self.table.heading(field)}: {says}."
        self.rejected.append(Rejection((record.line,), field, reason, message))

    def _check_width(self, record: Record) -> None:
        if any(record.cells[self.table.width :]):
            self._reject(
                record,
                "row",
                "too_many_cells",
                f"there are {len(record.cells)} cells under {self.table.width} headings; "
                "a cell with a separator in it may lack its quotation marks",
            )

    def _child(self, record: Record) -> str:
        child = self.table.cell(record, "child")
        if not child:
            self._reject(record, "child", "missing_child", "there is no reference for the child")
        elif _DAMAGED_NUMBER.fullmatch(child):
            self._reject(
                record,
                "child",
                "damaged_reference",
                f"{shown(child)} is a number that a spreadsheet has shortened; its digits are lost, "
                "so send the column as text",
            )
        return child

    def _type(self, record: Record, notes: list[tuple[str, str]]) -> EpisodeType | None:
        text = self.table.cell(record, "type")
        if not text:
            if self.rules.blank_code_means and "type" in self.table.columns:
                notes.append(("type_assumed_missing", ""))
            return self.rules.blank_code_means
        kind = self.rules.codes.get(text)
        if kind is not None:
            return kind
        for code, meaning in self.rules.codes.items():
            if code.casefold() == text.casefold():
                if text != text.upper():
                    notes.append(("lower_case_code", f"{shown(text)} as {code}"))
                return meaning
        allowed = " or ".join(f"{code} ({meaning})" for code, meaning in self.rules.codes.items())
        says = f"{shown(text)} is not a code macem knows; it takes {allowed}"
        self._reject(record, "type", "bad_code", says)
        return None

    def _date(
        self, record: Record, field: str, last: date, notes: list[tuple[str, str]], not_known: list[str]
    ) -> Moment | None:
        text = self.table.cell(record, field)
        try:
            read = read_date(text, latest=last)
        except DateFault as fault:
            hint = "; a quotation mark may be missing" if record.last_line > record.line else ""
            self._reject(record, field, fault.reason, f"{fault}{hint}")
            return None
        moment = read.value
        if read.placeholder:
            not_known.append(field)
            code = "placeholder_dob" if field == "dob" else "placeholder_date"
            notes.append((code, f"{shown(text)} under {self.table.heading(field)}"))
        if moment is None:
            return None
        if read.two_digit_year:
            if field == "dob" and moment.year < self.today.year - _LONG_AGO:
                not_known.append(field)
                notes.append(("two_digit_year", f"{shown(text)} as not known"))
                notes.append(("date_of_birth_in_doubt", f"{shown(text)} would be {in_words(moment)}"))
                return None
            notes.append(("two_digit_year", f"{shown(text)} as {in_words(moment)}"))
        if self.rules.midnight_is_no_time and isinstance(moment, datetime) and _is_midnight(moment):
            return moment.date()
        return moment

    # What the cells of a row say together. A cell already refused is left out of account.

    def _refused(self, field: str) -> bool:
        """Whether this row's cell was refused already. Not told by the line: rows of XML may share one."""
        return any(fault.field == field for fault in self.rejected[self.faults_before :])

    def _check_together(
        self, record: Record, kind: EpisodeType | None, start: Moment | None, end: Moment | None
    ) -> None:
        dated = any(self.table.cell(record, field) for field in ("start", "end"))
        typed = bool(self.table.cell(record, "type"))
        if not dated and not typed:
            self._reject(record, "start", "nothing_recorded", "the row names neither a type nor a date")
            return
        if kind is None and not self._refused("type"):
            self._reject(record, "type", "date_without_type", "there is a date but no type")
        if start is None and not self._refused("start"):
            says = "there is no start date"
            if self.table.cell(record, "start"):
                says = f"{shown(self.table.cell(record, 'start'))} stands for a start that is not known"
            self._reject(record, "start", "type_without_start", says)

    def _check_order(
        self, record: Record, dob: date | None, start: Moment | None, end: Moment | None
    ) -> None:
        if start is None:
            return
        started = self.table.cell(record, "start")
        if end is not None and latest(end) < earliest(start):
            says = f"the end, {self.table.cell(record, 'end')}, is before the start, {started}"
            self._reject(record, "end", "end_before_start", says)
        if dob is not None and london_day(start) <= dob:
            born = self.table.cell(record, "dob")
            says = f"the start, {started}, is not after the date of birth, {born}"
            self._reject(record, "start", "start_not_after_birth", says)

    # Warnings

    def _note_row(self, row: MissingRow, notes: list[tuple[str, str]]) -> None:
        for code, example in notes:
            self.gathered.note(code, [row.line], example)
        if "end" in row.not_known:
            self.gathered.note("end_not_known", [row.line])
        if row.dob is None and "dob" not in row.not_known and "dob" in self.table.columns:
            self.gathered.note("no_date_of_birth", [row.line])
        if any(london_day(moment) > self.today for moment in (row.start, row.end) if moment is not None):
            self.gathered.note("date_in_future", [row.line])
        if any(moment.year < self.today.year - _LONG_AGO for moment in (row.start, row.end) if moment):
            self.gathered.note("date_long_ago", [row.line])
        if row.dob is not None:
            seen = self.dobs.setdefault(row.child, {row.dob: row.line})
            if seen.setdefault(row.dob, row.line) == row.line and len(seen) > 1:
                lines = (next(iter(seen.values())), row.line)
                self.gathered.note("dates_of_birth_differ", lines, shown(row.child))


def _content(row: MissingRow) -> tuple[object, ...]:
    """Everything in a row but where it stands; two rows with the same content are copies."""
    start, end = iso(row.start), iso(row.end)
    return (row.child, row.dob, row.ref, row.type, start, end, row.not_known, *row.extras.items())


def _is_midnight(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)
