"""The next meeting beside the work: its stages with their days, what is in, what is missing."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.gate import clock
from macem.govuk.dates import clock_time, day, long_date
from macem.govuk.parts import Step
from macem.protocol.deadlines import DeadlineWarning
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.distance import Distances, distances_at
from macem.schedule.models import Meeting, StageReached
from macem.schedule.reading import coming_meetings, due_dates, stage_of

SEEN_BY = frozenset(
    {
        Role.CHAIR,
        Role.VICE_CHAIR,
        Role.BUSINESS_SUPPORT,
        Role.CE_COORDINATOR,
        Role.ANALYST,
        Role.INTELLIGENCE_DS,
        Role.EXPLOITATION_TEAM,
        Role.SPOC,
        Role.REPRESENTATIVE,
        Role.DEPUTY,
        Role.SERVICE_MANAGER,
        Role.SOCIAL_CARE_WORKER,
    }
)
"""Roles whose work turns on a meeting."""


@dataclass(frozen=True)
class NextMeeting:
    """One panel's next meeting in words, and the one after it."""

    title: str
    url: str
    when: str
    steps: list[Step]
    warning: str
    then: str
    then_url: str
    then_dates: str


def next_meetings(panels: list[Panel], roles: set[Role]) -> list[NextMeeting | None]:
    """Return each panel's next meeting, None where none is planned; nothing for roles outside meetings."""
    if not roles & SEEN_BY:
        return []
    return [_next_of(panel) for panel in panels]


def _next_of(panel: Panel) -> NextMeeting | None:
    coming = list(coming_meetings(panel, clock.today())[:2])
    if not coming:
        return None
    meeting, then = coming[0], coming[1] if len(coming) > 1 else None
    seen = distances_at(panel)
    return NextMeeting(
        title=long_date(meeting.on),
        url=_url(meeting),
        when=f"{clock_time(meeting.starts)}, {seen.words(meeting.on)}",
        steps=_steps(meeting, seen),
        warning=_warning(meeting),
        then=long_date(then.on) if then else "",
        then_url=_url(then) if then else "",
        then_dates=_("Names due %(names)s, agenda due %(agenda)s.")
        % {"names": day(due_dates(then).names_due), "agenda": day(due_dates(then).agenda_due)}
        if then
        else "",
    )


def _url(meeting: Meeting) -> str:
    try:
        return reverse("meetings:meeting", kwargs={"reference": meeting.reference})
    except NoReverseMatch:
        return ""


def _steps(meeting: Meeting, seen: Distances) -> list[Step]:
    dates = due_dates(meeting)
    reached = {
        row.stage: clock.local_date(row.at) for row in StageReached.objects.filter(meeting=meeting)
    }
    return [
        _step(_("Names due"), dates.names_due, reached.get(Stage.NAMES_SENT), _("Sent %(day)s"), seen),
        _step(_("Agenda due"), dates.agenda_due, reached.get(Stage.CIRCULATED), _("Circulated %(day)s"), seen),
        _step(_("Returns due"), dates.returns_due, None, "", seen, open_now=stage_of(meeting) is Stage.CIRCULATED),
        _step(_("Minutes due"), dates.actions_due, reached.get(Stage.DISTRIBUTED), _("Out %(day)s"), seen),
    ]


def _step(
    title: str, due: date, done: date | None, said: str, seen: Distances, *, open_now: bool = False
) -> Step:
    if done is not None:
        punctual = _("on time") if done <= due else _("late")
        return Step(title, "done", [f"{said % {'day': day(done)}}, {punctual}"])
    if seen.is_late(due):
        return Step(title, "stuck", [day(due)], late=seen.words(due))
    now = open_now or seen.is_soon(due)
    return Step(title, "now" if now else "todo", [f"{day(due)}, {seen.words(due)}"])


def _warning(meeting: Meeting) -> str:
    if DeadlineWarning.CALCULATED_NOT_PROCLAIMED in due_dates(meeting).warnings:
        return _("These dates are calculated; the bank holidays of that time are not yet proclaimed.")
    return ""
