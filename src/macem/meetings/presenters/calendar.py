"""The series of meetings in words: those to come, and those that were."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.govuk.dates import clock_time, day, long_date
from macem.meetings.paths import meeting_path
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.distance import Distances, distances_at
from macem.schedule.models import Meeting
from macem.schedule.presenters import warning_sentences
from macem.schedule.reading import due_dates, stage_of


@dataclass(frozen=True)
class MeetingLine:
    """One meeting of the series."""

    meeting: Meeting
    seen: Distances

    @property
    def title(self) -> str:
        return long_date(self.meeting.on)

    @property
    def url(self) -> str:
        return meeting_path("meeting", self.meeting)

    @property
    def when(self) -> str:
        """ "2:00pm to 4:05pm, in 3 working days"; of one that is over the times only."""
        times = _("%(starts)s to %(ends)s") % {
            "starts": clock_time(self.meeting.starts), "ends": clock_time(self.meeting.ends),
        }  # fmt: skip
        return times if self.is_over else f"{times}, {self.seen.words(self.meeting.on)}"

    @property
    def where(self) -> str:
        return self.meeting.venue or (_("By call") if self.meeting.call_link else _("Not yet known"))

    @property
    def state(self) -> str:
        return stage_of(self.meeting).label

    @property
    def is_over(self) -> bool:
        return self.meeting.on < self.seen.today or stage_of(self.meeting) is MeetingStage.POSTPONED

    @property
    def names_due(self) -> str:
        return day(due_dates(self.meeting).names_due)

    @property
    def agenda_due(self) -> str:
        return day(due_dates(self.meeting).agenda_due)

    @property
    def warnings(self) -> list[str]:
        """What somebody should know about the dates (clause M3)."""
        return [] if self.is_over else warning_sentences(due_dates(self.meeting))


@dataclass(frozen=True)
class Series:
    """One panel's meetings: to come, soonest first; over, latest first."""

    panel_name: str
    coming: list[MeetingLine]
    past: list[MeetingLine]


def series_of(panels: list[Panel]) -> list[Series]:
    """Return the meetings of each panel, in a constant number of queries."""
    found = []
    rows = list(Meeting.objects.filter(panel__in=panels).with_stage().with_dates().order_by("on"))
    for panel in panels:
        seen = distances_at(panel)
        lines = [MeetingLine(row, seen) for row in rows if row.panel_id == panel.pk]
        found.append(
            Series(
                panel.name,
                coming=[line for line in lines if not line.is_over],
                past=[line for line in reversed(lines) if line.is_over],
            )
        )
    return found
