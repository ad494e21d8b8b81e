"""Reads a panel's protocol file (TOML) whole, and names every fault in it at once, each with its line."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from macem.protocol.key_lines import Path, key_lines
from macem.protocol.restricted import Readers, readers
from macem.protocol.settings import (
    ActionSettings,
    AgencySettings,
    AgendaSettings,
    CalendarSettings,
    DayUnit,
    EarlyHelpSettings,
    EducationSettings,
    EmergencySettings,
    EnquirySettings,
    MissingSettings,
    NrmSettings,
    PanelSettings,
    QuorumSettings,
    RetentionSettings,
    RetentionStart,
    ReviewSettings,
    RiskAssessmentSettings,
    Settings,
    agency_key,
    agency_names,
)
from macem.protocol.vocabulary.facts import RestrictedField
from macem.protocol.working_days import FIRST_YEAR, LAST_YEAR

__all__ = ["DayUnit", "Fault", "ProtocolFileError", "Settings", "read"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the key as written in the file, what was expected, and the line (None: not in the file)."""

    key: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.key}: {self.expected}"


class ProtocolFileError(ValueError):
    """A protocol file with faults: all of them, in the file's order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class _Unfit(Exception):
    """A value is not what its rule expects."""


@dataclass(frozen=True, slots=True)
class _Rule:
    expected: str
    convert: Callable[[Any], Any]


def _whole(low: int, high: int) -> _Rule:
    def convert(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise _Unfit
        return value

    return _Rule(f"a whole number from {low} to {high}", convert)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Unfit
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit
    return value


def _day(value: Any) -> date:
    if type(value) is not date or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise _Unfit
    return value


def _readers(value: Any) -> Readers:
    try:
        return readers(_list_of(_text)(value))
    except ValueError:  # a role that there is not
        raise _Unfit from None


def _list_of(convert: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def convert_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _Unfit
        return tuple(convert(one) for one in value)

    return convert_all


def _one_of(words: type[StrEnum]) -> _Rule:
    def convert(value: Any) -> StrEnum:
        if value not in [str(word) for word in words]:
            raise _Unfit
        return words(value)

    return _Rule("one of " + ", ".join(f'"{word}"' for word in words), convert)


_TEXT = _Rule("some text in quotation marks", _text)
_FLAG = _Rule("true or false", _flag)
_TEXTS = _Rule("a list of texts in quotation marks", _list_of(_text))
_READERS = _Rule('a list of roles such as "chair", "spoc at Police" or "case_holder"', _readers)
_DATE = _Rule(f"a date such as 2028-12-31, from {FIRST_YEAR} to {LAST_YEAR}", _day)
_DATES = _Rule(f"a list of dates such as 2022-09-19, from {FIRST_YEAR} to {LAST_YEAR}", _list_of(_day))

_TABLES: Mapping[str, tuple[Callable[..., Any], Mapping[str, _Rule]]] = {
    "panel": (PanelSettings, {"name": _TEXT, "partnership": _TEXT, "area": _TEXT, "police_force": _TEXT}),
    "emergency": (EmergencySettings, {"emergency_number": _TEXT, "mash_number": _TEXT}),
    "missing": (
        MissingSettings,
        {
            "episodes": _whole(1, 100),
            "window_days": _whole(1, 366),
            "over_hours": _whole(1, 24 * 31),
            "show_away": _FLAG,
            "midnight_is_unknown": _TEXTS,
            "interview_within_hours": _whole(1, 24 * 31),
        },
    ),
    "risk_assessment": (
        RiskAssessmentSettings,
        {"due_days": _whole(0, 31), "due_unit": _one_of(DayUnit), "up_to_date_days": _whole(1, 366)},
    ),
    "agenda": (
        AgendaSettings,
        {
            "names_working_days": _whole(1, 31),
            "circulated_working_days": _whole(1, 31),
            "perpetrators_working_days": _whole(1, 31),
            "returns_working_days": _whole(0, 31),
        },
    ),
    "actions": (ActionSettings, {"distributed_within_days": _whole(1, 31)}),
    "quorum": (QuorumSettings, {"written_information_counts": _FLAG}),
    "review": (ReviewSettings, {"no_change_meetings": _whole(2, 24)}),
    "early_help": (
        EarlyHelpSettings,
        {"work_offered": _TEXTS, "review_within_days": _whole(1, 366)},
    ),
    "nrm": (
        NrmSettings,
        {
            "first_responders": _TEXTS,
            "not_first_responders": _TEXTS,
            "reasonable_grounds_working_days": _whole(1, 60),
            "devolved_days": _whole(1, 366),
            "devolved_days_before_18": _whole(0, 366),
            "conclusive_grounds_after_days": _whole(0, 366),
        },
    ),
    "section_47": (EnquirySettings, {"conference_working_days": _whole(1, 60)}),
    "education": (
        EducationSettings,
        {
            "persistent_percent": _whole(1, 100),
            "severe_percent": _whole(1, 100),
            "keep_unmatched_rows": _FLAG,
        },
    ),
    "restricted": (
        lambda **found: {RestrictedField(name): who for name, who in found.items()},
        {field.value: _READERS for field in RestrictedField},
    ),
    "calendar": (
        CalendarSettings,
        {"confirmed_until": _DATE, "extra_holidays": _DATES, "not_holidays": _DATES},
    ),
}
_LISTS: Mapping[str, tuple[Callable[..., Any], Mapping[str, _Rule]]] = {
    "agencies": (AgencySettings, {"name": _TEXT, "title": _TEXT, "aliases": _TEXTS, "core": _FLAG}),
    "retention": (
        lambda **found: RetentionSettings(found["record"], found["years"], found["from"]),
        {"record": _TEXT, "years": _whole(1, 100), "from": _one_of(RetentionStart)},
    ),
}


def read(text: str) -> Settings:
    """The settings that the protocol file `text` holds.

    Raises ProtocolFileError with every missing, unknown and absurd entry at once. A text that is not TOML has
    one fault, since nothing after it can be trusted.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolFileError((Fault("the file", f"cannot be read as TOML ({error})"),)) from None
    except ValueError:  # of Python, not of TOML: it reads no more than 4300 digits
        raise ProtocolFileError((Fault("the file", "holds a number too long to be read"),)) from None
    except RecursionError:
        raise ProtocolFileError((Fault("the file", "is nested too deeply to be read"),)) from None
    return _Reading(key_lines(text.replace("\r\n", "\n"))).settings(document)


class _Reading:
    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = lines
        self._faults: list[Fault] = []

    def settings(self, document: Mapping[str, Any]) -> Settings:
        known = {**_TABLES, **_LISTS}
        for name in document.keys() - known.keys():
            self._fault((name,), "is not a section of a protocol file")
        found = {name: self._table((name,), document.get(name), *_TABLES[name]) for name in _TABLES}
        found |= {name: self._list(name, document.get(name), *_LISTS[name]) for name in _LISTS}
        self._check_together(found)
        if self._faults:
            raise ProtocolFileError(tuple(sorted(self._faults, key=lambda fault: fault.line or 0)))
        return Settings(**found)

    def _table(self, path: Path, table: Any, build: Callable[..., Any], rules: Mapping[str, _Rule]) -> Any:
        if not isinstance(table, dict):
            self._fault(path, "is missing" if table is None else "should be a section of its own")
            return None
        for key in table.keys() - rules.keys():
            self._fault((*path, key), "is not a setting of this section")
        values = {}
        for key, rule in rules.items():
            if key not in table:
                self._fault((*path, key), f"is missing; expected {rule.expected}", at=path)
                continue
            try:
                values[key] = rule.convert(table[key])
            except _Unfit:
                self._fault((*path, key), f"expected {rule.expected}")
        return build(**values) if values.keys() == rules.keys() else None

    def _list(
        self, name: str, entries: Any, build: Callable[..., Any], rules: Mapping[str, _Rule]
    ) -> tuple[Any, ...]:
        if not isinstance(entries, list) or not entries:
            self._fault((name,), "is missing" if entries is None else f"should be one or more [[{name}]]")
            return ()
        return tuple(self._table((name, index), entry, build, rules) for index, entry in enumerate(entries))

    def _check_together(self, found: Mapping[str, Any]) -> None:
        """What no single value shows: names used twice, order of due dates, a day both holiday and none.

        A section with a fault of its own (None) is passed over; the others are checked all the same.
        """
        self._check_agencies(found["agencies"])
        self._check_unique("retention", "record", found["retention"])
        self._check_readers(found["restricted"], found["agencies"])
        if found["agenda"] is not None:
            self._check_agenda(found["agenda"])
        education, calendar = found["education"], found["calendar"]
        if education is not None and education.severe_percent < education.persistent_percent:
            self._fault(("education", "severe_percent"), "expected no less than persistent_percent")
        if calendar is not None:
            for day in sorted(set(calendar.extra_holidays) & set(calendar.not_holidays)):
                self._fault(("calendar", "not_holidays"), f"{day} stands in extra_holidays too")

    def _check_agencies(self, agencies: tuple[AgencySettings | None, ...]) -> None:
        taken: dict[str, tuple[int, str]] = {}
        for index, agency in enumerate(agencies):
            if agency is None:
                continue
            for name in agency_names(agency):
                other, clash = taken.setdefault(agency_key(name), (index, agency.name))
                if other != index:
                    self._fault(("agencies", index, "name"), f'"{name}" already names the agency {clash}')
        if agencies and all(agency is not None and not agency.core for agency in agencies):
            self._fault(("agencies",), "at least one agency needs core = true")

    def _check_readers(
        self,
        restricted: Mapping[RestrictedField, Readers] | None,
        agencies: tuple[AgencySettings | None, ...],
    ) -> None:
        """An agency is named there as in its own section, or nobody of it would ever read anything."""
        known = {agency.name if agency is not None else "" for agency in agencies}
        if not known or "" in known:
            return
        for field, who in (restricted or {}).items():
            for agency in sorted({agency for _role, agency in who.posts} - known):
                self._fault(("restricted", field.value), f'"{agency}" is not the name of an agency')

    def _check_agenda(self, agenda: AgendaSettings) -> None:
        for key in ("names_working_days", "perpetrators_working_days"):
            if getattr(agenda, key) < agenda.circulated_working_days:
                self._fault(("agenda", key), "expected no fewer than circulated_working_days")
        if agenda.returns_working_days >= agenda.circulated_working_days:
            self._fault(("agenda", "returns_working_days"), "expected fewer than circulated_working_days")

    def _check_unique(self, section: str, key: str, entries: tuple[Any, ...]) -> None:
        names = [(index, getattr(entry, key)) for index, entry in enumerate(entries) if entry is not None]
        ordered = sorted((agency_key(name), index, name) for index, name in names)
        for (first, _, _), (again, index, name) in pairwise(ordered):
            if first == again:
                self._fault((section, index, key), f'"{name}" is given twice')

    def _fault(self, path: Path, expected: str, at: Path | None = None) -> None:
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
