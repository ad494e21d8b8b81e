"""How alike two names are: the letters, the sound, a short form, a swap. Pure: no Django.

Letters are compared by the Damerau-Levenshtein distance and sound by Metaphone. A first letter may change
within its class of the Soundex code only, so that a search by first letters misses nobody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import jellyfish

from macem.people.folding import words
from macem.people.short_forms import forms_of

FIRST_LETTERS = ("aeiouyhw", "bfpv", "cgjkqsxz", "dt", "l", "mn", "r")
"""Letters that are taken for one another at the head of a name: the classes of Soundex."""

ENOUGH_FOR_ONE_LETTER = 5
ENOUGH_FOR_TWO_LETTERS = 8
ENOUGH_FOR_SOUND = 3
"""A shorter code of Metaphone fits too many names."""

_PUT_FOR_UNKNOWN = """
unknown unk notknown nk nil none noname tbc tba infant child male female boy girl anon anonymous unnamed
xx xxx forename firstname surname lastname
"""
_NOBODY = frozenset(_PUT_FOR_UNKNOWN.split())
_ABBREVIATED = frozenset({"n/a", "n/k"})


class Spelling(IntEnum):
    """How one field of a name compares, the closest first."""

    SAME = 0
    PART = 1
    SHORT_FORM = 2
    INITIAL = 3
    ONE_LETTER = 4
    TWO_LETTERS = 5
    SOUND = 6
    NOT_GIVEN = 7
    DIFFERENT = 8

    @property
    def agrees(self) -> bool:
        return self < Spelling.NOT_GIVEN

    @property
    def is_loose(self) -> bool:
        """Whether two children of one family may well bear the two names: Hassan and Hussain."""
        return self in {Spelling.TWO_LETTERS, Spelling.SOUND}


@dataclass(frozen=True)
class Field:
    """A forename or a surname as it was written, and its folded words."""

    written: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(self.written))

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def says_a_name(self) -> bool:
        """Whether it names anybody: "Unknown", "Unknown Male", "N/K" and a blank don't."""
        nobody = set(self.words) <= _NOBODY or self.joined in _NOBODY
        return not nobody and self.written.strip().lower() not in _ABBREVIATED


@dataclass(frozen=True)
class Name:
    """A name that somebody has or had."""

    forename: Field
    surname: Field
    is_former: bool = False

    @classmethod
    def written(cls, forename: str, surname: str, *, is_former: bool = False) -> "Name":
        return cls(Field(forename), Field(surname), is_former)


@dataclass(frozen=True, slots=True)
class Names:
    """How two names compare, field by field; ``swapped``: the forename of one is the surname of the other."""

    forename: Spelling
    surname: Spelling
    swapped: bool = False
    by_former: bool = False

    @property
    def distance(self) -> tuple[int, int, bool]:
        """What the closest of several comparisons has least of."""
        return (max(self.forename, self.surname), self.forename + self.surname, self.by_former)


def compare_names(one: Name, other: Name) -> Names:
    """Compare two names. A swap counts only where both fields are the same to the letter.

    A swap with a slip besides finds people who are plainly somebody else.
    """
    by_former = one.is_former or other.is_former
    forename = compare_fields(one.forename, other.forename, short_forms=True)
    surname = compare_fields(one.surname, other.surname)
    is_swap = _same(one.forename, other.surname) and _same(one.surname, other.forename)
    if is_swap and not (forename.agrees and surname.agrees):
        return Names(Spelling.SAME, Spelling.SAME, swapped=True, by_former=by_former)
    return Names(forename, surname, by_former=by_former)


def closest(ones: Iterable[Name], others: Iterable[Name]) -> Names:
    """Compare every name of one person with every name of another; return the closest comparison."""
    theirs = list(others)
    pairs = [compare_names(one, other) for one in ones for other in theirs]
    nothing = Names(Spelling.NOT_GIVEN, Spelling.NOT_GIVEN)
    return min(pairs, key=lambda names: names.distance, default=nothing)


def compare_fields(one: Field, other: Field, *, short_forms: bool = False) -> Spelling:
    """Compare two forenames, or two surnames, each of one word or several."""
    if not (one.says_a_name and other.says_a_name):
        return Spelling.NOT_GIVEN
    if one.joined == other.joined:
        return Spelling.SAME
    if _holds(one, other) or _holds(other, one):
        return Spelling.PART
    if len(one.words) == len(other.words):
        pairs = zip(one.words, other.words, strict=True)
        return max(_compare_words(*pair, short_forms=short_forms) for pair in pairs)
    whole = _compare_words(one.joined, other.joined, short_forms=False)
    return min(whole, _compare_parts(one, other, short_forms=short_forms))


def letters_like(letter: str) -> str:
    """Return the letters that are taken for ``letter`` at the head of a name, itself included."""
    return next((letters for letters in FIRST_LETTERS if letter in letters), letter)


def _same(one: Field, other: Field) -> bool:
    return one.joined == other.joined and one.says_a_name


def _holds(more: Field, fewer: Field) -> bool:
    """Whether all words of one field stand in the other: "Smith" in "Smith-Jones", in whatever order."""
    return not Counter(fewer.words) - Counter(more.words)


def _compare_parts(one: Field, other: Field, *, short_forms: bool) -> Spelling:
    """Compare each word of the shorter field with the likest word that is left of the longer one."""
    fewer, more = sorted((one.words, other.words), key=len)
    left, found = list(more), []
    for word in fewer:
        spelling, likest = min((_compare_words(word, each, short_forms=short_forms), each) for each in left)
        left.remove(likest)
        found.append(spelling)
    return max(found)


def _compare_words(one: str, other: str, *, short_forms: bool) -> Spelling:
    if one == other:
        return Spelling.SAME
    if 1 in {len(one), len(other)}:
        return Spelling.INITIAL if one[0] == other[0] else Spelling.DIFFERENT
    if short_forms and other in forms_of(one):
        return Spelling.SHORT_FORM
    if other[0] not in letters_like(one[0]):
        return Spelling.DIFFERENT
    return _compare_letters(one, other)


def _compare_letters(one: str, other: str) -> Spelling:
    shorter = min(len(one), len(other))
    distance = jellyfish.damerau_levenshtein_distance(one, other)
    sound = jellyfish.metaphone(one)
    sounds_the_same = bool(sound) and sound == jellyfish.metaphone(other)
    if distance == 1 and (shorter >= ENOUGH_FOR_ONE_LETTER or _is_slip(one, other, sounds_the_same)):
        return Spelling.ONE_LETTER
    if distance == 2 and shorter >= ENOUGH_FOR_TWO_LETTERS:
        return Spelling.TWO_LETTERS
    if sounds_the_same and len(sound) >= ENOUGH_FOR_SOUND:
        return Spelling.SOUND
    return Spelling.DIFFERENT


def _is_slip(one: str, other: str, sounds_the_same: bool) -> bool:
    """Whether one letter's difference between short names is a slip: "Khan" and "Kahn", "Jon" and "John"."""
    if len(one) == len(other):
        return len(one) == ENOUGH_FOR_ONE_LETTER - 1 and (sorted(one) == sorted(other) or sounds_the_same)
    return sounds_the_same
