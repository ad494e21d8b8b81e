"""An action said in one line, "police visit Hope Street by Friday": what is understood of it (M6).

Nothing is saved from this: it fills in the form, says where each part comes from and what is missing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from macem.protocol.spoken_dates import SpokenDate, due_in
from macem.protocol.working_days import Calendar

_CARRIES_ON = r"(?:\s+(?:to|will|should|must|is\s+to|are\s+to)\b|\s*[:,–-])?"
Named = TypeVar("Named", "OwningAgency", "PossibleOwner")
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class OwningAgency:
    """An agency that may own an action, with every name by which people call it."""

    key: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PossibleOwner:
    """Somebody who may own an action: full name, and the agency they work for."""

    key: int
    name: str
    agency: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says. `agency` and `owner` are the keys given; None: not said.

    `origins` says for each part which words it comes from, or why it is proposed. An owner in `proposed` was
    not named: they are the only one of the agency, and somebody confirms it.
    """

    text: str
    agency: int | None = None
    owner: int | None = None
    due: date | None = None
    due_note: str = ""
    origins: dict[str, str] = field(default_factory=dict)
    proposed: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What an action cannot be saved without and the line does not say (M6), in the form's order."""
        parts = (("text", self.text), ("agency", self.agency), ("owner", self.owner), ("due", self.due))
        return tuple(name for name, said in parts if said in (None, ""))


def understand(
    line: str,
    *,
    agencies: Sequence[OwningAgency],
    people: Sequence[PossibleOwner],
    today: date,
    calendar: Calendar,
    next_meeting: date | None = None,
) -> Understood:
    """What `line` says: action, agency, person and due date (clause M6). What is not understood stays.

    An owner leads the line ("Health to ring …", "Kit Example-Ward: visit …"), stands in brackets, or after a
    last comma. Of two people whom a name fits none is taken.
    """
    line = " ".join(line.split())
    due = due_in(line, today=today, calendar=calendar, next_meeting=next_meeting)
    origins: dict[str, str] = {}
    rest = line
    if due is not None:
        origins["due"] = line[due.start : due.end]
        rest = _cut(line, due)
    person, rest = _take(rest, people, _names_of_person, origins, "owner")
    agency, rest = _take(rest, agencies, _names_of_agency, origins, "agency")
    if person is None:
        person, rest = _take(rest, people, _names_of_person, origins, "owner")
    key = agency.key if agency is not None else None
    proposed = False
    if person is not None and key is None:
        key = person.agency
        origins["agency"] = f"the agency of {person.name}"
    if person is None and key is not None:
        person = _only(one for one in people if one.agency == key)
        proposed = person is not None
        if proposed:
            origins["owner"] = "the only one here for this agency"
    return Understood(
        text=_sentence(rest),
        agency=key,
        owner=person.key if person is not None else None,
        due=due.day if due is not None else None,
        due_note=due.note if due is not None else "",
        origins=origins,
        proposed=proposed,
    )


def _take(
    rest: str,
    candidates: Sequence[Named],
    names_of: Callable[[Named], tuple[str, ...]],
    origins: dict[str, str],
    part: str,
) -> tuple[Named | None, str]:
    """Find whom `rest` names as an owner, and what is left of it without them."""
    by_name: dict[str, list[Named]] = {}
    for one in candidates:
        for name in names_of(one):
            by_name.setdefault(name.casefold(), []).append(one)
    unique = {name: those[0] for name, those in by_name.items() if len(set(those)) == 1}
    for name in sorted(unique, key=len, reverse=True):
        one = unique[name]
        match = _owner_pattern(name).search(rest)
        if match is not None:
            origins[part] = next(group for group in match.groups() if group)
            return one, f"{rest[: match.start()]} {rest[match.end() :]}"
    return None, rest


def _owner_pattern(name: str) -> re.Pattern[str]:
    """The places in which a name owns the action: first, in brackets, or after the last comma."""
    words = re.escape(name)
    return re.compile(
        rf"^\W*(?:the\s+)?({words})\b{_CARRIES_ON}(?=\s)|\(\s*({words})\s*\)|[,;]\s*({words})\W*$",
        re.IGNORECASE,
    )


def _names_of_agency(agency: OwningAgency) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in agency.names if name))


def _names_of_person(person: PossibleOwner) -> tuple[str, ...]:
    """Full name, forename, surname, "K. Surname" and "K Surname"."""
    words = person.name.split()
    if len(words) < 2:
        return (person.name,)
    forename, surname = words[0], words[-1]
    return (person.name, forename, surname, f"{forename[0]}. {surname}", f"{forename[0]} {surname}")


def _only(found: Iterable[One]) -> One | None:
    those = list(dict.fromkeys(found))
    return those[0] if len(those) == 1 else None


def _cut(line: str, due: SpokenDate) -> str:
    return f"{line[: due.start]} {line[due.end :]}"


def _sentence(rest: str) -> str:
    """The action alone: blanks closed up, no punctuation at its ends, a capital first."""
    text = re.sub(r"\s+([,.;:])", r"\1", " ".join(rest.split())).strip(" ,;:.–-")
    return text[:1].upper() + text[1:]
