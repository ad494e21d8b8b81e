"""Reads an exploitation matrix (TOML) whole, and names every fault in it at once, each with its line (P4)."""

import re
from collections.abc import Mapping
from typing import Any

from macem.protocol.file_rules import (
    DATE,
    TEXT,
    FileError,
    Reading,
    Rule,
    Unfit,
    list_of,
    one_of,
    parse,
    to_text,
    whole,
)
from macem.protocol.matrix import LEVELS, Matrix, Needed, ProtectiveFactor, Sign
from macem.protocol.vocabulary import RiskLevel, Strand
from macem.protocol.vocabulary.assessment import AssessmentQuestion

_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_KEY = 40


class MatrixFileError(FileError):
    """A matrix with faults: all of them, in the file's order."""


def _key(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_KEY or not _KEY.fullmatch(value):
        raise Unfit
    return value


def _level(value: Any) -> RiskLevel:
    if value not in [str(level) for level in LEVELS]:
        raise Unfit
    return RiskLevel(value)


_A_KEY = Rule('a key such as "unknown-cars": small letters, digits and hyphens', _key)
_HINT = Rule('text, or "" for none', lambda value: to_text(value) if value != "" else "")
_HEAD = {"id": Rule('an id such as "2026-09"', to_text), "title": TEXT, "active_from": DATE}
_NEEDED = {level.value: whole(1, 20) for level in LEVELS}
_SIGN = {
    "key": _A_KEY,
    "level": Rule("one of " + ", ".join(f'"{level}"' for level in LEVELS), _level),
    "strands": Rule(
        "a list of strands (" + ", ".join(f'"{one}"' for one in Strand) + "), [] for any of them",
        list_of(one_of(Strand).convert),
    ),
    "title": TEXT,
    "hint": _HINT,
}
_FACTOR = {"key": _A_KEY, "title": TEXT, "hint": _HINT}


def read(text: str) -> Matrix:
    """The matrix that `text` holds. Raises MatrixFileError with every fault at once."""
    try:
        document = parse(text)
    except FileError as error:
        raise MatrixFileError(error.faults) from None
    return _MatrixReading(text).matrix(document)


class _MatrixReading(Reading):
    def matrix(self, document: Mapping[str, Any]) -> Matrix:
        for name in document.keys() - _HEAD.keys() - {"needed", "signs", "protective"}:
            self.fault((name,), "is not part of a matrix")
        head = self.values((), document, _HEAD)
        needed = self.section(("needed",), document.get("needed"), Needed, _NEEDED)
        signs = self.sections("signs", document.get("signs"), Sign, _SIGN)
        protective = self.sections("protective", document.get("protective"), ProtectiveFactor, _FACTOR)
        self._check_keys(signs, protective)
        self._check_levels(signs)
        if self.faults:
            raise MatrixFileError(self.faults)
        return Matrix(**head, needed=needed, signs=signs, protective=protective)

    def _check_keys(
        self, signs: tuple[Sign | None, ...], protective: tuple[ProtectiveFactor | None, ...]
    ) -> None:
        """A key is kept with every answer: it is used once, and by no question that each assessment has."""
        taken = {question.value for question in AssessmentQuestion}
        named: tuple[tuple[str, tuple[Sign | ProtectiveFactor | None, ...]], ...] = (
            ("signs", signs),
            ("protective", protective),
        )
        for section, entries in named:
            for index, entry in enumerate(entries):
                if entry is not None and entry.key in taken:
                    self.fault((section, index, "key"), f'"{entry.key}" is used already')
                taken |= {entry.key} if entry is not None else set()

    def _check_levels(self, signs: tuple[Sign | None, ...]) -> None:
        """No level is without a sign: its page would be empty."""
        if None in signs or not signs:
            return
        there = {one.level for one in signs if one is not None}
        for level in LEVELS:
            if level not in there:
                self.fault(("signs",), f'there is no sign of the level "{level}"')
