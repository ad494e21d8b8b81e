"""Meetings: planned a year ahead, moved on from stage to stage, moved to another day (clauses M1-M4)."""

from datetime import date, datetime, time

from django.db import transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.protocol import meeting_stages
from macem.protocol.deadlines import Deadlines
from macem.protocol.series import same_weekday_of_month
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule import policies
from macem.schedule.models import DatesReckoned, Meeting, StageReached
from macem.schedule.reading import DATES, reckon, stage_of


@transaction.atomic
def plan_meeting(
    *,
    panel: Panel,
    on: date,
    starts: time,
    ends: time,
    by: Actor,
    venue: str = "",
    call_link: str = "",
    moved_from: Meeting | None = None,
    at: datetime | None = None,
) -> Meeting:
    """Put a meeting in the panel's calendar (M1). A bank holiday or weekend warns; it never moves (M3).

    Raises ``NotNow`` where the panel meets on that day already, or the meeting would end before it starts.
    """
    at = at or clock.now()
    policies.check_can_plan(by, panel)
    if ends <= starts:
        raise NotNow("The meeting must end after it starts.", clause="M1")
    if Meeting.objects.at_panel(panel).filter(on=on).exists():
        raise NotNow(f"There is a meeting on {on:%-d %B %Y} already.", clause="M1")
    meeting = Meeting.objects.create(
        panel=panel,
        reference=free_reference(on),
        on=on,
        starts=starts,
        ends=ends,
        venue=venue,
        call_link=call_link,
        moved_from=moved_from,
    )
    _reached(meeting, MeetingStage.PLANNED, by=by, at=at, reason="")
    dates = reckon(meeting)
    keep_dates(meeting, dates, at=at)
    audit.record(
        "meeting_planned",
        by=by,
        at=at,
        obj=meeting,
        on=on.isoformat(),
        warnings=[warning.value for warning in dates.warnings],
    )
    return meeting


@transaction.atomic
def plan_series(
    *,
    panel: Panel,
    first_on: date,
    months: int,
    starts: time,
    ends: time,
    by: Actor,
    venue: str = "",
    call_link: str = "",
    at: datetime | None = None,
) -> list[Meeting]:
    """Plan a meeting a month on the same weekday of the month as ``first_on``, such as the second Tuesday.

    A day on which the panel meets already is left as it is. Raises ``NotNow`` as :func:`plan_meeting`, and
    where the panel meets on all of these days already.
    """
    at = at or clock.now()
    policies.check_can_plan(by, panel)
    taken = set(Meeting.objects.at_panel(panel).values_list("on", flat=True))
    days = [on for on in same_weekday_of_month(first_on, months) if on not in taken]
    if not days:
        raise NotNow("The panel meets on all of these days already.", clause="M1")
    return [
        plan_meeting(
            panel=panel, on=on, starts=starts, ends=ends, venue=venue, call_link=call_link, by=by, at=at
        )
        for on in days
    ]


@transaction.atomic
def reach_stage(
    *, meeting: Meeting, stage: MeetingStage, by: Actor, reason: str = "", at: datetime | None = None
) -> StageReached:
    """Move a meeting on to ``stage``. Circulation freezes its dates (clause M3).

    Raises ``NotNow`` where ``protocol.meeting_stages`` does not let it get there from where it stands.
    """
    at = at or clock.now()
    policies.check_can_move_on(by, meeting.panel)
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require(meeting_stages.may_reach(stage_of(locked), stage))
    reached = _reached(meeting, stage, by=by, at=at, reason=reason)
    if stage is MeetingStage.CIRCULATED:
        keep_dates(locked, reckon(locked), at=at, final=True)
    audit.record("meeting_stage_reached", by=by, at=at, obj=meeting, stage=stage.value)
    return reached


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    to_on: date,
    reason: str,
    by: Actor,
    starts: time | None = None,
    ends: time | None = None,
    at: datetime | None = None,
) -> Meeting:
    """Postpone a meeting that has not started and plan it on another day (clause M4). Returns the new one.

    What was circulated stands, so the new meeting begins at the stage that the old one had reached.
    Raises ``NotNow`` where it has started, no reason is given, or the panel meets on the new day already.
    """
    at = at or clock.now()
    if not reason.strip():
        raise NotNow("Say why the meeting is postponed: everyone is told.", clause="M4")
    stood = stage_of(meeting)
    reach_stage(meeting=meeting, stage=MeetingStage.POSTPONED, reason=reason, by=by, at=at)
    moved = plan_meeting(
        panel=meeting.panel,
        on=to_on,
        starts=starts or meeting.starts,
        ends=ends or meeting.ends,
        venue=meeting.venue,
        call_link=meeting.call_link,
        moved_from=meeting,
        by=by,
        at=at,
    )
    if stood is not MeetingStage.PLANNED:
        _reached(moved, stood, by=by, at=at, reason=f"Moved from {meeting.reference}")
    if stood is MeetingStage.CIRCULATED:
        keep_dates(moved, reckon(moved), at=at, final=True)
    audit.record("meeting_moved", by=by, at=at, obj=moved, moved_from=meeting.pk, stage=stood.value)
    return moved


def keep_dates(meeting: Meeting, dates: Deadlines, *, at: datetime, final: bool = False) -> DatesReckoned:
    """Keep the dates that everyone is told; ``final`` once, at the first circulation."""
    found = DatesReckoned.objects.filter(meeting=meeting, final=True).first() if final else None
    return found or DatesReckoned.objects.create(
        meeting=meeting,
        **{name: getattr(dates, name) for name in DATES},
        warnings=[warning.value for warning in dates.warnings],
        final=final,
        reckoned_at=at,
    )


def free_reference(on: date) -> str:
    """Return the reference of a meeting on a day: ``2027-01``, or ``2027-01-2`` for a month's second.

    Every panel's meetings count, so that an address means one meeting to whoever works for two panels.
    """
    month = f"{on:%Y-%m}"
    taken = set(Meeting.objects.filter(reference__startswith=month).values_list("reference", flat=True))
    return next(
        name
        for name in [month, *(f"{month}-{number}" for number in range(2, len(taken) + 2))]
        if name not in taken
    )


def _reached(meeting: Meeting, stage: MeetingStage, *, by: Actor, at: datetime, reason: str) -> StageReached:
    row = StageReached.objects.create(meeting=meeting, stage=stage, at=at, by_id=by.user_id, reason=reason)
    meeting.stage = stage
    return row
