"""The meeting itself in words: who is here, the quorum by part, what is open before it can be finished."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.agencies.models import Agency
from macem.gate.actor import Actor
from macem.govuk.dates import clock_time
from macem.govuk.parts import Link
from macem.meetings import open_points, reading, representation
from macem.meetings.models import AgendaItem, Attendance
from macem.meetings.policies import session as policies
from macem.meetings.presenters.item import mend, titles
from macem.protocol.quorum import Quorum
from macem.protocol.vocabulary import Part
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of

BEFORE = frozenset({Stage.PLANNED, Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED})


@dataclass(frozen=True)
class AttendanceRow:
    """One person's part in the meeting, and what the reader may do about it."""

    number: int
    name: str
    comes_from: str
    role: str
    status: str
    notes: tuple[str, ...]
    accepted: bool
    came: bool
    may_accept: bool
    may_confirm: bool
    may_leave: bool


@dataclass(frozen=True)
class QuorumRow:
    """One agency: who speaks for it, and in which parts it is represented."""

    agency: str
    who: str
    parts: tuple[bool, ...]

    @property
    def is_missing(self) -> bool:
        return not all(self.parts)


@dataclass(frozen=True)
class SessionPage:
    """Attendance and quorum for one reader. Before the meeting they are what is expected."""

    meeting: Meeting
    stage: Stage
    parts: list[Part]
    quorums: dict[Part, Quorum]
    agencies: list[Agency]
    standing: list[Attendance]
    rows: list[AttendanceRow]
    may_run: bool
    may_postpone: bool

    @property
    def begun(self) -> bool:
        return self.stage is Stage.IN_SESSION

    @property
    def is_open(self) -> bool:
        """Whether who attends can still be recorded."""
        return self.begun or self.stage in BEFORE

    @property
    def may_start(self) -> bool:
        return self.may_run and self.stage is Stage.CIRCULATED

    @property
    def quorum_rows(self) -> list[QuorumRow]:
        """The agreed agencies; those that are missing somewhere first."""
        rows = [
            QuorumRow(
                agency=agency.name,
                who=", ".join(self._speakers(agency)) or _("Nobody yet"),
                parts=tuple(agency.name not in self.quorums[part].missing for part in self.parts),
            )
            for agency in self.agencies
        ]
        return sorted(rows, key=lambda row: (not row.is_missing, row.agency))

    @property
    def represented(self) -> int:
        """How many agencies are represented in every part."""
        missing = {name for quorum in self.quorums.values() for name in quorum.missing}
        return len(self.agencies) - len(missing)

    @property
    def counts(self) -> list[str]:
        """ "6 of 7" for each part."""
        total = len(self.agencies)
        return [f"{total - len(self.quorums[part].missing)} {_('of')} {total}" for part in self.parts]

    @property
    def quorum_words(self) -> str:
        return _("%(some)d of %(all)d agencies") % {"some": self.represented, "all": len(self.agencies)}

    @property
    def missing(self) -> list[str]:
        return representation.missing_agencies(self.quorums)

    @property
    def waiting(self) -> list[str]:
        """Who is to be there and has not accepted the statement."""
        return [row.name for row in self.rows if row.came and not row.accepted]

    def _speakers(self, agency: Agency) -> list[str]:
        """Return who is in the room for an agency, then who sent apologies or written information."""
        its = [row for row in self.standing if row.agency_id == agency.pk]
        here = [row.name for row in its if row.status.in_the_room]
        return [
            *here,
            *(f"{row.name} ({row.status.label.lower()})" for row in its if not row.status.in_the_room),
        ]


def session_page(meeting: Meeting, user: Any) -> SessionPage:
    """Return attendance and quorum of ``meeting`` for ``user``."""
    by = Actor.user(user)
    stage = stage_of(meeting)
    before = stage in BEFORE
    parts = representation.parts_of(representation.listed_at(meeting))
    count = representation.expected if before else representation.quorums
    standing = representation.standing(meeting)
    may_run = policies.can_run(by, meeting.panel)
    may_confirm = policies.can_confirm(by, meeting.panel)
    is_open = before or stage is Stage.IN_SESSION
    return SessionPage(
        meeting=meeting,
        stage=stage,
        parts=parts,
        quorums=count(meeting, parts),
        agencies=reading.core_agencies(meeting.panel),
        standing=standing,
        rows=[
            _row(row, stage, own=row.user_id == user.pk, may_run=may_run, may_confirm=may_confirm)
            for row in standing
        ],
        may_run=may_run and is_open,
        may_postpone=before and policies.can_postpone(by, meeting.panel),
    )


def _row(row: Attendance, stage: Stage, *, own: bool, may_run: bool, may_confirm: bool) -> AttendanceRow:
    came, is_open = row.status.in_the_room, stage in BEFORE or stage is Stage.IN_SESSION
    notes = []
    if came and row.agency is not None and not row.is_named:
        notes.append(_("confirmed as deputy") if row.confirmed_by_chair else _("not confirmed as deputy"))
    if row.arrived_at is not None:
        notes.append(_("arrived %(time)s") % {"time": clock_time(row.arrived_at)})
    if row.left_at is not None:
        notes.append(_("left %(time)s") % {"time": clock_time(row.left_at)})
    return AttendanceRow(
        number=row.pk,
        name=row.name,
        comes_from=row.comes_from,
        role=row.role.label if row.role else (_("Guest") if row.agency is None else ""),
        status=row.status.label,
        notes=tuple(notes),
        accepted=row.accepted,
        came=came,
        may_accept=is_open and came and not row.accepted and (may_run or own),
        may_confirm=is_open and came and may_confirm and row.agency is not None
        and not row.is_named and not row.confirmed_by_chair,
        may_leave=stage is Stage.IN_SESSION and may_run and came and row.left_at is None and row.accepted,
    )  # fmt: skip


@dataclass(frozen=True)
class OpenItem:
    """One person on the list with what is still open, each with a link that mends it."""

    title: str
    url: str
    points: list[Link]


@dataclass(frozen=True)
class FinishPage:
    """What is open before the meeting can be finished, and what will be provisional."""

    meeting: Meeting
    open: list[OpenItem]
    provisional: list[str]
    closing: int
    people: int

    @property
    def consequences(self) -> list[str]:
        """What finishing does."""
        stays = self.people - self.closing
        lines = [
            ngettext(
                "%(n)d person returns to the next meeting.", "%(n)d people return to the next meeting.", stays
            )
            % {"n": stays},
        ]
        if self.closing:
            lines.append(
                ngettext("%(n)d case is closed.", "%(n)d cases are closed.", self.closing)
                % {"n": self.closing}
            )
        lines.append(_("Levels, decisions and who was there can no longer be changed."))
        return lines


def finish_page(meeting: Meeting, items: list[AgendaItem]) -> FinishPage:
    """Return what is open among ``items``, which the reader may see."""
    sheets = open_points.sheets(items)
    named = titles(items)
    decided = [sheet for sheet in sheets if sheet.decision is not None]
    return FinishPage(
        meeting=meeting,
        open=[
            OpenItem(
                title=named[sheet.item.pk],
                url=mend(sheet.item, sheet.open_points[0]),
                points=[Link(lack.words, mend(sheet.item, lack)) for lack in sheet.open_points],
            )
            for sheet in sheets
            if sheet.open_points
        ],
        provisional=[
            named[sheet.item.pk]
            for sheet in decided
            if sheet.decision is not None and not sheet.decision.quorate
        ],
        closing=sum(
            sheet.decision is not None and sheet.decision.quorate and bool(sheet.decision.closure_kind)
            for sheet in decided
        ),
        people=len(items),
    )
