"""Brings the demonstration's next meeting into session, so that a journey may begin in the room."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from macem.demo.meeting_day import ATTENDEES
from macem.protocol.vocabulary import AttendanceStatus

EVERYBODY = (
    *ATTENDEES,
    ("health_spoc", AttendanceStatus.PRESENT),
    ("health_deputy", AttendanceStatus.DEPUTY),
)


def begin_the_next_meeting() -> str:
    """Seat everybody and start; returns the meeting's reference. In a thread of its own, as the worker is."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(_begin).result()


def _begin() -> str:
    from django.db import connection

    from macem.config.testing import acting_as
    from macem.demo.partnership import existing
    from macem.gate import clock
    from macem.meetings import services
    from macem.schedule.reading import next_meeting

    try:
        with acting_as("macem_worker"):
            partnership = existing()
            meeting = next_meeting(partnership.panel, clock.today())
            assert meeting is not None
            for key, status in EVERYBODY:
                partnership.does(
                    "business_support",
                    services.record_attendance,
                    meeting=meeting,
                    agency=partnership.agency_of(key),
                    user=partnership.user(key),
                    status=status,
                    accepted=True,
                    at=clock.now(),
                )
            partnership.does("chair", services.start_meeting, meeting=meeting, at=clock.now())
            return meeting.reference
    finally:
        connection.close()
