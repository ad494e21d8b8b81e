"""Warnings of one kind gathered into one, with all the lines they concern and a few examples."""

from __future__ import annotations

from collections.abc import Iterable

from macem.readers.records import Caution
from macem.readers.tables import Table

_EXAMPLES = 3
_SAYS = {
    "date_long_ago": "A start or an end lies more than 25 years back; please check it.",
    "date_of_birth_in_doubt": "A year of birth of two digits fits no child in either century, so the date of "
    "birth was read as not known: {}.",
    "date_in_future": "A start or an end lies in the future; please check it.",
    "dates_of_birth_differ": "The same child has different dates of birth: {}.",
    "lower_case_code": "Codes were not written in capitals and were read all the same: {}.",
    "no_date_of_birth": "There is no date of birth, so the child can be known by reference only.",
    "end_not_known": "The end is given as not known, so these episodes count as open until it is put right.",
    "placeholder_dob": "A date of birth that stands for 'not known' was read as not known: {}.",
    "placeholder_date": "A date that stands for 'not known' was read as not known: {}.",
    "type_assumed_missing": "There is no type in these rows, so they were read as missing.",
    "two_digit_year": "Years have two digits and were read in the century that fits: {}.",
}


class Gathered:
    """Notes on rows, by code; `cautions` turns them into one warning for each code."""

    def __init__(self) -> None:
        self._by_code: dict[str, tuple[set[int], list[str]]] = {}

    def note(self, code: str, lines: Iterable[int], example: str = "") -> None:
        """Remember that `code` concerns these lines; `example` is shown among the first few."""
        seen, examples = self._by_code.setdefault(code, (set(), []))
        seen.update(lines)
        if example and example not in examples and len(examples) < _EXAMPLES:
            examples.append(example)

    def cautions(self) -> list[Caution]:
        """One warning for each code noted, in the order of the codes."""
        return [
            Caution(tuple(sorted(lines)), code, _SAYS[code].format(", ".join(examples)))
            for code, (lines, examples) in sorted(self._by_code.items())
        ]


def of_the_file(table: Table) -> list[Caution]:
    """What is odd about the file as a whole."""
    cautions = []
    if table.repeated_headings:
        says = "The headings stand again further down and were passed over."
        cautions.append(Caution(table.repeated_headings, "repeated_headings", says))
    if not table.records:
        cautions.append(Caution((), "no_rows", "There are no rows under the headings."))
    if "end" not in table.columns:
        says = "No column says when a child came back, so every episode reads as open."
        cautions.append(Caution((), "no_end_column", says))
    return cautions


def of_copies(copies: Iterable[list[int]]) -> list[Caution]:
    """A warning for each row that stands in the file more than once; `copies` holds their lines."""
    says = "The same row stands in the file more than once; it was kept once."
    return [Caution(tuple(lines), "duplicate_row", says) for lines in copies]
