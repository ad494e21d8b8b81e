"""Whether two descriptions are of one person, with the reasons field by field in words. Pure: no Django.

It answers for somebody who enters a child: nothing is joined by machine. The answer is read off a table of
how the names and how the dates of birth compare; a number that both bear, or one postcode, lifts it. What is
not given speaks neither for nor against.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from macem.people import numbers
from macem.people.births import Birth, Born, compare_births
from macem.people.postcodes import tidied
from macem.people.spelling import Name, Names, Spelling, closest
from macem.protocol.vocabulary.states import IdentifierKind
from macem.protocol.vocabulary.words import Word

Number = tuple[IdentifierKind, str]


class Likeness(Word):
    """What a comparison says. A sibling is never the same person."""

    SURE = "sure", "The same person"
    LIKELY = "likely", "Likely the same person"
    POSSIBLE = "possible", "Possibly the same person"
    SIBLING = "sibling", "Possible sibling"
    NO = "no", "Somebody else"

    @property
    def strength(self) -> int:
        """Greater speaks louder; nothing for somebody else."""
        return len(_WEAKEST_LAST) - 1 - _WEAKEST_LAST.index(self)

    @property
    def wants_a_word(self) -> bool:
        """Whether a second record beside this one needs a word why."""
        return self in {Likeness.SURE, Likeness.LIKELY}

    @property
    def may_be_same(self) -> bool:
        return self in {Likeness.SURE, Likeness.LIKELY, Likeness.POSSIBLE}


_WEAKEST_LAST = list(Likeness)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was compared, in words; ``speaks_for`` it being one person, or against it."""

    words: str
    speaks_for: bool = True

    @property
    def sentence(self) -> str:
        """ "Surname differs by one letter"."""
        return self.words[:1].upper() + self.words[1:]


@dataclass(frozen=True, slots=True)
class Compared:
    """The answer and its reasons, what speaks for it first."""

    likeness: Likeness
    reasons: tuple[Reason, ...] = ()

    @property
    def words(self) -> str:
        """ "Same forename, surname differs by one letter, day and month of birth swapped"."""
        said = ", ".join(reason.words for reason in self.reasons)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Description:
    """Somebody as they are described. Numbers that tell nobody apart, and blank names, are left out."""

    names: tuple[Name, ...] = ()
    born: Born | None = None
    numbers: frozenset[Number] = frozenset()
    postcodes: frozenset[str] = frozenset()


def described(
    *,
    names: Iterable[Name],
    born: Born | None = None,
    numbers_as_written: Iterable[Number] = (),
    postcodes: Iterable[str] = (),
) -> Description:
    """Return a description that is ready to be compared.

    A preferred forename alone takes the surnames of the other names, as it does where a person is shown.
    ``postcodes``: of where they live now, as far as the reader of the comparison may know.
    """
    given = tuple(name for name in names if name.forename.says_a_name or name.surname.says_a_name)
    return Description(
        names=tuple(dict.fromkeys(whole for name in given for whole in _completed(name, given))),
        born=born,
        numbers=frozenset(
            (kind, numbers.normalised(kind, value))
            for kind, value in numbers_as_written
            if numbers.identifies(kind, value) and len(set(numbers.normalised(kind, value))) > 1
        ),
        postcodes=frozenset(tidied(one) for one in postcodes if one.strip()),
    )


def compare(one: Description, other: Description) -> Compared:
    """Say how likely two descriptions are of one person, and why."""
    names = closest(one.names, other.names)
    birth = compare_births(one.born, other.born)
    shared = sorted(kind for kind, _number in one.numbers & other.numbers)
    same_home = bool(one.postcodes & other.postcodes)
    apart = _nhs_numbers_differ(one, other)
    likeness = _answer(_fit(names), birth, shared=bool(shared), same_home=same_home)
    if apart and likeness.may_be_same:
        likeness = Likeness.NO
    if likeness is Likeness.LIKELY and same_home and not shared and _may_be_twin(names, birth):
        likeness = Likeness.SIBLING
    found = [
        *(Reason(f"same {_NUMBERS[kind]}") for kind in shared),
        *_name_reasons(names),
        *_birth_reasons(birth),
        *([Reason("same postcode")] if same_home else []),
        *([Reason("different NHS number", speaks_for=False)] if apart else []),
    ]
    return Compared(likeness, tuple(sorted(found, key=lambda reason: not reason.speaks_for)))


class _Fit(Enum):
    """How the names compare as a whole."""

    SAME = "both parts are the same"
    ALIKE = "both parts are the same or spelled alike"
    SWAPPED = "forename and surname change places"
    ONE_PART = "the part that both give agrees"
    SURNAME = "the surname agrees, the forename is another"
    FORENAME = "the forename agrees, the surname is another"
    OTHER = "neither agrees"
    NOT_GIVEN = "one of the two gives no name"


_TABLE = {
    (_Fit.SAME, Birth.SAME): Likeness.LIKELY,
    (_Fit.SAME, Birth.SWAPPED): Likeness.LIKELY,
    (_Fit.SAME, Birth.ONE_DIGIT): Likeness.LIKELY,
    (_Fit.SAME, Birth.OTHER_YEAR): Likeness.POSSIBLE,
    (_Fit.SAME, Birth.FITS): Likeness.LIKELY,
    (_Fit.SAME, Birth.NOT_GIVEN): Likeness.POSSIBLE,
    (_Fit.SAME, Birth.DIFFERENT): Likeness.POSSIBLE,
    (_Fit.ALIKE, Birth.SAME): Likeness.LIKELY,
    (_Fit.ALIKE, Birth.SWAPPED): Likeness.LIKELY,
    (_Fit.ALIKE, Birth.ONE_DIGIT): Likeness.POSSIBLE,
    (_Fit.ALIKE, Birth.FITS): Likeness.POSSIBLE,
    (_Fit.ALIKE, Birth.NOT_GIVEN): Likeness.POSSIBLE,
    (_Fit.SWAPPED, Birth.SAME): Likeness.LIKELY,
    (_Fit.SWAPPED, Birth.SWAPPED): Likeness.POSSIBLE,
    (_Fit.SWAPPED, Birth.FITS): Likeness.POSSIBLE,
    (_Fit.SWAPPED, Birth.NOT_GIVEN): Likeness.POSSIBLE,
    (_Fit.ONE_PART, Birth.SAME): Likeness.POSSIBLE,
    (_Fit.ONE_PART, Birth.SWAPPED): Likeness.POSSIBLE,
    (_Fit.ONE_PART, Birth.FITS): Likeness.POSSIBLE,
    (_Fit.SURNAME, Birth.SAME): Likeness.SIBLING,
}
"""What is not here is somebody else: a forename and a date of birth alone, say, fit too many children."""

_NUMBERS = {
    IdentifierKind.CSC: "social care number",
    IdentifierKind.NHS: "NHS number",
    IdentifierKind.UPN: "unique pupil number",
    IdentifierKind.POLICE: "police reference",
}

_SAID = {
    Spelling.SAME: ("same {part}", True),
    Spelling.PART: ("{part} the same in part", True),
    Spelling.SHORT_FORM: ("{part} is a form of the same name", True),
    Spelling.INITIAL: ("same initial of the {part}", True),
    Spelling.ONE_LETTER: ("{part} differs by one letter", True),
    Spelling.TWO_LETTERS: ("{part} differs by two letters", True),
    Spelling.SOUND: ("{part} sounds the same", True),
    Spelling.DIFFERENT: ("different {part}", False),
}

_BORN = {
    Birth.SAME: Reason("same date of birth"),
    Birth.SWAPPED: Reason("day and month of birth swapped"),
    Birth.ONE_DIGIT: Reason("date of birth differs by one digit"),
    Birth.OTHER_YEAR: Reason("same birthday in another year"),
    Birth.FITS: Reason("age fits"),
    Birth.DIFFERENT: Reason("different date of birth", speaks_for=False),
}


def _answer(fit: _Fit, birth: Birth, *, shared: bool, same_home: bool) -> Likeness:
    if shared:
        contradicted = fit in {_Fit.SURNAME, _Fit.FORENAME, _Fit.OTHER} or birth is Birth.DIFFERENT
        return Likeness.LIKELY if contradicted else Likeness.SURE
    found = _TABLE.get((fit, birth), Likeness.NO)
    if not same_home or birth is Birth.DIFFERENT:
        return found
    if fit is _Fit.FORENAME and birth is Birth.SAME:
        return Likeness.POSSIBLE
    return Likeness.LIKELY if found is Likeness.POSSIBLE else found


def _fit(names: Names) -> _Fit:
    forename, surname = names.forename, names.surname
    if names.swapped:
        return _Fit.SWAPPED
    if forename.agrees and surname.agrees:
        whole = forename <= Spelling.PART and surname <= Spelling.PART
        return _Fit.SAME if whole else _Fit.ALIKE
    if Spelling.DIFFERENT in {forename, surname}:
        if surname.agrees:
            return _Fit.SURNAME
        return _Fit.FORENAME if forename.agrees else _Fit.OTHER
    exact = min(forename, surname) <= Spelling.PART
    return _Fit.ONE_PART if exact else _Fit.NOT_GIVEN


def _may_be_twin(names: Names, birth: Birth) -> bool:
    """Whether only the sound of the forename, or most of its letters, tells the two apart: not for sure."""
    return birth is Birth.SAME and names.forename.is_loose


def _nhs_numbers_differ(one: Description, other: Description) -> bool:
    """Two valid NHS numbers are two people. Pupil and social care numbers are given anew at times."""
    ours, theirs = (
        {number for kind, number in each.numbers if kind is IdentifierKind.NHS} for each in (one, other)
    )
    return bool(ours and theirs and not ours & theirs)


def _name_reasons(names: Names) -> list[Reason]:
    if names.swapped:
        found = [Reason("forename and surname swapped")]
    elif (names.forename, names.surname) == (Spelling.SAME, Spelling.SAME):
        found = [Reason("same name")]
    else:
        parts = (("forename", names.forename), ("surname", names.surname))
        found = [
            Reason(said.format(part=part), speaks_for)
            for part, spelling in parts
            if spelling in _SAID
            for said, speaks_for in [_SAID[spelling]]
        ]
    agrees = names.forename.agrees or names.surname.agrees
    return [*found, Reason("by a former name")] if names.by_former and agrees else found


def _birth_reasons(birth: Birth) -> list[Reason]:
    return [_BORN[birth]] if birth in _BORN else []


def _completed(name: Name, names: tuple[Name, ...]) -> list[Name]:
    """Return a name with the surnames, or the forenames, of the others where its own is blank."""
    if name.forename.says_a_name and name.surname.says_a_name:
        return [name]
    field = "forename" if name.surname.says_a_name else "surname"
    lent = {getattr(each, field) for each in names if getattr(each, field).says_a_name}
    if not lent:
        return [name]
    parts = {"forename": name.forename, "surname": name.surname}
    return [
        Name(**(parts | {field: each}), is_former=name.is_former)
        for each in sorted(lent, key=lambda f: f.written)
    ]
