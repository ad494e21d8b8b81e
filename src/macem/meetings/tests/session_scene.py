"""Sets the scene for the tests of the session: everybody in the room, and a record that lacks nothing."""

from datetime import date
from typing import Any

from macem.demo.partnership import Partnership
from macem.meetings import services
from macem.meetings.models import AgendaItem, Attendance
from macem.protocol.vocabulary import AttendanceStatus, RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome, MeetingStage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of

IN_THE_ROOM = {
    "chair": "police",
    "vice_chair": "csc",
    "health_spoc": "health",
    "probation_spoc": "probation",
    "lat_spoc": "lat",
    "yjs_spoc": "yjs",
    "education_spoc": "education",
}
"""One named representative of each agreed agency, each with the Part 2 right."""


def seat(
    partnership: Partnership,
    acting: Any,
    meeting: Meeting,
    *keys: str,
    by: str = "business_support",
    **how: Any,
) -> list[Attendance]:
    """Record these professionals as present, with the statement accepted; everybody, if none is named."""
    how = {"status": AttendanceStatus.PRESENT, "accepted": True} | how
    with acting(by) as actor:
        return [
            services.record_attendance(
                meeting=meeting,
                user=partnership.user(key),
                agency=partnership.agency(IN_THE_ROOM.get(key) or how.pop("of")),
                by=actor,
                **how,
            )
            for key in keys or IN_THE_ROOM
        ]


def started(partnership: Partnership, acting: Any, meeting: Meeting, by: str = "chair") -> Meeting:
    """Everybody is in the room, and ``by`` starts the meeting."""
    seat(partnership, acting, meeting)
    with acting(by) as actor:
        return services.start_meeting(meeting=meeting, by=actor)


def stage_now(meeting: Meeting) -> MeetingStage:
    """Return where the meeting stands now, whatever the object at hand remembers."""
    return stage_of(Meeting.objects.get(pk=meeting.pk))


RECORD: dict[str, Any] = {
    "child_voice": "I want one number to ring.",
    "family_voice": "Mum wants to know who calls.",
    "voice_asked_by": "Jo Example-Finch",
    "voice_asked_on": date(2027, 1, 5),
    "discussion": "Found on Hope Street.",
    "level": RiskLevel.ESCALATING,
    "level_reason": "Two new adults named.",
    "plan": "Aunt is the first call.",
    "all_agree": True,
}


def record_all(
    acting: Any, item: AgendaItem, *, outcome: ItemOutcome | None = ItemOutcome.CONTINUE, **fields: Any
) -> None:
    """Record all that an item needs before the meeting is finished, and decide."""
    with acting("business_support") as by:
        services.save_record(item=item, version=0, by=by, **(RECORD | fields))
        services.agree_item_sharing(
            item=item,
            may_be_told="The plan.",
            told_by="Jo Example-Finch",
            tell_by=None,
            agencies_may_hold="Level, plan, own actions.",
            by=by,
        )
        if outcome is not None:
            services.decide_item(item=item, outcome=outcome, by=by)
