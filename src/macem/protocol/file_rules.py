"""What the panel's own files (TOML) share: what a value may be, and every fault at once with its line."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from macem.protocol.key_lines import Path, key_lines
from macem.protocol.working_days import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the key as written in the file, what was expected, and the line (None: not in the file)."""

    key: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.key}: {self.expected}"


class FileError(ValueError):
    """A file with faults: all of them, in the file's order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class Unfit(Exception):
    """A value is not what its rule expects."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be, in words, and how it becomes ours; `convert` raises Unfit."""

    expected: str
    convert: Callable[[Any], Any]


def whole(low: int, high: int) -> Rule:
    """A whole number within limits."""

    def convert(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise Unfit
        return value

    return Rule(f"a whole number from {low} to {high}", convert)


def to_text(value: Any) -> str:
    """Text that says something, without the blanks around it."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit
    return value


def _day(value: Any) -> date:
    if type(value) is not date or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unfit
    return value


def list_of(convert: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    """A list, each entry of which `convert` takes."""

    def convert_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unfit
        return tuple(convert(one) for one in value)

    return convert_all


def one_of(words: type[StrEnum]) -> Rule:
    """One of an enumeration's values."""

    def convert(value: Any) -> StrEnum:
        if value not in [str(word) for word in words]:
            raise Unfit
        return words(value)

    return Rule("one of " + ", ".join(f'"{word}"' for word in words), convert)


TEXT = Rule("some text in quotation marks", to_text)
FLAG = Rule("true or false", _flag)
TEXTS = Rule("a list of texts in quotation marks", list_of(to_text))
DATE = Rule(f"a date such as 2028-12-31, from {FIRST_YEAR} to {LAST_YEAR}", _day)
DATES = Rule(f"a list of dates such as 2022-09-19, from {FIRST_YEAR} to {LAST_YEAR}", list_of(_day))


def parse(text: str) -> dict[str, Any]:
    """What the TOML `text` says. Raises FileError with the one fault of a text that is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FileError((Fault("the file", f"cannot be read as TOML ({error})"),)) from None
    except ValueError:  # of Python, not of TOML: it reads no more than 4300 digits
        raise FileError((Fault("the file", "holds a number too long to be read"),)) from None
    except RecursionError:
        raise FileError((Fault("the file", "is nested too deeply to be read"),)) from None


class Reading:
    """Turns sections into records and gathers the faults on the way."""

    def __init__(self, text: str) -> None:
        self._lines = key_lines(text.replace("\r\n", "\n"))
        self._faults: list[Fault] = []

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault so far, in the file's order."""
        return tuple(sorted(self._faults, key=lambda fault: fault.line or 0))

    def section(self, path: Path, table: Any, build: Callable[..., Any], rules: Mapping[str, Rule]) -> Any:
        """The record that `build` makes of the section at `path`; None where it has a fault."""
        if not isinstance(table, dict):
            self.fault(path, "is missing" if table is None else "should be a section of its own")
            return None
        for key in table.keys() - rules.keys():
            self.fault((*path, key), "is not a setting of this section")
        values = self.values(path, table, rules)
        return build(**values) if values.keys() == rules.keys() else None

    def sections(
        self, name: str, entries: Any, build: Callable[..., Any], rules: Mapping[str, Rule]
    ) -> tuple[Any, ...]:
        """The records of the sections [[name]]; None in the place of one with a fault."""
        if not isinstance(entries, list) or not entries:
            self.fault((name,), "is missing" if entries is None else f"should be one or more [[{name}]]")
            return ()
        return tuple(self.section((name, index), entry, build, rules) for index, entry in enumerate(entries))

    def values(self, path: Path, table: Mapping[str, Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
        """The values of the keys that `rules` name; one that is missing or unfit is a fault, and left out."""
        found = {}
        for key, rule in rules.items():
            if key not in table:
                self.fault((*path, key), f"is missing; expected {rule.expected}", at=path)
                continue
            try:
                found[key] = rule.convert(table[key])
            except Unfit:
                self.fault((*path, key), f"expected {rule.expected}")
        return found

    def fault(self, path: Path, expected: str, at: Path | None = None) -> None:
        """Note a fault of the key at `path`; `at` is where to look where the key itself is not there."""
        self._faults.append(Fault(_written(path), expected, self._line(at or path)))

    def _line(self, path: Path) -> int | None:
        nearest = (path[:end] for end in range(len(path), 0, -1))
        return next((self._lines[part] for part in nearest if part in self._lines), None)


def _written(path: Path) -> str:
    """`("agencies", 0, "name")` as "agencies[1].name": people count from 1."""
    written = ""
    for part in path:
        written += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if written else part
    return written
