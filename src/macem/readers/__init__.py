"""Files into rows: encodings, separators, headings, dates. No Django, no clock, no file opened here.

    reading = read("ssda903-missing", data, today=today)

Readers take the bytes of a file and return a `Reading`; the only exception they raise is
`UnreadableFile`, whose text is one plain sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from macem.readers.police import read_police_missing
from macem.readers.records import (
    Caution,
    EpisodeType,
    MissingRow,
    Moment,
    Reading,
    Rejection,
    UnreadableFile,
    as_document,
    is_date_only,
)
from macem.readers.ssda903 import read_ssda903_missing, ssda903_missing_cells
from macem.readers.ssda903_xml import read_ssda903_xml

__all__ = [
    "KINDS",
    "Caution",
    "EpisodeType",
    "MissingRow",
    "Moment",
    "Reading",
    "Rejection",
    "UnreadableFile",
    "as_document",
    "is_date_only",
    "read",
    "read_police_missing",
    "read_ssda903_missing",
    "read_ssda903_xml",
    "ssda903_missing_cells",
]


class Reader(Protocol):
    """What every kind of file offers."""

    def __call__(self, data: bytes, *, today: date) -> Reading[MissingRow]:
        """The rows of a file's bytes; raises `UnreadableFile`."""


KINDS: Mapping[str, Reader] = {
    "police-missing": read_police_missing,
    "ssda903-missing": read_ssda903_missing,
    "ssda903-xml": read_ssda903_xml,
}


def read(kind: str, data: bytes, *, today: date) -> Reading[MissingRow]:
    """Read a file of one of `KINDS`. Raises `UnreadableFile`; `KeyError` for an unknown kind."""
    return KINDS[kind](data, today=today)
