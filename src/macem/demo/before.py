"""What happens before each of the demonstration's meetings: names, agenda, circulation, answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from macem.agencies.models import Agency
from macem.demo.calendar import moment
from macem.demo.partnership import Partnership
from macem.meetings import services as meetings
from macem.meetings.models import AgendaItem, AgendaVersion
from macem.protocol.vocabulary import Part, ReturnStatus
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates

ANSWERS = {
    "csc": (ReturnStatus.SHARED, "Social worker sees the child every week.", "Weekly visits go on."),
    "police": (ReturnStatus.SHARED, "Two reports this month; no arrest.", "Patrols past the usual places."),
    "health": (
        ReturnStatus.SHARED,
        "Last seen by the school nurse; no injury noted.",
        "Drop-in at short notice.",
    ),
    "probation": (ReturnStatus.NOTHING_HELD, "", ""),
    "lat": (ReturnStatus.NOTHING_HELD, "", "A place in the evening group."),
    "yjs": (ReturnStatus.NOTHING_HELD, "", ""),
    "education": (ReturnStatus.SHARED, "School sessions missed: six this month.", "A quiet room at lunch."),
}
ABOUT_ADULTS = {
    code: (ReturnStatus.NOTHING_HELD, "", "") for code in ANSWERS if code not in ("police", "probation")
} | {
    "police": (ReturnStatus.SHARED, "Stopped twice near the bus station.", "A visit by the local officer."),
    "probation": (
        ReturnStatus.SHARED,
        "On licence until the spring.",
        "To keep away from schools.",
    ),
}
CONTACTS = {
    "csc": "csc_spoc",
    "police": "police_spoc",
    "health": "health_spoc",
    "probation": "probation_spoc",
    "lat": "lat_spoc",
    "yjs": "yjs_spoc",
    "education": "education_spoc",
}


@dataclass
class Before:
    """Takes one meeting from names to answers, each step on the day that the protocol asks for."""

    partnership: Partnership
    meeting: Meeting
    latest: date

    @cached_property
    def circulated_on(self) -> date:
        """The last day on which the protocol lets the agenda go out, or ``latest`` where that is sooner."""
        return min(due_dates(self.meeting).agenda_due, self.latest)

    def circulate(self) -> AgendaVersion:
        """Send the names, compile, have the chair approve, circulate to the contacts (M2)."""
        dates, does, support = due_dates(self.meeting), self.partnership.does, "business_support"
        does(support, meetings.send_names, meeting=self.meeting, at=moment(dates.names_due, 10))
        for item in AgendaItem.objects.filter(meeting=self.meeting, presenter_name=""):
            presenter = "intelligence_ds" if item.part is Part.ADULT_2 else "csc_spoc"
            does(
                support,
                meetings.name_presenter,
                item=item,
                presenter=self.partnership.user(presenter),
                at=moment(dates.names_due, 11),
            )
        compiled = moment(self.circulated_on - timedelta(days=1), 15)
        version = does(support, meetings.compile_agenda, meeting=self.meeting, at=compiled)
        does(
            "chair",
            meetings.review_agenda,
            version=version,
            outcome=ApprovalOutcome.APPROVED,
            at=moment(self.circulated_on, 9),
        )
        does(support, meetings.circulate, version=version, at=moment(self.circulated_on, 10))
        return version

    def answer(self, version: AgendaVersion, agencies: list[str]) -> None:
        """Have the contacts of ``agencies`` open the list and answer for each person (M5)."""
        for number, code in enumerate(agencies):
            at = moment(self.circulated_on + timedelta(days=1), 9 + number)
            self.partnership.does(CONTACTS[code], meetings.note_agenda_opened, version=version, at=at)
            agency = self.partnership.agency(code)
            for item in AgendaItem.objects.filter(meeting=self.meeting, removed_at=None):
                self._answer(item, agency, code, at)

    def _answer(self, item: AgendaItem, agency: Agency, code: str, at: datetime) -> None:
        answers = ABOUT_ADULTS if item.part is Part.ADULT_2 else ANSWERS
        answer, information, solutions = answers[code]
        self.partnership.does(
            CONTACTS[code],
            meetings.submit_return,
            item=item,
            agency=agency,
            answer=answer,
            information=information,
            solutions=solutions,
            at=at,
        )
