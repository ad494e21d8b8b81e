"""The whole story of the demonstration, in the order in which it happened."""

from datetime import date, timedelta

from macem.agencies.protocol_settings import settings_of
from macem.demo.before import CONTACTS, Before
from macem.demo.calendar import ENDS, STARTS, Months, moment, months_around
from macem.demo.cast import FEW, UNDECIDED
from macem.demo.cast.shapes import Cast, ChildStory, Way
from macem.demo.coming_in import RAMM, REFERRED, ComingIn
from macem.demo.meeting_day import MeetingDay
from macem.demo.partnership import Partnership
from macem.meetings import services as meetings
from macem.nominations import services as nominations
from macem.people.models import Person
from macem.protocol.vocabulary import AttendanceStatus, RiskLevel
from macem.schedule import services as schedule
from macem.schedule.models import Meeting

VENUE = "West Room, Example House"
NOMINATED, EARLY_HELP = 1, 2
"""How many meetings after the next one a story stands that came in this week (see ``ChildStory``)."""

THIS_WEEK = timedelta(days=20)
COMING = (
    ("csc_spoc", AttendanceStatus.PRESENT),
    ("police_spoc", AttendanceStatus.PRESENT),
    ("health_deputy", AttendanceStatus.DEPUTY),
    ("education_spoc", AttendanceStatus.PRESENT),
    ("probation_spoc", AttendanceStatus.APOLOGIES),
)
"""Who has said so far whether they come to the next meeting; Probation has nobody else yet."""


def tell(partnership: Partnership, today: date, cast: Cast = FEW) -> None:
    """Tell everything of ``cast`` from the first referral to this morning."""
    months = months_around(today, settings_of(partnership.panel).calendar.working_days, cast.past)
    meetings_of_months = _series(partnership, months)
    coming_in = ComingIn(partnership, cast)
    people: dict[str, Person] = {}
    for number in range(cast.past + 1):
        _arrivals(coming_in, people, meetings_of_months[number], number)
        before = Before(partnership, meetings_of_months[number], latest=today - timedelta(days=3))
        version = before.circulate()
        if number < cast.past:
            before.answer(version, list(CONTACTS))
            MeetingDay(partnership, meetings_of_months[number], people, cast).hold(number)
        else:
            before.answer(version, ["csc", "police"])
    _outstanding(coming_in, people, meetings_of_months[cast.past], today)


def _series(partnership: Partnership, months: Months) -> list[Meeting]:
    return [
        partnership.does(
            "business_support",
            schedule.plan_meeting,
            panel=partnership.panel,
            on=day,
            starts=STARTS,
            ends=ENDS,
            venue=VENUE,
            at=moment(months.days[0] - timedelta(days=120), 9),
        )
        for day in months.days
    ]


def _arrivals(coming_in: ComingIn, people: dict[str, Person], meeting: Meeting, number: int) -> None:
    """Bring in whoever is first discussed at this meeting, and assess again whoever came before."""
    for story in coming_in.cast.children:
        if story.first == number:
            people[story.number] = coming_in.child(story, meeting.on)
            if story.way is Way.NOT_NOW:
                coming_in.put_off(meeting, people[story.number])
            if story.way is not Way.MACEM:
                continue
            coming_in.take_to(meeting, people[story.number])
            coming_in.child_basis(people[story.number], story, meeting.on - timedelta(days=RAMM))
        elif story.way is Way.MACEM and story.first < number and not _is_closed(story, number):
            coming_in.assess(
                people[story.number], story, _level(story, number), meeting.on - timedelta(days=14)
            )
    for adult in coming_in.cast.adults:
        if adult.first == number:
            people[adult.surname] = coming_in.adult(adult, meeting.on)
            coming_in.take_to(meeting, people[adult.surname])
            coming_in.adult_basis(people[adult.surname], meeting.on - timedelta(days=RAMM))


def _outstanding(coming_in: ComingIn, people: dict[str, Person], meeting: Meeting, today: date) -> None:
    """Leave work for every role: nominations for the RAMM, a referral for the MASH, an assessment to sign."""
    for story in coming_in.cast.children:
        if story.first - coming_in.cast.past in (NOMINATED, EARLY_HELP):
            people[story.number] = coming_in.child(story, today + THIS_WEEK)
    coming_in.refer(UNDECIDED, today + timedelta(days=REFERRED - 2))
    for key, status in COMING:
        coming_in.partnership.does(
            key,
            meetings.record_attendance,
            meeting=meeting,
            agency=coming_in.partnership.agency_of(key),
            user=coming_in.partnership.user(key),
            status=status,
            at=moment(today - timedelta(days=1), 16),
        )
    nominations.drain_changed_facts(at=moment(today, 0, 5))


def _is_closed(story: ChildStory, number: int) -> bool:
    return story.closes is not None and number >= story.first + len(story.levels_agreed)


def _level(story: ChildStory, number: int) -> RiskLevel:
    agreed = story.levels_agreed[: number - story.first]
    return agreed[-1] if agreed else (story.level or RiskLevel.EMERGING)
