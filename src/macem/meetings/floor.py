"""What others ask of the shared display: how it stands, who may not see it, how long each item has taken."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection

from macem.meetings.models import AgendaItem, Attendance, FloorStep
from macem.protocol.floor import Turn, time_taken
from macem.schedule.models import Meeting


def last_number(meeting: Meeting) -> int:
    """Return the number of the display's last step; 0 before the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT macem_last_floor_step(%s)", [meeting.pk])
        return int(cursor.fetchone()[0])


def latest_step(meeting: Meeting) -> FloorStep | None:
    """Return how the display stands; None before the first step, or where it is not for the reader."""
    rows = FloorStep.objects.filter(meeting=meeting, number=last_number(meeting))
    return rows.select_related("item").first()


def without_sight(item: AgendaItem) -> list[Attendance]:
    """Return who is in the room and may not see ``item``, or is a guest of whom nobody can say (S1)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT attendance_id FROM macem_without_sight(%s)", [item.pk])
        numbers = [number for (number,) in cursor.fetchall()]
    rows = Attendance.objects.filter(pk__in=numbers).select_related("agency")
    return [row for row in rows.order_by("name", "pk") if row.user_id is not None or not _presents(row, item)]


def stamp(item: int | None) -> str:
    """Return a text that changes whenever something is written of the item with this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT macem_item_stamp(%s)", [item])
        return str(cursor.fetchone()[0])


def times(meeting: Meeting, now: datetime) -> Mapping[int, timedelta]:
    """Return how long each person has been before the meeting, by the number of their item."""
    rows = FloorStep.objects.filter(meeting=meeting).order_by("number").values_list("item_id", "moved_at")
    return time_taken([Turn(item, since) for item, since in rows], now)


def _presents(row: Attendance, item: AgendaItem) -> bool:
    """Say whether somebody without an account is here to present this very item (clause P7)."""
    return bool(row.name) and row.name.casefold() == item.presenter_name.casefold()
