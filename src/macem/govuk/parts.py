"""What the larger components take: plain values that a presenter fills in. No querysets, no models.

Where a value is shown it may be text (escaped) or Markup (from another component). The macros read attributes
or keys, so a dict with the same names does too; a dataclass is checked when it is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Words = Any  # str, lazy str or Markup


@dataclass(frozen=True)
class Link:
    """`hidden` is read out after a label that stands in many rows: "Change" + "Imo Test-Nettle"."""

    label: Words
    url: str
    hidden: Words = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class WorkItem:
    """One thing somebody owes: when, how far off, a link that begins with a verb, one line of reason."""

    due: Words
    distance: Words
    label: Words
    url: str
    reason: Words = ""
    late: bool = False


@dataclass(frozen=True)
class WorkGroup:
    title: Words
    work: Sequence[WorkItem]
    late: bool = False


Progress = Literal["done", "now", "stuck", "todo"]


@dataclass(frozen=True)
class Step:
    """A stage of a record's life. `status` stands at the right in `stages`: plain words or a tag.
    `pips` is (how many, of how many), beside the first line, which says the same in words."""

    title: Words
    state: Progress = "todo"
    lines: Sequence[Words] = ()
    url: str = ""
    status: Words = ""
    pips: tuple[int, int] | None = None
    late: Words = ""


@dataclass(frozen=True)
class Fact:
    """One of the four facts at the top of a record."""

    name: Words
    lead: Words
    lines: Sequence[Words] = ()


@dataclass(frozen=True)
class Column:
    """`width` 4 6 8 11 14 18 25 (about rem). `number` aligns right. `hidden`: read out, not shown.
    `inline`: at narrow width the cell stands beside its neighbours."""

    label: Words
    width: int | None = None
    number: bool = False
    hidden: bool = False
    inline: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with a grey second line. `head`: it, not the first cell, is the row's header."""

    words: Words
    sub: Words = ""
    head: bool = False
    nowrap: bool = False


@dataclass(frozen=True)
class Row:
    """`state`: now (the row in hand), gap (stops the meeting), gone, end (a line under it)."""

    cells: Sequence[Any]
    state: Literal["", "now", "gap", "gone", "end"] = ""
    id: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    when: Words
    kind: Words
    title: Words
    detail: Words = ""
    url: str = ""


@dataclass(frozen=True)
class Pair:
    """A name and a value. `none` greys a value that says nothing is held."""

    name: Words
    value: Words
    links: Sequence[Link] = ()
    none: bool = False
