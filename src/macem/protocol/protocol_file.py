"""Reads a panel's protocol file (TOML) whole, and names every fault in it at once, each with its line."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from macem.protocol.file_rules import (
    DATE,
    DATES,
    FLAG,
    TEXT,
    TEXTS,
    Fault,
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
    ScreeningSettings,
    Settings,
    agency_key,
    agency_names,
)
from macem.protocol.vocabulary.facts import RestrictedField

__all__ = ["DayUnit", "Fault", "ProtocolFileError", "Settings", "read"]


class ProtocolFileError(FileError):
    """A protocol file with faults: all of them, in the file's order."""


def _readers(value: Any) -> Readers:
    try:
        return readers(list_of(to_text)(value))
    except ValueError:  # a role that there is not
        raise Unfit from None


_READERS = Rule('a list of roles such as "chair", "spoc at Police" or "case_holder"', _readers)

_TABLES: Mapping[str, tuple[Callable[..., Any], Mapping[str, Rule]]] = {
    "panel": (PanelSettings, {"name": TEXT, "partnership": TEXT, "area": TEXT, "police_force": TEXT}),
    "emergency": (EmergencySettings, {"emergency_number": TEXT, "mash_number": TEXT}),
    "missing": (
        MissingSettings,
        {
            "episodes": whole(1, 100),
            "window_days": whole(1, 366),
            "over_hours": whole(1, 24 * 31),
            "show_away": FLAG,
            "midnight_is_unknown": TEXTS,
            "interview_within_hours": whole(1, 24 * 31),
        },
    ),
    "risk_assessment": (
        RiskAssessmentSettings,
        {
            "due_days": whole(0, 31),
            "due_unit": one_of(DayUnit),
            "up_to_date_days": whole(1, 366),
            "matrices": TEXTS,
        },
    ),
    "agenda": (
        AgendaSettings,
        {
            "names_working_days": whole(1, 31),
            "circulated_working_days": whole(1, 31),
            "perpetrators_working_days": whole(1, 31),
            "returns_working_days": whole(0, 31),
        },
    ),
    "actions": (ActionSettings, {"distributed_within_days": whole(1, 31)}),
    "quorum": (QuorumSettings, {"written_information_counts": FLAG}),
    "review": (ReviewSettings, {"no_change_meetings": whole(2, 24)}),
    "screening": (ScreeningSettings, {"indicator_sets": TEXTS}),
    "early_help": (
        EarlyHelpSettings,
        {"work_offered": TEXTS, "review_within_days": whole(1, 366)},
    ),
    "nrm": (
        NrmSettings,
        {
            "first_responders": TEXTS,
            "not_first_responders": TEXTS,
            "reasonable_grounds_working_days": whole(1, 60),
            "devolved_days": whole(1, 366),
            "devolved_days_before_18": whole(0, 366),
            "conclusive_grounds_after_days": whole(0, 366),
        },
    ),
    "section_47": (EnquirySettings, {"conference_working_days": whole(1, 60)}),
    "education": (
        EducationSettings,
        {
            "persistent_percent": whole(1, 100),
            "severe_percent": whole(1, 100),
            "keep_unmatched_rows": FLAG,
        },
    ),
    "restricted": (
        lambda **found: {RestrictedField(name): who for name, who in found.items()},
        {field.value: _READERS for field in RestrictedField},
    ),
    "calendar": (
        CalendarSettings,
        {"confirmed_until": DATE, "extra_holidays": DATES, "not_holidays": DATES},
    ),
}
_LISTS: Mapping[str, tuple[Callable[..., Any], Mapping[str, Rule]]] = {
    "agencies": (AgencySettings, {"name": TEXT, "title": TEXT, "aliases": TEXTS, "core": FLAG}),
    "retention": (
        lambda **found: RetentionSettings(found["record"], found["years"], found["from"]),
        {"record": TEXT, "years": whole(1, 100), "from": one_of(RetentionStart)},
    ),
}


def read(text: str) -> Settings:
    """The settings that the protocol file `text` holds.

    Raises ProtocolFileError with every missing, unknown and absurd entry at once. A text that is not TOML has
    one fault, since nothing after it can be trusted.
    """
    try:
        document = parse(text)
    except FileError as error:
        raise ProtocolFileError(error.faults) from None
    return _ProtocolReading(text).settings(document)


class _ProtocolReading(Reading):
    def settings(self, document: Mapping[str, Any]) -> Settings:
        known = {**_TABLES, **_LISTS}
        for name in document.keys() - known.keys():
            self.fault((name,), "is not a section of a protocol file")
        found = {name: self.section((name,), document.get(name), *_TABLES[name]) for name in _TABLES}
        found |= {name: self.sections(name, document.get(name), *_LISTS[name]) for name in _LISTS}
        self._check_together(found)
        if self.faults:
            raise ProtocolFileError(self.faults)
        return Settings(**found)

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
            self.fault(("education", "severe_percent"), "expected no less than persistent_percent")
        if calendar is not None:
            for day in sorted(set(calendar.extra_holidays) & set(calendar.not_holidays)):
                self.fault(("calendar", "not_holidays"), f"{day} stands in extra_holidays too")

    def _check_agencies(self, agencies: tuple[AgencySettings | None, ...]) -> None:
        taken: dict[str, tuple[int, str]] = {}
        for index, agency in enumerate(agencies):
            if agency is None:
                continue
            for name in agency_names(agency):
                other, clash = taken.setdefault(agency_key(name), (index, agency.name))
                if other != index:
                    self.fault(("agencies", index, "name"), f'"{name}" already names the agency {clash}')
        if agencies and all(agency is not None and not agency.core for agency in agencies):
            self.fault(("agencies",), "at least one agency needs core = true")

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
                self.fault(("restricted", field.value), f'"{agency}" is not the name of an agency')

    def _check_agenda(self, agenda: AgendaSettings) -> None:
        for key in ("names_working_days", "perpetrators_working_days"):
            if getattr(agenda, key) < agenda.circulated_working_days:
                self.fault(("agenda", key), "expected no fewer than circulated_working_days")
        if agenda.returns_working_days >= agenda.circulated_working_days:
            self.fault(("agenda", "returns_working_days"), "expected fewer than circulated_working_days")

    def _check_unique(self, section: str, key: str, entries: tuple[Any, ...]) -> None:
        names = [(index, getattr(entry, key)) for index, entry in enumerate(entries) if entry is not None]
        ordered = sorted((agency_key(name), index, name) for index, name in names)
        for (first, _, _), (again, index, name) in pairwise(ordered):
            if first == again:
                self.fault((section, index, key), f'"{name}" is given twice')
