"""How the demonstration's people come in: referral, MASH, assessment, absences, the decision of the RAMM."""

from dataclasses import dataclass
from datetime import date, timedelta

from macem.demo.calendar import moment
from macem.demo.cast.shapes import AdultStory, Cast, ChildStory
from macem.demo.partnership import Partnership
from macem.intelligence import services as intelligence
from macem.missing import services as missing
from macem.nominations import services as nominations
from macem.nominations.models import Nomination
from macem.nominations.services.deciding import Proposed
from macem.people.models import Person
from macem.protocol.vocabulary import (
    AbsenceType,
    ConsentState,
    LawfulBasis,
    Part,
    RammOutcome,
    RiskLevel,
)
from macem.protocol.vocabulary.states import AssessmentOutcome, AwarenessOf
from macem.referrals import services as referrals
from macem.referrals.models import Referral
from macem.schedule.models import Meeting
from macem.sharing import services as sharing

REFERRED, DECIDED, ASSESSED, SIGNED, RAMM = 27, 26, 23, 22, 20
"""How many days before the meeting each step is taken; the RAMM decides before the names are due."""


@dataclass
class ComingIn:
    """Takes one story after the other up to the RAMM."""

    partnership: Partnership
    cast: Cast

    def child(self, story: ChildStory, day: date) -> Person:
        """Refer a child, decide at the MASH, assess and sign off; record each absence as it is reported.

        ``day`` is the day from which the story counts back.
        """
        referral = self.refer(story, day)
        decision = self.partnership.does(
            "mash",
            referrals.decide_referral,
            referral=referral,
            level=story.mash_level,
            reason="Considered with what is known to police, health and school.",
            early_help=self._early_help(story, day),
            worker=self.partnership.user(story.worker) if story.mash_level == 4 else None,
            at=moment(day - timedelta(days=DECIDED), 10),
        )
        person = Person.objects.get(pk=decision.referral.subject_id)
        for absence in story.absences:
            self._absent(person, day, absence.days_before, absence.hour, absence.hours)
        if story.nrm:
            self.partnership.does(
                "mash",
                referrals.record_nrm_referral,
                person=person,
                responder="City council children’s services",
                number="",
                submitted_on=day - timedelta(days=ASSESSED),
                at=moment(day - timedelta(days=ASSESSED), 9),
            )
        if story.level is not None:
            self.assess(
                person, story, story.level, day - timedelta(days=ASSESSED), sign=story.first <= self.cast.past
            )
        return person

    def _early_help(self, story: ChildStory, day: date) -> referrals.EarlyHelpOffer | None:
        """What the MASH offers at levels 2 and 3; the local area team does it."""
        if story.mash_level not in (2, 3):
            return None
        return referrals.EarlyHelpOffer(
            agency=self.partnership.agency("lat"),
            work=("Internet safety",),
            review_on=day - timedelta(days=DECIDED) + timedelta(days=42),
        )

    def adult(self, story: AdultStory, day: date) -> Person:
        """Register an adult and record the police's assessment; ``day`` as for a child."""
        by = "intelligence_ds"
        person = self.partnership.does(
            by,
            intelligence.register_adult,
            panel=self.partnership.panel,
            forename=story.forename,
            surname=story.surname,
            date_of_birth=date(*story.born),
            at=moment(day - timedelta(days=REFERRED), 15),
        )
        self.partnership.does(
            by,
            intelligence.record_police_assessment,
            person=person,
            assessed_on=day - timedelta(days=REFERRED),
            assessor="DC Example-Sayer",
            unidentified_child=True,
            connection=story.connection,
            at=moment(day - timedelta(days=REFERRED), 16),
        )
        return person

    def assess(
        self, person: Person, story: ChildStory, level: RiskLevel, on: date, *, sign: bool = True
    ) -> None:
        """Write a risk assessment and, unless it is to wait, have a service manager sign it off (P4)."""
        assessment = self.partnership.does(
            story.worker,
            referrals.record_assessment,
            person=person,
            level=level,
            harmful_sexual_behaviour=story.behaviour,
            narrative=story.concern,
            strengths=story.strengths,
            completed_on=on,
            sent_to=self.partnership.user("service_manager"),
            at=moment(on, 16),
        )
        if sign:
            self.partnership.does(
                "service_manager",
                referrals.review_assessment,
                assessment=assessment,
                outcome=AssessmentOutcome.SIGNED_OFF,
                at=moment(on + timedelta(days=1), 9, 30),
            )

    def take_to(self, meeting: Meeting, person: Person) -> None:
        """Ask the criteria and let the RAMM (for an adult the DS) take the person to ``meeting`` (P5, I2)."""
        at = moment(meeting.on - timedelta(days=RAMM), 11)
        nominations.drain_changed_facts(at=at)
        nominated = Nomination.objects.filter(subject_id=person.pk).order_by("part").first()
        if nominated is None:
            raise LookupError(f"No criterion nominates the person of subject {person.pk}.")
        adult = nominated.part is Part.ADULT_2
        self.partnership.does(
            "intelligence_ds" if adult else "ce_coordinator",
            nominations.decide,
            panel=self.partnership.panel,
            person=person,
            proposed=Proposed(outcome=RammOutcome.TO_MACEM, part=nominated.part, meeting=meeting),
            at=at,
        )

    def put_off(self, meeting: Meeting, person: Person) -> None:
        """Let the RAMM decide against MACEM for now, for the reason that a service manager gives (P5)."""
        at = moment(meeting.on - timedelta(days=RAMM), 11)
        nominations.drain_changed_facts(at=at)
        self.partnership.does(
            "ce_coordinator",
            nominations.decide,
            panel=self.partnership.panel,
            person=person,
            proposed=Proposed(
                outcome=RammOutcome.NOT_NOW,
                reason="The plan that began last month holds.",
                manager=self.partnership.user("service_manager"),
                manager_reason="One worker sees the child every week; we look again next month.",
            ),
            at=at,
        )

    def refer(self, story: ChildStory, day: date) -> Referral:
        """Send a worry about a child to the MASH (P1)."""
        from_social_care = story.home_authority != ""
        return self.partnership.does(
            story.referred_by,
            referrals.submit_referral,
            panel=self.partnership.panel,
            agency=self.partnership.agency_of(story.referred_by),
            forename=story.forename,
            surname=story.surname,
            date_of_birth=born(story.age, day),
            csc_number=story.number,
            strands=story.strands,
            harmful_sexual_behaviour=story.behaviour,
            concern=story.concern,
            strengths=story.strengths,
            home_authority=story.home_authority,
            discussion_reason="Her own authority and ours hold different pieces." if from_social_care else "",
            at=moment(day - timedelta(days=REFERRED), 12, 15),
        )

    def _absent(self, person: Person, day: date, days_before: int, hour: int, hours: int) -> None:
        start = moment(day - timedelta(days=days_before), hour)
        end = start + timedelta(hours=hours)
        self.partnership.does(
            "mash",
            missing.record_episode,
            person=person,
            kind=AbsenceType.MISSING,
            started_on=start.date(),
            started_at=start.time(),
            ended_on=end.date(),
            ended_at=end.time(),
            source="Police report",
            at=max(end + timedelta(hours=2), moment(day - timedelta(days=DECIDED), 10, 5)),
        )

    def child_basis(self, person: Person, story: ChildStory, day: date) -> None:
        """Record what the child said about sharing, and the lawful basis (S5)."""
        by = story.worker if story.mash_level == 4 else "ce_coordinator"
        self.partnership.does(
            by,
            sharing.record_awareness,
            subject_id=person.pk,
            of_whom=AwarenessOf.CHILD,
            status=ConsentState.GIVEN,
            at=moment(day, 14),
        )
        self.partnership.does(
            by,
            sharing.record_basis,
            subject_id=person.pk,
            basis=LawfulBasis.SAFEGUARDING,
            reason="To protect the child from exploitation.",
            at=moment(day, 14),
        )

    def adult_basis(self, person: Person, day: date) -> None:
        """Record why the adult was not asked, and the lawful basis (S5)."""
        self.partnership.does(
            "chair",
            sharing.record_awareness,
            subject_id=person.pk,
            of_whom=AwarenessOf.ADULT,
            status=ConsentState.NOT_SOUGHT,
            reason="Asking would put children at risk.",
            at=moment(day, 14),
        )
        self.partnership.does(
            "chair",
            sharing.record_basis,
            subject_id=person.pk,
            basis=LawfulBasis.LAW_ENFORCEMENT,
            reason="To prevent the exploitation of children.",
            at=moment(day, 14),
        )


def born(age: int, on: date) -> date:
    """Return a date of birth that makes somebody ``age`` on ``on``, half a year after the birthday."""
    return (on - timedelta(days=183)).replace(day=12, year=(on - timedelta(days=183)).year - age)
