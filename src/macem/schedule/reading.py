"""What others ask of the calendar: where a meeting stands, its dates, the next one, the last agenda."""

from datetime import date, datetime

from macem.agencies.models import Panel
from macem.agencies.protocol_settings import settings_of
from macem.protocol.deadlines import Deadlines, DeadlineWarning, deadlines
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.models import DatesReckoned, Meeting, StageReached
from macem.schedule.querysets import MeetingQuerySet

DATES = (
    "names_due",
    "agenda_due",
    "perpetrators_due",
    "returns_due",
    "risk_assessments_due",
    "actions_due",
    "actions_last_working_day",
)


def stage_of(meeting: Meeting) -> MeetingStage:
    """Return the stage that ``meeting`` has reached; from ``.stage`` where ``with_stage()`` fetched it."""
    known = getattr(meeting, "stage", None)
    if known is None:
        known = (
            StageReached.objects.filter(meeting=meeting)
            .order_by("-at", "-id")
            .values_list("stage", flat=True)
        ).first()
    return MeetingStage(known) if known else MeetingStage.PLANNED


def due_dates(meeting: Meeting) -> Deadlines:
    """Return every due date of ``meeting``.

    As they stood when its agenda was circulated; before that, reckoned now from the panel's protocol file,
    so that a holiday proclaimed since counts (clause M3).
    """
    final = next((row for row in meeting.reckonings.all() if row.final), None)
    if final is not None:
        return as_told(meeting, final)
    return reckon(meeting)


def reckon(meeting: Meeting) -> Deadlines:
    """Return the due dates as today's calendar gives them, whatever was told before."""
    return deadlines(meeting.on, settings_of(meeting.panel))


def as_told(meeting: Meeting, row: DatesReckoned) -> Deadlines:
    """Return the due dates that ``row`` keeps."""
    dates: dict[str, date] = {name: getattr(row, name) for name in DATES}
    return Deadlines(
        meeting=meeting.on, **dates, warnings=tuple(DeadlineWarning(value) for value in row.warnings)
    )


def next_meeting(panel: Panel, on_or_after: date) -> Meeting | None:
    """Return the panel's first meeting on or after a day that has not been postponed, with its stage."""
    return coming_meetings(panel, on_or_after).first()


def coming_meetings(panel: Panel, on_or_after: date) -> MeetingQuerySet:
    """Return the panel's meetings from a day on, soonest first, with stage and dates; none postponed."""
    return Meeting.objects.at_panel(panel).not_postponed().from_day(on_or_after).with_dates().order_by("on")


def previous_agenda_compiled_at(panel: Panel, before: datetime) -> datetime | None:
    """Return when the panel's latest agenda before an instant was compiled (clause C2), or None."""
    return (
        StageReached.objects.filter(meeting__panel=panel, stage=MeetingStage.COMPILED.value, at__lt=before)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
