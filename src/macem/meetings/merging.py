"""Two people write the same record: field by field, and where both changed one field, word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

_WORD_AND_GAP = re.compile(r"(\w+|[^\w\s])(\s*)")
_WORD_OR_GAP = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Merged:
    """``changed``: where the writer goes beyond what stands. ``clashes``: the fields that both changed."""

    changed: dict[str, Any]
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text: "kept", "added" to, or "removed" from, the text before."""

    state: str
    words: str


def merge(*, base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Say what of ``mine``, written over ``base``, still changes ``theirs``, which stands now.

    A field left as it was read is not a change; a field that both set alike is no clash.
    """
    changed = {name: value for name, value in mine.items() if value not in (base[name], theirs[name])}
    clashes = tuple(name for name in changed if theirs[name] != base[name])
    return Merged(changed=changed, clashes=clashes)


def pieces(before: str, after: str) -> list[Piece]:
    """Return ``after`` word by word as a change of ``before``; without what was removed it reads as it is."""
    old, new = _WORD_OR_GAP.findall(before), _WORD_OR_GAP.findall(after)
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("kept", "".join(new[j1:j2])))
            continue
        if i1 < i2:
            found.append(Piece("removed", "".join(old[i1:i2])))
        if j1 < j2:
            found.append(Piece("added", "".join(new[j1:j2])))
    return found


def joined(before: str, mine: str, theirs: str) -> str:
    """Propose one text that holds every word either of two people added to ``before`` (mine first).

    A word of ``before`` stays only where neither took it out; what both added alike is said once.
    """
    old = _tokens(before)
    ours, yours = _changes(old, _tokens(mine)), _changes(old, _tokens(theirs))
    found: list[_Token] = []
    for place in range(len(old) + 1):
        first, second = ours.added.get(place, []), yours.added.get(place, [])
        found += [*first, *second[_alike(first, second) :]]
        if place in ours.kept and place in yours.kept:
            found.append(ours.kept[place] if yours.kept[place] == old[place] else yours.kept[place])
    return "".join(one.word + one.gap for one in found).strip()


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a mark, and the blanks after it."""

    word: str
    gap: str


@dataclass(frozen=True, slots=True)
class _Changes:
    """What somebody added before each place of the old text, and which of its words they kept."""

    added: dict[int, list[_Token]]
    kept: dict[int, _Token]


def _tokens(text: str) -> list[_Token]:
    """Split a text; after its end may come somebody else's words, so a blank follows there too."""
    return [_Token(*found) for found in _WORD_AND_GAP.findall(f"{text.rstrip()} ")]


def _changes(old: list[_Token], new: list[_Token]) -> _Changes:
    changes = _Changes(added={}, kept={})
    matcher = SequenceMatcher(None, [one.word for one in old], [one.word for one in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            changes.kept.update(zip(range(i1, i2), new[j1:j2], strict=True))
        elif j1 < j2:
            changes.added[i1] = new[j1:j2]
    return changes


def _alike(first: list[_Token], second: list[_Token]) -> int:
    """How many words two additions have in common at their beginning."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.word != other.word:
            break
        count += 1
    return count
