"""Checks that JSON has the shape a command expects, and says in one sentence where it has not."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from macem.cli.document import BadInput
from macem.protocol.dates import london_day, parse_date, parse_when

Kind = TypeVar("Kind")
Word = TypeVar("Word", bound=StrEnum)


class Shape:
    """One JSON object whose keys are taken one by one; `where` names it in sentences ("episodes[0]")."""

    def __init__(self, value: Any, where: str, known: set[str]) -> None:
        if not isinstance(value, dict):
            raise BadInput(f"{where} must be a JSON object.")
        if unknown := sorted(value.keys() - known):
            raise BadInput(f"{where} has a key that is not known: {unknown[0]!r}.")
        self._value: Mapping[str, Any] = value
        self._where = where

    def has(self, key: str) -> bool:
        """Whether the key is given at all, be it null."""
        return key in self._value

    def get(self, key: str, read: Callable[[Any, str], Kind]) -> Kind | None:
        """The value under `key` as `read` understands it; None where it is absent or null."""
        value = self._value.get(key)
        return None if value is None else read(value, self._named(key))

    def need(self, key: str, read: Callable[[Any, str], Kind]) -> Kind:
        """The value under `key`, which must be given and not null."""
        value = self.get(key, read)
        if value is None:
            raise BadInput(f"{self._named(key)} must be given.")
        return value

    def _named(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where != WHOLE else key


WHOLE = "The input"


def text(value: Any, where: str) -> str:
    """A JSON string."""
    if not isinstance(value, str):
        raise BadInput(f"{where} must be text in quotation marks.")
    return value


def filled_text(value: Any, where: str) -> str:
    """A JSON string that is not blank."""
    if not text(value, where).strip():
        raise BadInput(f"{where} must not be blank.")
    return str(value)


def flag(value: Any, where: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise BadInput(f"{where} must be true or false.")
    return value


def when(value: Any, where: str) -> date | datetime:
    """A date, or a time with or without offset."""
    try:
        return parse_when(text(value, where))
    except ValueError as error:
        raise BadInput(f"{where}: {error}.") from None


def day(value: Any, where: str) -> date:
    """A date; of a time, its day in London."""
    return london_day(when(value, where))


def only_day(value: Any, where: str) -> date:
    """A date alone."""
    try:
        return parse_date(text(value, where))
    except ValueError as error:
        raise BadInput(f"{where}: {error}.") from None


def one_of(words: type[Word]) -> Callable[[Any, str], Word]:
    """One of an enumeration's values."""

    def read(value: Any, where: str) -> Word:
        try:
            return words(text(value, where))
        except ValueError:
            allowed = ", ".join(f"{str(word)!r}" for word in words)
            raise BadInput(f"{where} must be one of {allowed}, not {value!r}.") from None

    return read


def items(value: Any, where: str) -> list[tuple[Any, str]]:
    """A JSON array: each entry with what to call it."""
    if not isinstance(value, list):
        raise BadInput(f"{where} must be a JSON array.")
    return [(entry, f"{where}[{index}]") for index, entry in enumerate(value)]
