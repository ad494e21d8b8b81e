"""Names folded so that people find each other: no accents, no case, no apostrophes, hyphens or blanks.

`Seán O’Brien` is found by ``sean obrien``, ``O'Brien`` and ``O Brien``; a double-barrelled name by either
part. The spelling that was recorded is kept beside its keys. Pure: no Django.
"""

import re
import unicodedata
from collections.abc import Iterator

MOST_WORDS = 6
"""A search of more words than this is cut: the ways to put words together double with each."""

_LAST_CHARACTER = "\U0010ffff"
_APART = re.compile(r"[\s\-‐‑‒–—'’‘ʼ`´.,/]+")

# Letters that are letters of their own, so that Unicode's decomposition leaves them as they are.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t",
        "ŋ": "n",
    }
)  # fmt: skip


def folded(text: str) -> str:
    """Return the letters and figures of ``text`` alone: no marks, no case, nothing between them."""
    return "".join(character for character in _plain(text) if character.isalnum())


def words(text: str) -> list[str]:
    """Return the folded words of ``text``, parted at blanks, hyphens and apostrophes."""
    return [word for part in _APART.split(text) if (word := folded(part))]


def name_keys(forename: str, surname: str) -> set[str]:
    """Return every key under which a name is found: each part once, and each field written together."""
    keys: set[str] = set()
    for field in (forename, surname):
        keys.update(words(field))
        keys.add(folded(field))
    return keys - {""}


def sort_key(forename: str, surname: str) -> str:
    """Return what lists are sorted by: surname, then forename, folded."""
    return f"{folded(surname)} {folded(forename)}".strip()


def readings(query: str) -> list[tuple[str, ...]]:
    """Return the ways to read what was typed: neighbouring words may be parts of one name.

    ``o brien`` is read as ``("o", "brien")`` and as ``("obrien",)``. A person is found by a reading when
    each of its words begins one of their keys.
    """
    return list(_joined(words(query)[:MOST_WORDS]))


def beginning_with(prefix: str) -> tuple[str, str]:
    """Return the bounds ``[from, to)`` of all keys that begin with ``prefix``.

    Two comparisons of text may run before row security; LIKE may not, and would visit every row.
    """
    return prefix, prefix + _LAST_CHARACTER


def _joined(parts: list[str]) -> Iterator[tuple[str, ...]]:
    if not parts:
        return
    for length in range(1, len(parts) + 1):
        head = "".join(parts[:length])
        if length == len(parts):
            yield (head,)
        for rest in _joined(parts[length:]):
            yield (head, *rest)


def _plain(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    # Casefolding may bring marks of its own: İ becomes i and a dot above.
    return "".join(c for c in unicodedata.normalize("NFKD", marked) if not unicodedata.combining(c))
