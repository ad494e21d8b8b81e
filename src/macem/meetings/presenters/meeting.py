"""The page of one meeting: its stages and its list, made for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.agencies.policies import roles_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.govuk.dates import clock_time, day, long_date, moment
from macem.meetings import owing, reading
from macem.meetings.models import AgendaEntry, AgendaItem, Postponement
from macem.meetings.paths import meeting_path, version_path
from macem.meetings.policies import agenda as policies
from macem.meetings.policies import session as session_policies
from macem.meetings.presenters.lists import PartGroup, grouped, rows_of_entries, rows_of_items
from macem.meetings.presenters.session import SessionPage, session_page
from macem.meetings.presenters.stages import MonthStep, StageSteps
from macem.meetings.progress import MeetingProgress, progress
from macem.meetings.services.circulation import chase_key
from macem.notices.models import Notice
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.distance import distances_at
from macem.schedule.models import Meeting
from macem.sharing.state import circulation_decisions

BEFORE = frozenset({Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED})
HELD = frozenset(Stage) - BEFORE - {Stage.PLANNED, Stage.POSTPONED}


def abilities(by: Actor, meeting: Meeting) -> frozenset[str]:
    """Return what ``by`` may do about this meeting's agenda, by the names that pages ask for."""
    panel = meeting.panel
    asked = {
        "names": policies.can_send_names,
        "take_off": policies.can_take_off,
        "compile": policies.can_compile,
        "decide": policies.can_decide,
        "circulate": policies.can_circulate,
        "office": policies.is_office,
        "run": session_policies.can_run,
    }
    held = {name for name, may in asked.items() if may(by, panel)}
    roles = roles_of(by.user_id, panel=panel) if by.user_id is not None else set()
    by_role = {"answer": policies.CONTACTS, "read": policies.READERS}
    return frozenset(held | {name for name, may in by_role.items() if roles & set(may)})


@dataclass(frozen=True)
class MeetingPage:
    """What the page says. Counts of people count those whom the reader may see."""

    meeting: Meeting
    progress: MeetingProgress
    can: frozenset[str]
    steps: StageSteps
    groups: list[PartGroup]
    chairs: tuple[str, ...]
    last_chased: datetime | None
    session: SessionPage

    @property
    def title(self) -> str:
        return _("Meeting of %(day)s") % {"day": long_date(self.meeting.on)}

    @property
    def lede(self) -> str:
        """ "2:00pm to 4:05pm, West Room. In 3 working days. Chair: Supt Idris Example-Moss." """
        meeting = self.meeting
        times = f"{clock_time(meeting.starts)} to {clock_time(meeting.ends)}"
        place = ", ".join(filter(None, [times, meeting.venue]))
        away = self.steps.seen.words(meeting.on)
        held = meeting.on < self.steps.seen.today
        parts = [place] if held else [place, away[:1].upper() + away[1:]]
        if self.chairs:
            parts.append(_("Chair: %(names)s") % {"names": ", ".join(self.chairs)})
        return ". ".join(parts) + "."

    @property
    def is_postponed(self) -> bool:
        return self.progress.stage is Stage.POSTPONED

    def stages(self) -> list[MonthStep]:
        return self.steps.all()

    @property
    def instead_url(self) -> str:
        """Where the meeting stands that is held instead of this one, or nothing."""
        moved = Postponement.objects.filter(meeting=self.meeting).select_related("moved_to").first()
        return meeting_path("meeting", moved.moved_to) if moved is not None else ""

    @property
    def safety_url(self) -> str:
        """Where it stands how children are kept safe until this meeting, where it was moved; or nothing."""
        return meeting_path("safety_list", self.meeting) if self.meeting.moved_from_id is not None else ""

    @property
    def first_item_url(self) -> str:
        """Where the list is gone through one person at a time, once the meeting has begun; or nothing."""
        if self.progress.reached.get(Stage.IN_SESSION) is None or not self.groups:
            return ""
        return meeting_path("item", self.meeting, pk=self.groups[0].rows[0].item_id)

    @property
    def owing(self) -> int:
        """How many people are reminded by "chase"."""
        if self.progress.circulated is None:
            return 0
        debts = owing.Debts(self.progress.debts, self.steps.presenters_owing)
        return len({*debts.contacts, *debts.presenters})

    @property
    def may_chase(self) -> bool:
        return "circulate" in self.can and self.progress.stage in BEFORE and self.owing > 0

    @property
    def chased(self) -> str:
        return _("Last sent %(when)s.") % {"when": moment(self.last_chased)} if self.last_chased else ""

    @property
    def agenda_title(self) -> str:
        """ "Agenda, version 3 ready to circulate", as it stands for this reader."""
        at = self.progress
        if "office" not in self.can or at.latest is None:
            number = at.circulated.number if at.circulated else None
            return _("Agenda, version %(n)d") % {"n": number} if number else _("Agenda")
        if reading.is_circulated(at.latest):
            return _("Agenda, version %(n)d circulated") % {"n": at.latest.number}
        if reading.is_approved(at.latest):
            return _("Agenda, version %(n)d ready to circulate") % {"n": at.latest.number}
        return _("Agenda, version %(n)d with the chair") % {"n": at.latest.number}

    @property
    def version_url(self) -> str:
        """Where the newest version that this reader may open stands, or nothing."""
        if "read" not in self.can:
            return ""
        shown = self.progress.latest if "office" in self.can else self.progress.circulated
        return version_path(shown) if shown is not None else ""

    @property
    def opening(self) -> str:
        """ "2:00pm, 10 minutes: confidentiality statement, attendance, quorum." """
        return _("%(time)s, 10 minutes: confidentiality statement, attendance, quorum.") % {
            "time": clock_time(self.meeting.starts)
        }

    @property
    def nobody(self) -> str:
        """What would be here, where the reader sees nobody on the list."""
        if self.progress.circulated is not None:
            return _("Nobody on this agenda is shown to you.")
        if "office" in self.can:
            return _("When the names are in, everybody with an open case stands here.")
        return _("When the agenda is circulated, the people you may see stand here, due %(day)s.") % {
            "day": day(self.progress.dates.agenda_due)
        }

    @property
    def names_url(self) -> str:
        return meeting_path("names", self.meeting) if "office" in self.can else ""


def page_of(meeting: Meeting, user: Any) -> MeetingPage:
    """Return the page of ``meeting`` for ``user``, in a constant number of queries."""
    by = Actor.user(user)
    can = abilities(by, meeting)
    at = progress(meeting)
    answered = reading.answered(meeting)
    if "office" in can:
        items = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting).listed().with_people())
        rows = rows_of_items(meeting, items, answered, len(at.core_agencies))
    else:
        entries = AgendaEntry.objects.visible_to(user).filter(version=at.circulated).listed()
        rows = rows_of_entries(meeting, entries.select_related("item"), answered, len(at.core_agencies))
    if at.stage in HELD:
        rows = [row.at(meeting_path("item", meeting, pk=row.item_id)) for row in rows]
    memberships = Membership.objects.current(clock.now()).at_panel(meeting.panel)
    return MeetingPage(
        meeting=meeting,
        progress=at,
        can=can,
        steps=StageSteps(
            progress=at,
            seen=distances_at(meeting.panel),
            can=can,
            without_basis=_without_basis(row.subject_id for row in rows) if "office" in can else 0,
            presenters_owing=owing.owing_assessments(meeting) if "office" in can else (),
            list_changed="office" in can and _has_changed(at, {row.item_id for row in rows}, user),
            own_agency_ids=frozenset(
                memberships.of_user(user).holding(*policies.CONTACTS).values_list("agency_id", flat=True)
            ),
        ),
        groups=grouped(rows),
        chairs=tuple(memberships.holding(Role.CHAIR).values_list("user__full_name", flat=True).distinct()),
        last_chased=Notice.objects.filter(key__startswith=f"{chase_key(meeting)}:")
        .order_by("-created_at")
        .values_list("created_at", flat=True)
        .first(),
        session=session_page(meeting, user),
    )


def _has_changed(at: MeetingProgress, listed: set[int], user: Any) -> bool:
    """Say whether the list no longer says what the newest version does, before the meeting."""
    if at.latest is None or at.stage not in BEFORE:
        return False
    entries = AgendaEntry.objects.visible_to(user).filter(version=at.latest).listed()
    return set(entries.values_list("item_id", flat=True)) != listed


def _without_basis(subject_ids: Iterable[int]) -> int:
    return sum(not decision.met for decision in circulation_decisions(list(subject_ids)).values())
