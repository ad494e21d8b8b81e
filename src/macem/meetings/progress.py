"""How far a meeting's month has come: what is in, what is missing, who owes it (M2, M4, M5, M9)."""

from dataclasses import dataclass
from datetime import date, datetime

from macem.agencies.models import Agency
from macem.meetings import owing, reading, representation
from macem.meetings.models import AgendaItem, AgendaReceipt, AgendaVersion
from macem.meetings.owing import AgencyDebt
from macem.protocol.agenda import BEFORE_THE_MEETING
from macem.protocol.deadlines import Deadlines
from macem.protocol.vocabulary.states import MeetingStage
from macem.schedule.models import Meeting, StageReached
from macem.schedule.reading import due_dates, stage_of


@dataclass(frozen=True)
class MeetingProgress:
    """One meeting, seen by one person: whatever counts people counts those shown to them.

    ``reached`` holds when each stage was last reached. ``debts`` is empty before circulation. ``contacts``:
    how many people the list goes to; ``opened``: how many of them opened the circulated version.
    ``missing`` names the agencies that nobody will represent, or represents, in some part (M4).
    """

    meeting: Meeting
    stage: MeetingStage
    dates: Deadlines
    reached: dict[MeetingStage, datetime]
    people: int
    latest: AgendaVersion | None
    circulated: AgendaVersion | None
    contacts: int
    opened: int
    debts: tuple[AgencyDebt, ...]
    core_agencies: tuple[Agency, ...]
    missing: tuple[str, ...]

    @property
    def represented(self) -> int:
        """How many core agencies are represented in every part, or will be by what is expected."""
        return len(self.core_agencies) - len(self.missing)

    @property
    def names_sent_on(self) -> datetime | None:
        return self.reached.get(MeetingStage.NAMES_SENT)

    @property
    def circulated_on(self) -> datetime | None:
        return self.circulated.circulation.circulated_at if self.circulated is not None else None

    @property
    def agencies_in(self) -> int:
        """How many core agencies have answered about everybody."""
        return sum(debt.is_in for debt in self.debts)

    @property
    def minutes_due(self) -> date:
        return self.dates.actions_due

    @property
    def minutes_sent_on(self) -> datetime | None:
        return self.reached.get(MeetingStage.DISTRIBUTED)


def progress(meeting: Meeting) -> MeetingProgress:
    """Return how far ``meeting`` has come, in a constant number of queries."""
    versions = reading.versions_of(meeting)
    circulated = next((one for one in reversed(versions) if reading.is_circulated(one)), None)
    contacts = reading.contacts_of(meeting.panel)
    rows = StageReached.objects.filter(meeting__in=reading.chain(meeting)).order_by("at", "pk")
    opened = AgendaReceipt.objects.filter(version=circulated) if circulated else AgendaReceipt.objects.none()
    stage = stage_of(meeting)
    parts = representation.parts_of(representation.listed_at(meeting))
    expected = stage in BEFORE_THE_MEETING
    quorums = (representation.expected if expected else representation.quorums)(meeting, parts)
    return MeetingProgress(
        meeting=meeting,
        stage=stage,
        dates=due_dates(meeting),
        reached={row.stage: row.at for row in rows},
        people=AgendaItem.objects.filter(meeting=meeting).listed().count(),
        latest=versions[-1] if versions else None,
        circulated=circulated,
        contacts=len(contacts),
        opened=opened.filter(user__in=contacts).count(),
        debts=owing.agency_debts(meeting, circulated) if circulated is not None else (),
        core_agencies=tuple(reading.core_agencies(meeting.panel)),
        missing=tuple(representation.missing_agencies(quorums)),
    )
