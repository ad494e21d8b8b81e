"""One JSON document in, one JSON document out: what the database-free commands share."""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn


class BadInput(Exception):
    """What was given cannot be used. The message is one plain sentence for the person at the terminal."""


def read_bytes(path: str) -> bytes:
    """The bytes of the file at `path`, or of standard input where `path` is "-".

    Raises BadInput where it cannot be read.
    """
    if path == "-":
        return _standard_input()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {path!r}.") from None
    except IsADirectoryError:
        raise BadInput(f"{path!r} is a folder, not a file.") from None
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "its name cannot be used"
        raise BadInput(f"The file {path!r} cannot be read: {cause}.") from None


def read_text(path: str) -> str:
    """The UTF-8 text of the file at `path` ("-" for standard input); a byte order mark is dropped.

    Raises BadInput where it cannot be read or is not UTF-8.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{_named(path)} is not UTF-8 text: byte {error.start + 1} cannot be read.") from None


def read_document(path: str) -> dict[str, Any]:
    """The JSON object in the file at `path` ("-" for standard input).

    Raises BadInput where it cannot be read, is not JSON, repeats a key, or is not an object.
    """
    text = read_text(path)
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_such_number)
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{_named(path)} is not JSON: line {error.lineno}, column {error.colno} cannot be read."
        ) from None
    except ValueError:
        raise BadInput(f"{_named(path)} holds a number too long to be read.") from None
    except RecursionError:
        raise BadInput(f"{_named(path)} is nested too deeply to be read.") from None
    if not isinstance(document, dict):
        raise BadInput(f"{_named(path)} must hold one JSON object.")
    return document


def print_document(document: Any) -> None:
    """Print `document` as JSON on standard output, in ASCII so that any terminal or pipe can carry it.

    Raises BadInput where standard output is closed or full.
    """
    text = json.dumps(document, indent=2, allow_nan=False)
    if sys.stdout is None:
        raise BadInput("The answer cannot be printed: standard output is closed.")
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise BadInput(f"The answer cannot be printed: {error.strerror}.") from None


def discard_output() -> None:
    """Drop what standard output still holds, so that Python does not try to write it as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise BadInput("Standard input is closed.")
    binary = getattr(sys.stdin, "buffer", None)
    try:
        return binary.read() if binary is not None else sys.stdin.read().encode("utf-8", "surrogatepass")
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "it is closed"
        raise BadInput(f"Standard input cannot be read: {cause}.") from None


def _named(path: str) -> str:
    return "Standard input" if path == "-" else f"The file {path!r}"


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(f"The key {key!r} is given twice in one JSON object.")
        found[key] = value
    return found


def _no_such_number(text: str) -> NoReturn:
    raise BadInput(f"{text} is not a number that JSON allows.")
