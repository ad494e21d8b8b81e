"""Text into a table: the separator, the row of headings, records with their line numbers.

The separator is not guessed from frequencies: the one is taken under which a row of the headings
sought appears. Line numbers are those an editor shows, also after a cell with line breaks.
"""

from __future__ import annotations

import csv
import io
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from macem.readers.records import UnreadableFile

MAX_ROWS = 200_000
HEADER_WITHIN = 30
"""How many rows that are not blank may come before the headings are given up (titles, run dates)."""

_SEPARATORS = (",", ";", "\t", "|")
_PREVIEW_LINES = 200
_SEP_LINE = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
_BLANKS = string.whitespace + "\u00a0\u2007\u202f\u200b\ufeff"
_END = "\x00"  # never inside decoded text, so it can tell whether the last cell was closed


@dataclass(frozen=True)
class Column:
    """A column sought: our name, what the sender calls it (best first), needed or not."""

    name: str
    headings: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Layout:
    """A kind of file: what it is in plain words, and its columns."""

    title: str
    columns: tuple[Column, ...]

    def renamed(self, headings: Mapping[str, str]) -> Layout:
        """The same layout with, for some of our names, the only heading that may stand for them."""
        return Layout(
            self.title,
            tuple(
                Column(column.name, (normalise_heading(headings[column.name]),), column.required)
                if column.name in headings
                else column
                for column in self.columns
            ),
        )


@dataclass(frozen=True)
class Record:
    """One row of the file, cells trimmed; `line` to `last_line` are the lines it stands on."""

    line: int
    last_line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """True for an empty line and for one of separators only."""
        return not any(self.cells)


@dataclass(frozen=True)
class Table:
    """The records under a row of headings.

    `positions` and `columns` map our names to the cell's place and to their heading; `extras` are
    the places and headings of columns not sought; `width` is the number of headings.
    """

    header_row: int
    positions: Mapping[str, int]
    columns: Mapping[str, str]
    extras: tuple[tuple[int, str], ...]
    width: int
    records: tuple[Record, ...]
    blank_rows: int = 0
    repeated_headings: tuple[int, ...] = ()

    def cell(self, record: Record, name: str) -> str:
        """The text under one of our names; empty where the column, or the end of the row, is absent."""
        position = self.positions.get(name)
        return "" if position is None or position >= len(record.cells) else record.cells[position]

    def heading(self, name: str) -> str:
        """What the sender calls our column (our name where the file has no such column)."""
        return self.columns.get(name, name)


def as_it_came(table: Table) -> dict[int, tuple[tuple[str, str], ...]]:
    """Each record as the sender wrote it: heading and cell from left to right, by its line.

    Cells beyond the headings come last, under headings of ours.
    """
    headings = {
        **{place: table.columns[name] for name, place in table.positions.items()},
        **dict(table.extras),
    }
    return {
        record.line: tuple(
            (headings.get(place, f"column {place + 1}"), cell)
            for place, cell in enumerate(record.cells)
            if place in headings or cell
        )
        for record in table.records
    }


def normalise_heading(heading: str) -> str:
    """A heading without regard to case, blanks and punctuation.

    >>> normalise_heading("\\ufeff Mis-Start ")
    'mis_start'
    """
    return re.sub(r"[\W_]+", "_", heading.casefold()).strip("_")


def split_records(text: str, separator: str) -> Iterator[Record]:
    """The records of separated text, in order, cells trimmed.

    Raises `UnreadableFile` where a quotation mark is never closed: reading on would swallow rows.
    """
    yield from _split(io.StringIO(text, newline=""), separator)


def _split(lines: Iterable[str], separator: str) -> Iterator[Record]:
    reader = csv.reader(_with_end(lines), delimiter=separator, skipinitialspace=separator != "\t")
    line = 1
    try:
        for cells in reader:
            if cells and _END in cells[-1]:
                if cells == [_END]:
                    return
                raise UnreadableFile(_unclosed(line))
            yield Record(line, reader.line_num, tuple(cell.strip(_BLANKS) for cell in cells))
            line = reader.line_num + 1
    except csv.Error as error:  # the csv module's limit of 131,072 characters
        raise UnreadableFile(
            f"A cell that begins on line {line} is too long; a quotation mark there may not be closed."
        ) from error


def _with_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield _END


def _unclosed(line: int) -> str:
    return (
        f"The row that begins on line {line} opens a quotation mark that is not closed, "
        "so the rows after it can't be told apart; please put that line right and send the file again."
    )


def find_table(text: str, layout: Layout) -> Table:
    """The table of this layout in a text.

    Raises `UnreadableFile` when the text is XML or HTML, when no row holds the headings needed, when a
    heading stands twice, when a quotation mark is not closed, or for more than `MAX_ROWS` rows.
    """
    if text.lstrip().startswith("<"):
        raise UnreadableFile("This is an XML or HTML document, not a CSV file; please send it as CSV.")
    separator, header = _find_header(text, layout)
    columns, clash = _match(header.cells, layout)
    if clash:
        raise UnreadableFile(
            f"Line {header.line} has more than one column headed {clash}; "
            "please remove or rename one of them."
        )
    records: list[Record] = []
    repeated: list[int] = []
    blank_rows = 0
    for record in split_records(text, separator):
        if record.line <= header.line:
            continue
        if record.blank:
            blank_rows += 1
        elif _same_headings(record.cells, header.cells):
            repeated.append(record.line)
        elif len(records) == MAX_ROWS:
            raise UnreadableFile(f"The file has more than {MAX_ROWS:,} rows; please split it by period.")
        else:
            records.append(record)
    return Table(
        header_row=header.line,
        positions=columns,
        columns={name: header.cells[position] for name, position in columns.items()},
        extras=_extras(header.cells, set(columns.values()), records),
        width=len(header.cells),
        records=tuple(records),
        blank_rows=blank_rows,
        repeated_headings=tuple(repeated),
    )


def _find_header(text: str, layout: Layout) -> tuple[str, Record]:
    lines = _first_lines(text)
    declared = _SEP_LINE.fullmatch(lines[0]) if lines else None
    required = {column.name for column in layout.columns if column.required}
    nearest: tuple[int, Record] | None = None
    for separator in (declared[1],) if declared else _SEPARATORS:
        for record in _preview(lines, separator):
            found = _match(record.cells, layout)[0]
            if required <= found.keys():
                return separator, record
            if found and (nearest is None or len(found) > nearest[0]):
                nearest = (len(found), record)
    raise UnreadableFile(_no_header(layout, nearest[1] if nearest else None))


def _first_lines(text: str) -> list[str]:
    with io.StringIO(text, newline="") as lines:
        return [line for _, line in zip(range(_PREVIEW_LINES), lines, strict=False)]


def _preview(lines: list[str], separator: str) -> Iterator[Record]:
    seen = 0
    try:
        for record in _split(lines, separator):
            if not record.blank:
                yield record
                seen += 1
            if seen == HEADER_WITHIN:
                return
    except UnreadableFile:  # a quoted cell may well go on beyond the preview
        return


def _match(cells: tuple[str, ...], layout: Layout) -> tuple[dict[str, int], str | None]:
    """Our names with the places of their headings, and a heading that stands twice, if any."""
    headings = [normalise_heading(cell) for cell in cells]
    found: dict[str, int] = {}
    clash = None
    for column in layout.columns:
        for wanted in column.headings:
            places = [place for place, heading in enumerate(headings) if heading == wanted]
            if places and column.name not in found:
                found[column.name] = places[0]
                if len(places) > 1:
                    clash = cells[places[0]]
    return found, clash


def _no_header(layout: Layout, nearest: Record | None) -> str:
    needed = [column for column in layout.columns if column.required]
    if nearest is not None:
        found = _match(nearest.cells, layout)[0]
        has = [nearest.cells[place] for place in found.values()]
        lacks = [column.headings[0].upper() for column in needed if column.name not in found]
        return (
            f"This does not look like {layout.title}: line {nearest.line} has {listed(has)} "
            f"but no {listed(lacks, 'or')} column."
        )
    return (
        f"This does not look like {layout.title}: none of its first rows has the headings "
        f"{listed([column.headings[0].upper() for column in needed])}."
    )


def listed(words: list[str], last: str = "and") -> str:
    """Words as a sentence lists them: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def _same_headings(cells: tuple[str, ...], headings: tuple[str, ...]) -> bool:
    return len(cells) == len(headings) and all(
        normalise_heading(cell) == normalise_heading(heading)
        for cell, heading in zip(cells, headings, strict=True)  # stops at the first cell that differs
    )


def _extras(headings: tuple[str, ...], used: set[int], records: list[Record]) -> tuple[tuple[int, str], ...]:
    """Columns not sought, each under a label of its own; unnamed ones only where something is in them."""
    extras: list[tuple[int, str]] = []
    labels: set[str] = set()
    for place, heading in enumerate(headings):
        if place in used:
            continue
        if not heading:
            if not any(place < len(record.cells) and record.cells[place] for record in records):
                continue
            label = f"column {place + 1}"
        else:
            label = f"{heading} (column {place + 1})" if heading in labels else heading
        labels.add(label)
        extras.append((place, label))
    return tuple(extras)
