"""What a panel's protocol file says, as frozen records: one per section of the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from macem.protocol.restricted import Readers
from macem.protocol.vocabulary.facts import RestrictedField
from macem.protocol.working_days import Calendar


class DayUnit(StrEnum):
    """How a number of days is counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class RetentionStart(StrEnum):
    """The event from which a record's retention runs (S6)."""

    BIRTH = "birth"
    CLOSURE = "closure"
    MEETING = "meeting"
    DECISION = "decision"
    RECEIVED = "received"


@dataclass(frozen=True)
class PanelSettings:
    """Whose panel this is."""

    name: str
    partnership: str
    area: str
    police_force: str


@dataclass(frozen=True)
class AgencySettings:
    """One agency and the other names that it goes by (W1). A core agency must be represented (M4)."""

    name: str
    title: str
    aliases: tuple[str, ...]
    core: bool


@dataclass(frozen=True)
class EmergencySettings:
    """Whom to ring when a child is in immediate danger (P3)."""

    emergency_number: str
    mash_number: str


@dataclass(frozen=True)
class MissingSettings:
    """C2 and C3. `midnight_is_unknown` names the import layouts in which 00:00 means "time not recorded"."""

    episodes: int
    window_days: int
    over_hours: int
    show_away: bool
    midnight_is_unknown: tuple[str, ...]
    interview_within_hours: int


@dataclass(frozen=True)
class RiskAssessmentSettings:
    """P6; and the exploitation matrices that the panel chose (P4), by id, each from its own day on."""

    due_days: int
    due_unit: DayUnit
    up_to_date_days: int
    matrices: tuple[str, ...]


@dataclass(frozen=True)
class AgendaSettings:
    """Working days before the meeting: M2, I3, M5."""

    names_working_days: int
    circulated_working_days: int
    perpetrators_working_days: int
    returns_working_days: int


@dataclass(frozen=True)
class ActionSettings:
    """M9."""

    distributed_within_days: int


@dataclass(frozen=True)
class QuorumSettings:
    """M4."""

    written_information_counts: bool


@dataclass(frozen=True)
class ReviewSettings:
    """P10."""

    no_change_meetings: int


@dataclass(frozen=True)
class ScreeningSettings:
    """The indicator sets that the panel chose, by their ids (P1). Each is used from its own day on."""

    indicator_sets: tuple[str, ...]


@dataclass(frozen=True)
class EarlyHelpSettings:
    """P2."""

    work_offered: tuple[str, ...]
    review_within_days: int


@dataclass(frozen=True)
class NrmSettings:
    """The National Referral Mechanism (C1): who refers, and how long its decisions take."""

    first_responders: tuple[str, ...]
    not_first_responders: tuple[str, ...]
    reasonable_grounds_working_days: int
    devolved_days: int
    devolved_days_before_18: int
    conclusive_grounds_after_days: int


@dataclass(frozen=True)
class EnquirySettings:
    """The enquiry into significant harm that a strategy meeting opens (P3)."""

    conference_working_days: int


@dataclass(frozen=True)
class EducationSettings:
    """I5, with the percentages of possible sessions that count as persistent and severe absence."""

    persistent_percent: int
    severe_percent: int
    keep_unmatched_rows: bool


@dataclass(frozen=True)
class CalendarSettings:
    """M3."""

    confirmed_until: date
    extra_holidays: tuple[date, ...]
    not_holidays: tuple[date, ...]

    @property
    def working_days(self) -> Calendar:
        """The calendar of working days that these settings describe."""
        return self.with_days()

    def with_days(self, extra: Iterable[date] = (), removed: Iterable[date] = ()) -> Calendar:
        """The same calendar with further one-off days, which win over the file's."""
        extra, removed = frozenset(extra), frozenset(removed)
        return Calendar(
            extra_holidays=(frozenset(self.extra_holidays) - removed) | extra,
            not_holidays=(frozenset(self.not_holidays) - extra) | removed,
            confirmed_until=self.confirmed_until,
        )


@dataclass(frozen=True)
class RetentionSettings:
    """How long one kind of record is kept, and from when (S6)."""

    record: str
    years: int
    starts: RetentionStart


@dataclass(frozen=True)
class Settings:
    """A whole protocol file."""

    panel: PanelSettings
    agencies: tuple[AgencySettings, ...]
    emergency: EmergencySettings
    missing: MissingSettings
    risk_assessment: RiskAssessmentSettings
    agenda: AgendaSettings
    actions: ActionSettings
    quorum: QuorumSettings
    review: ReviewSettings
    screening: ScreeningSettings
    early_help: EarlyHelpSettings
    nrm: NrmSettings
    section_47: EnquirySettings
    education: EducationSettings
    restricted: Mapping[RestrictedField, Readers]
    calendar: CalendarSettings
    retention: tuple[RetentionSettings, ...]

    @property
    def core_agencies(self) -> tuple[str, ...]:
        """The names of the agencies that must be represented (M4), in the file's order."""
        return tuple(agency.name for agency in self.agencies if agency.core)

    def agency_named(self, written: str) -> AgencySettings | None:
        """The agency of that name, title or alias, without regard to case and blanks (W1); None: no such."""
        return self._agencies_by_key.get(agency_key(written))

    @cached_property
    def _agencies_by_key(self) -> dict[str, AgencySettings]:
        return {agency_key(name): agency for agency in self.agencies for name in agency_names(agency)}


def agency_names(agency: AgencySettings) -> tuple[str, ...]:
    """Every name that the agency goes by."""
    return (agency.name, agency.title, *agency.aliases)


def agency_key(name: str) -> str:
    """`name` reduced to what two spellings of it share: no blanks, no case, one kind of apostrophe."""
    return "".join(name.split()).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
