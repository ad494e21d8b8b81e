"""The next meeting beside the work: its days, what is in, what is missing (clauses M2, M4, M5, M9)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.agencies.models import Panel
from macem.gate import clock
from macem.govuk.dates import clock_time, day, long_date
from macem.govuk.parts import Step
from macem.meetings.paths import meeting_path
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.progress import MeetingProgress, progress
from macem.protocol.vocabulary import Role
from macem.schedule.distance import Distances, distances_at
from macem.schedule.models import Meeting
from macem.schedule.presenters import warning_sentences
from macem.schedule.reading import coming_meetings, due_dates

MOST_NAMED = 3


@dataclass(frozen=True)
class NextMeeting:
    """One panel's next meeting in words, and the one after it."""

    progress: MeetingProgress
    seen: Distances
    then: Meeting | None

    @property
    def meeting(self) -> Meeting:
        return self.progress.meeting

    @property
    def title(self) -> str:
        return long_date(self.meeting.on)

    @property
    def url(self) -> str:
        return meeting_path("meeting", self.meeting)

    @property
    def when(self) -> str:
        """ "2:00pm, in 3 working days, 14 people"."""
        parts = [clock_time(self.meeting.starts), self.seen.words(self.meeting.on)]
        people = self.progress.people
        if people:
            parts.append(ngettext("%(n)d person", "%(n)d people", people) % {"n": people})
        return ", ".join(parts)

    @property
    def warnings(self) -> list[str]:
        """What somebody should know about the day (clause M3)."""
        return warning_sentences(self.progress.dates)

    @property
    def then_title(self) -> str:
        return long_date(self.then.on) if self.then else ""

    @property
    def then_url(self) -> str:
        return meeting_path("meeting", self.then) if self.then else ""

    @property
    def then_dates(self) -> str:
        if self.then is None:
            return ""
        dates = due_dates(self.then)
        return _("Names due %(names)s, agenda due %(agenda)s.") % {
            "names": day(dates.names_due),
            "agenda": day(dates.agenda_due),
        }

    @property
    def steps(self) -> list[Step]:
        return [self._names(), self._agenda(), self._returns(), self._quorum(), self._minutes()]

    def _names(self) -> Step:
        at = self.progress
        return self._dated(
            _("Names due"), at.dates.names_due, at.names_sent_on, _("Sent %(day)s, %(punctual)s")
        )

    def _agenda(self) -> Step:
        at = self.progress
        opened = _("%(some)d of %(all)d contacts have opened it") % {"some": at.opened, "all": at.contacts}
        return self._dated(
            _("Agenda due"),
            at.dates.agenda_due,
            at.circulated_on,
            _("Circulated %(day)s, %(punctual)s"),
            more=[opened],
        )

    def _returns(self) -> Step:
        at, due = self.progress, self.progress.dates.returns_due
        if at.circulated is None:
            return Step(_("Returns due"), "todo", [day(due)])
        total = len(at.debts)
        lines = [_("%(some)d of %(all)d agencies in") % {"some": at.agencies_in, "all": total}]
        pips = (at.agencies_in, total)
        to_come = [debt.agency.name for debt in at.debts if not debt.is_in]
        if not to_come:
            return Step(_("Returns"), "done", lines, pips=pips)
        lines.append(_("%(agencies)s to come") % {"agencies": _and(to_come)})
        title = _("Returns due %(when)s") % {"when": self.seen.words(due)}
        if self.seen.is_late(due):
            return Step(_("Returns due"), "stuck", lines, pips=pips, late=self.seen.words(due))
        return Step(title, "now", lines, pips=pips)

    def _quorum(self) -> Step:
        at, total = self.progress, len(self.progress.core_agencies)
        lines = [_("%(some)d of %(all)d agencies") % {"some": at.represented, "all": total}]
        pips = (at.represented, total)
        if not at.missing:
            return Step(_("Quorum so far"), "done", lines, pips=pips)
        if at.circulated is None:
            return Step(_("Quorum so far"), "todo", lines, pips=pips)
        words = ngettext("%(agencies)s has nobody coming", "%(agencies)s have nobody coming", len(at.missing))
        return Step(
            _("Quorum so far"), "stuck", lines, pips=pips, late=words % {"agencies": _and(list(at.missing))}
        )

    def _minutes(self) -> Step:
        at = self.progress
        if at.minutes_sent_on is not None:
            return self._dated(
                _("Minutes due"), at.minutes_due, at.minutes_sent_on, _("Out %(day)s, %(punctual)s")
            )
        return Step(_("Minutes due"), "todo", [_("Out by %(day)s") % {"day": day(at.minutes_due)}])

    def _dated(
        self, title: str, due: date, done: datetime | None, said: str, more: list[str] | None = None
    ) -> Step:
        if done is not None:
            punctual = _("on time") if clock.local_date(done) <= due else _("late")
            return Step(title, "done", [said % {"day": day(done), "punctual": punctual}, *(more or [])])
        if self.seen.is_late(due):
            return Step(title, "stuck", [day(due)], late=self.seen.words(due))
        return Step(
            title, "now" if self.seen.is_soon(due) else "todo", [f"{day(due)}, {self.seen.words(due)}"]
        )


def next_meetings(panels: list[Panel], roles: set[Role]) -> list[NextMeeting | None]:
    """Return each panel's next meeting, None where none is planned; nothing for roles outside meetings."""
    if not roles & set(MEMBERS):
        return []
    return [next_of(panel) for panel in panels]


def next_of(panel: Panel) -> NextMeeting | None:
    """Return the next meeting of one panel, in a constant number of queries."""
    coming = list(coming_meetings(panel, clock.today())[:2])
    if not coming:
        return None
    return NextMeeting(
        progress=progress(coming[0]),
        seen=distances_at(panel),
        then=coming[1] if len(coming) > 1 else None,
    )


def _and(names: list[str]) -> str:
    """ "Health and Police"; a long list says how many more, for the meeting's own page names them all."""
    if len(names) == 1:
        return names[0]
    shown = names if len(names) <= MOST_NAMED else names[: MOST_NAMED - 1]
    last = names[-1] if shown is names else _("%(n)d more") % {"n": len(names) - len(shown)}
    first = shown[:-1] if shown is names else shown
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last}
