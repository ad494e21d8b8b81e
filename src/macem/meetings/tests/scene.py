"""Sets the scene for the tests of this room: people before the panel, and its meeting of 6 January 2027.

For that meeting names are due on 22 December 2026, the agenda on 29 December, answers on 4 January, risk
assessments on 1 January (field guide; working days counted by hand).
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from macem.cases.models import Case
from macem.cases.services import open_case
from macem.confidentiality.services import Principal
from macem.demo.partnership import Partnership
from macem.gate.actor import Actor
from macem.gate.clock import LONDON
from macem.meetings import services
from macem.meetings.models import AgendaItem, AgendaVersion
from macem.people.models import Person
from macem.people.services import record_case_holder, register_person
from macem.protocol.vocabulary import ConsentState, LawfulBasis, Part
from macem.protocol.vocabulary.states import ApprovalOutcome, AwarenessOf, PersonKind
from macem.schedule.models import Meeting
from macem.schedule.services import plan_meeting
from macem.sharing.services import record_awareness, record_basis

MEETING_DAY = date(2027, 1, 6)
MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=LONDON)
SETTING = Actor.command("setting the scene")


@dataclass
class Scene:
    """The panel and its meeting, with what sets people before it. Writes as the worker: trusted code."""

    partnership: Partnership
    as_worker: object

    def meeting(self, on: date = MEETING_DAY) -> Meeting:
        with self.as_worker():
            return plan_meeting(
                panel=self.partnership.panel,
                on=on,
                starts=time(14, 0),
                ends=time(16, 5),
                venue="West Room",
                by=SETTING,
            )

    def case(
        self,
        forename: str,
        *,
        part: Part = Part.CHILD_1A,
        surname: str = "Test-Maple",
        worker: str | None = "social_worker",
        basis: bool = True,
    ) -> Case:
        """Somebody with an open case, held by ``worker``; without ``basis`` nobody recorded why to share."""
        adult = part is Part.ADULT_2
        with self.as_worker():
            person = register_person(
                kind=PersonKind.ADULT if adult else PersonKind.CHILD,
                forename=forename,
                surname=surname,
                date_of_birth=date(1990, 5, 1) if adult else date(2011, 5, 1),
                first_grants=[Principal.user(self.partnership.user("ce_coordinator").pk)],
                basis="test",
                source="test",
                by=SETTING,
            )
            if worker is not None:
                self.hold(person, worker)
            if basis:
                self.record_basis(person)
            return open_case(person=person, panel=self.partnership.panel, part=part, by=SETTING)

    def hold(self, person: Person, worker: str) -> None:
        user = self.partnership.user(worker)
        record_case_holder(
            person=person,
            agency=self.partnership.agency("csc"),
            worker=user,
            worker_name=user.full_name,
            open_to_social_care=True,
            by=SETTING,
        )

    def record_basis(self, person: Person) -> None:
        record_basis(
            subject_id=person.pk, basis=LawfulBasis.PUBLIC_TASK, reason="Risk of exploitation", by=SETTING
        )
        record_awareness(
            subject_id=person.pk, of_whom=AwarenessOf.CHILD, status=ConsentState.GIVEN, by=SETTING
        )


def compiled(acting, meeting: Meeting, by: str = "business_support", **given: object) -> AgendaVersion:
    """Names sent and the agenda compiled by ``by``."""
    with acting(by) as actor:
        services.send_names(meeting=meeting, by=actor)
        return services.compile_agenda(meeting=meeting, by=actor, **given)


def approved(acting, meeting: Meeting) -> AgendaVersion:
    """The same, and approved by the chair."""
    version = compiled(acting, meeting)
    with acting("chair") as by:
        services.review_agenda(version=version, outcome=ApprovalOutcome.APPROVED, by=by)
    return version


def circulated(acting, meeting: Meeting) -> AgendaVersion:
    """The same, and circulated by business support."""
    version = approved(acting, meeting)
    with acting("business_support") as by:
        services.circulate(version=version, by=by)
    return version


def item_of(case: Case) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting__panel").get(case=case)
