"""Before the meeting: names, the agenda, its approval, what is missing for circulation (clauses M2, S5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.agencies.panels import panels_of
from macem.agencies.policies import roles_of
from macem.gate import clock
from macem.govuk.dates import day
from macem.meetings import owing, reading
from macem.meetings.candidates import left_off
from macem.meetings.models import AgendaItem, AgendaVersion
from macem.meetings.paths import meeting_path, version_path
from macem.meetings.policies.agenda import MAKERS, NAMES
from macem.meetings.querysets import HEADS
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import coming_meetings, due_dates, stage_of
from macem.sharing.state import circulation_decisions

MEETINGS_AHEAD = 2
"""Names for the meeting after next are not asked for yet."""


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return what business support, the coordinator, the heads and presenters owe before a meeting."""
    if not roles & {*NAMES, *HEADS, Role.SOCIAL_CARE_WORKER}:
        return []
    today = clock.local_date(now)
    return [
        duty
        for panel in panels_of(user.pk)
        for meeting in list(coming_meetings(panel, today)[:MEETINGS_AHEAD])
        for duty in _Asked(meeting, user, roles_of(user.pk, panel=panel, at=now), today).duties()
    ]


@dataclass(frozen=True)
class _Asked:
    """One meeting asks one person."""

    meeting: Meeting
    user: User
    roles: set[Role]
    today: date

    def duties(self) -> Iterator[Duty]:
        stage = stage_of(self.meeting)
        if stage is Stage.PLANNED:
            yield from self._names()
            return
        latest = reading.latest_version(self.meeting)
        if stage is Stage.NAMES_SENT or (latest is not None and self._is_returned(latest)):
            yield from self._compile(latest)
        elif stage is Stage.COMPILED and latest is not None:
            yield from self._approve(latest)
        elif stage is Stage.APPROVED and latest is not None:
            yield from self._circulate(latest)
        if stage in {Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED}:
            yield from self._bases()
            yield from self._own_bases()
        if stage is Stage.CIRCULATED:
            yield from self._late_items()
            yield from self._chase()

    @property
    def _when(self) -> str:
        return day(self.meeting.on)

    def _names(self) -> Iterator[Duty]:
        """Names are asked of business support; they may be sent as soon as the meeting before is over."""
        if Role.BUSINESS_SUPPORT not in self.roles or not self._is_next:
            return
        yield Duty(
            title=_("Send the names for %(day)s to the chair") % {"day": self._when},
            url=meeting_path("names", self.meeting),
            due=due_dates(self.meeting).names_due,
            reason=_("Everybody with an open case, and whom the RAMM decided on."),
            done_hint=_("names sent"),
            clause=Clause.M2,
        )

    @property
    def _is_next(self) -> bool:
        first = next(iter(coming_meetings(self.meeting.panel, self.today)))
        return first.pk == self.meeting.pk

    def _compile(self, latest: AgendaVersion | None) -> Iterator[Duty]:
        if Role.BUSINESS_SUPPORT not in self.roles:
            return
        yield Duty(
            title=_("Compile the agenda for %(day)s") % {"day": self._when},
            url=meeting_path("names", self.meeting) if latest is None else version_path(latest),
            due=due_dates(self.meeting).agenda_due,
            reason=_("The names are in.") if latest is None else _("The chair returned it with comments."),
            done_hint=_("with the chair"),
            clause=Clause.M2,
        )

    def _approve(self, latest: AgendaVersion) -> Iterator[Duty]:
        if Role.CHAIR not in self.roles:
            return
        yield Duty(
            title=_("Approve the agenda for %(day)s") % {"day": self._when},
            url=version_path(latest),
            due=due_dates(self.meeting).agenda_due,
            reason=_("Version %(n)d waits for you before it can go to the agencies.") % {"n": latest.number},
            done_hint=_("approved, or returned with comments"),
            clause=Clause.M2,
        )

    def _circulate(self, latest: AgendaVersion) -> Iterator[Duty]:
        if not self.roles & set(MAKERS):
            return
        yield Duty(
            title=_("Circulate the agenda for %(day)s") % {"day": self._when},
            url=version_path(latest),
            due=due_dates(self.meeting).agenda_due,
            reason=_("Version %(n)d is approved.") % {"n": latest.number},
            done_hint=_("circulated"),
            clause=Clause.M2,
        )

    def _bases(self) -> Iterator[Duty]:
        """Circulation waits for the chair to record what is missing, or to take somebody off by name (S5)."""
        if not self.roles & set(HEADS):
            return
        listed = AgendaItem.objects.visible_to(self.user).filter(meeting=self.meeting).listed()
        decisions = circulation_decisions(listed.values_list("subject_id", flat=True))
        missing = sum(not decision.met for decision in decisions.values())
        if missing:
            words = ngettext(
                "Record the missing lawful basis of %(n)d person",
                "Record the missing lawful basis of %(n)d people",
                missing,
            )
            yield Duty(
                title=words % {"n": missing},
                url=meeting_path("names", self.meeting),
                due=due_dates(self.meeting).agenda_due,
                reason=_("The agenda for %(day)s cannot be circulated before.") % {"day": self._when},
                done_hint=_("recorded, or the person taken off by name"),
                clause=Clause.S5,
            )

    def _own_bases(self) -> Iterator[Duty]:
        """Whoever presents a child knows what was said about sharing, and is asked first (S5, P7)."""
        if Role.SOCIAL_CARE_WORKER not in self.roles:
            return
        listed = AgendaItem.objects.visible_to(self.user).filter(meeting=self.meeting, presenter=self.user)
        presented = dict(listed.listed().values_list("subject_id", "subject__reference"))
        for subject_id, decision in circulation_decisions(presented).items():
            if decision.met:
                continue
            reference = presented[subject_id]
            yield Duty(
                title=_("Record agreement and lawful basis for %(reference)s") % {"reference": reference},
                url=reverse("sharing:person", kwargs={"reference": reference}),
                due=due_dates(self.meeting).agenda_due,
                reason=_("You present the child on %(day)s; the agenda waits for it.") % {"day": self._when},
                done_hint=_("both recorded"),
                subject_reference=reference,
                clause=Clause.S5,
            )

    def _late_items(self) -> Iterator[Duty]:
        if not self.roles & set(NAMES):
            return
        late = len(left_off(self.meeting))
        if late:
            words = ngettext(
                "Add %(n)d late person to the list of %(day)s",
                "Add %(n)d late people to the list of %(day)s",
                late,
            )
            yield Duty(
                title=words % {"n": late, "day": self._when},
                url=meeting_path("names", self.meeting),
                due=self.meeting.on,
                reason=_("Their case was opened after the agenda was circulated."),
                done_hint=_("added with a reason, or left for the next meeting"),
                clause=Clause.M2,
            )

    def _chase(self) -> Iterator[Duty]:
        version = reading.circulated_version(self.meeting)
        if Role.BUSINESS_SUPPORT not in self.roles or version is None:
            return
        dates = due_dates(self.meeting)
        behind = [debt for debt in owing.agency_debts(self.meeting, version) if not debt.is_in]
        if behind and self.today >= dates.agenda_due:
            words = ngettext(
                "Chase %(n)d agency for its answers", "Chase %(n)d agencies for their answers", len(behind)
            )
            yield Duty(
                title=words % {"n": len(behind)},
                url=reverse("meetings:meeting", kwargs={"reference": self.meeting.reference}),
                due=dates.returns_due,
                reason=", ".join(debt.agency.name for debt in behind),
                done_hint=_("every agency has answered"),
                clause=Clause.M5,
            )

    def _is_returned(self, version: AgendaVersion) -> bool:
        return bool(version.approvals.all()) and not reading.is_approved(version)
