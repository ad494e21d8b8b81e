"""The nightly look at the calendar: a holiday proclaimed since moves what is not circulated (clause M3)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from macem.agencies.holders import holders
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.notices import services as notices
from macem.protocol.deadlines import moved
from macem.schedule.models import DatesReckoned, Meeting
from macem.schedule.policies import READERS
from macem.schedule.reading import as_told, reckon
from macem.schedule.services import keep_dates

LOOKING = Actor.job("due dates")


@transaction.atomic
def tell_moved_dates(*, by: Actor = LOOKING, at: datetime | None = None) -> int:
    """Tell everyone at a panel whose due dates have moved since they were told. Returns how many meetings.

    Only meetings to come, not postponed and not yet circulated: what was circulated stands (clause M3).
    """
    at = at or clock.now()
    coming = Meeting.objects.not_postponed().from_day(clock.local_date(at)).with_dates()
    told = 0
    for meeting in coming.order_by("on"):
        rows = list(meeting.reckonings.all())
        if not rows or any(row.final for row in rows):
            continue
        now = reckon(meeting)
        changes = moved(as_told(meeting, rows[-1]), now)
        if not changes:
            continue
        row = keep_dates(meeting, now, at=at)
        _tell_everyone(meeting, row, by=by, at=at)
        audit.record(
            "meeting_dates_moved", by=by, at=at, obj=meeting, dates=[change.name for change in changes]
        )
        told += 1
    return told


def _tell_everyone(meeting: Meeting, row: DatesReckoned, *, by: Actor, at: datetime) -> None:
    for user in holders(meeting.panel, *READERS, at=at):
        notices.notify(
            user=user,
            kind="dates_moved",
            subject_line="the dates of a meeting have moved",
            path=reverse("schedule:dates"),
            key=f"dates-moved:{row.pk}:{user.pk}",
            by=by,
            at=at,
        )
