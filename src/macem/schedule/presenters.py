"""A meeting's days in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.govuk.dates import clock_time, day, long_date
from macem.protocol.deadlines import Deadlines, DeadlineWarning
from macem.schedule.distance import Distances
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of

WARNINGS = {
    DeadlineWarning.MEETING_ON_BANK_HOLIDAY: gettext_lazy("On a bank holiday"),
    DeadlineWarning.MEETING_ON_WEEKEND: gettext_lazy("On a weekend"),
    DeadlineWarning.CALCULATED_NOT_PROCLAIMED: gettext_lazy("Calculated, not yet proclaimed"),
}
SENTENCES = {
    DeadlineWarning.MEETING_ON_BANK_HOLIDAY: gettext_lazy("The meeting is on a bank holiday."),
    DeadlineWarning.MEETING_ON_WEEKEND: gettext_lazy("The meeting is on a weekend."),
    DeadlineWarning.CALCULATED_NOT_PROCLAIMED: gettext_lazy(
        "Bank holidays of that time are not yet proclaimed."
    ),
}


def warning_sentences(dates: Deadlines) -> list[str]:
    """Return what somebody should know about a meeting's day; none of it moves the meeting (clause M3)."""
    return [str(SENTENCES[warning]) for warning in dates.warnings]


@dataclass(frozen=True)
class MeetingDates:
    """One meeting in the list of dates. Bring stage and dates along: ``coming_meetings()``."""

    meeting: Meeting
    seen: Distances

    @property
    def dates(self) -> Deadlines:
        return due_dates(self.meeting)

    @property
    def on(self) -> str:
        return long_date(self.meeting.on)

    @property
    def when(self) -> str:
        """ "2:00pm to 4:00pm, in 3 working days"."""
        times = _("%(starts)s to %(ends)s") % {
            "starts": clock_time(self.meeting.starts),
            "ends": clock_time(self.meeting.ends),
        }
        return f"{times}, {self.seen.words(self.meeting.on)}"

    @property
    def where(self) -> str:
        return self.meeting.venue or (_("On a call") if self.meeting.call_link else _("Not said yet"))

    @property
    def stage(self) -> str:
        return stage_of(self.meeting).label

    @property
    def names_due(self) -> str:
        return day(self.dates.names_due)

    @property
    def agenda_due(self) -> str:
        return day(self.dates.agenda_due)

    @property
    def returns_due(self) -> str:
        return day(self.dates.returns_due)

    @property
    def actions_due(self) -> str:
        return day(self.dates.actions_due)

    @property
    def warnings(self) -> list[str]:
        """What somebody should know about the day; none of it moves the meeting (clause M3)."""
        return [str(WARNINGS[warning]) for warning in self.dates.warnings]
