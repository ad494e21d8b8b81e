"""What the demonstration's story leaves out, so that every table holds a row and a meeting is running.

It is 2:30pm on the day of the next meeting. Everything goes through services, but for exclusions and
restrictions, which have no service yet.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from macem.accounts.services import create_user
from macem.actions import services as actions
from macem.actions.models import Action
from macem.actions.owners_left import flag_owners_left
from macem.agencies import services as agencies
from macem.attachments import services as attachments
from macem.attachments.tests.files import pdf
from macem.audit import services as audit
from macem.confidentiality.models import Exclusion, Restriction, RestrictionMember
from macem.demo.calendar import moment
from macem.demo.meeting_day import ATTENDEES
from macem.demo.partnership import Partnership
from macem.demo.screening_forms import answers, begin_form, send_form
from macem.imports import services as imports
from macem.imports.reading import plan_of
from macem.meetings import services as meetings
from macem.meetings.models import AgendaItem, Attendance, Minutes
from macem.nominations import services as nominations
from macem.people import services as people
from macem.people.finding import Perhaps
from macem.people.likeness import Compared, Likeness
from macem.people.models import Person, PersonName
from macem.protocol.assessment import Given
from macem.protocol.sharing import AfterWithdrawal
from macem.protocol.vocabulary import (
    AttendanceStatus,
    ConsentState,
    HarmfulSexualBehaviour,
    RammOutcome,
    RiskLevel,
    Role,
)
from macem.protocol.vocabulary.assessment import Noted
from macem.protocol.vocabulary.early_help import EarlyHelpState, WorkEffect
from macem.protocol.vocabulary.facts import AddressKind, LinkKind, SafeToContact, Topic
from macem.protocol.vocabulary.safeguarding import (
    EmergencyCall,
    EnquiryOutcome,
    NrmBody,
    NrmDecisionKind,
    NrmNoteKind,
    NrmOutcome,
)
from macem.protocol.vocabulary.states import AwarenessOf, ImportKind, NameKind, ReturnChoice
from macem.referrals import services as referrals
from macem.referrals.grounds import Grounds
from macem.referrals.matrices import in_force
from macem.referrals.models import EarlyHelp, NrmReferral, Referral
from macem.schedule.models import Meeting
from macem.sharing import services as sharing
from tests.meta.visitors import BY

TODAY = date(2026, 12, 31)
"""The day on which the demonstration is told; its next meeting is on Wednesday 6 January 2027."""
MEETING_DAY = date(2027, 1, 6)
NOW = moment(MEETING_DAY, 14, 30)

CHILD, ADULT, NEWCOMER, HELPED = "Test-Maple", "Test-Flint", "Test-Wren", "Test-Vale"
RESTRICTED, BARRED, CONFLICTED = "Test-Oakes", "Test-Rowan", "Test-Thorne"

FILE = "CHILD,DOB,MISSING,MIS_START,MIS_END\n{number},12/03/2011,M,{start},{end}\n"


def bearer(surname: str) -> Person:
    """Return the person of the demonstration who bears ``surname``; the first where a family does."""
    return Person.objects.get(pk=PersonName.objects.filter(surname=surname).order_by("pk")[0].person_id)


def item_of(surname: str) -> AgendaItem:
    """Return the place of the bearer of ``surname`` on the agenda of the running meeting."""
    person = bearer(surname)
    return AgendaItem.objects.get(meeting__on=MEETING_DAY, subject_id=person.pk, removed_at=None)


class More:
    """Adds to the demonstration, each thing by somebody of the partnership."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        self.panel = partnership.panel
        self.education = partnership.agency("education")

    def add(self, latecomer: Any) -> None:
        """Add everything; ``latecomer`` is a contact who joined after the past meetings."""
        self._facts()
        self._assessing()
        self._safeguarding()
        self._screened()
        self._before_the_meeting()
        self._asked()
        self._in_the_meeting()
        self._postponed()
        self._actions()
        self._barred()
        self._files()
        first = Minutes.objects.order_by("pk")[0]
        self._does("health_spoc", meetings.note_minutes_opened, minutes=first)
        self._does(
            "chair",
            meetings.let_read_minutes,
            meeting=first.meeting,
            user=latecomer,
            reason="Took over from Lena",
        )
        audit.record_access(
            by=self.partnership.actor("chair"), subject_id=bearer(CHILD).pk, route="casefile:person"
        )

    def _does(self, key: str, service: Any, *, at: datetime = NOW, **what: Any) -> Any:
        return self.partnership.does(key, service, at=at, **what)

    def _facts(self) -> None:
        """What is recorded about the child, some of it restricted, and about two who belong together."""
        child, friend = bearer(CHILD), bearer(CONFLICTED)
        about = {"person": child, "since": date(2026, 3, 2), "told_by": "His grandmother told the school"}
        by = "ce_coordinator"
        self._does(by, people.record_fact, topic=Topic.LANGUAGE, code="other", words="Cornish", **about)
        self._does(by, people.record_fact, topic=Topic.GP, words="Surgery by the old mill", **about)
        self._does(by, people.record_address, kind=AddressKind.HOME, lines="4 Invented Close", **about)
        self._does(
            by, people.record_address, kind=AddressKind.PLACEMENT, placement="residential",
            carer="Staff of the Invented House", suitable=False, suitable_why="Two go missing", **about,
        )  # fmt: skip
        self._does(by, people.record_schooling, status="on_roll", school="Invented Academy", **about)
        self._does(by, people.record_home_authority, authority="Invented Council", **about)
        self._does(
            by, people.record_contact, relation="father", name="Lee Test-Father", telephone="01904 999001",
            safe=SafeToContact.NO, safe_why="Would tell the man who drives", **about,
        )  # fmt: skip
        wrong = self._does(by, people.record_fact, topic=Topic.SEND, code="K", **about)
        self._does(by, people.withdraw_record, record=wrong, reason="Read from his brother's file")
        self._does(
            by, people.link_people, person=child, other=friend, kind=LinkKind.FRIEND, words="From the park"
        )
        self._does(by, people.form_peer_group, name="The park", people=[child, friend], words="Meet there")
        self._mistakes(child, friend)

    def _mistakes(self, child: Person, friend: Person) -> None:
        """One of each kind of record that was taken off as wrong, with why."""
        by, told = "ce_coordinator", {"told_by": "A letter meant for somebody else"}
        name = self._does(
            by, people.add_name, person=child, kind=NameKind.ALIAS, forename="Casp", surname="Test-Misread"
        )
        self._does(by, people.withdraw_name, name=name, reason="Misread on the telephone")
        pupils = self._does(by, people.form_peer_group, name="The tram", people=[child, friend], **told)
        wrong = (
            self._does(
                by, people.record_address, person=child, kind=AddressKind.HOME, lines="9 Nowhere Row", **told
            ),
            self._does(
                by, people.record_schooling, person=child, status="on_roll", school="No School", **told
            ),
            self._does(
                by,
                people.record_contact,
                person=child,
                relation="mother",
                name="Jo Test-Nobody",
                safe=SafeToContact.YES,
                **told,
            ),
            self._does(by, people.record_home_authority, person=child, authority="Elsewhere", **told),
            self._does(by, people.link_people, person=child, other=friend, kind=LinkKind.SIBLING, **told),
            pupils.members.all()[0],
        )
        for record in wrong:
            self._does(by, people.withdraw_record, record=record, reason="It was about another child")

    def _safeguarding(self) -> None:
        """Early help by social care, an NRM decision that is reconsidered, two enquiries, an emergency."""
        day, csc = MEETING_DAY - timedelta(days=3), self.partnership.agency("csc")
        self._does(
            "mash", referrals.decide_referral, referral=Referral.objects.get(subject=bearer(HELPED).subject),
            level=3, reason="Another agency takes over",
            early_help=referrals.EarlyHelpOffer(csc, ("PACE",), MEETING_DAY + timedelta(days=30)),
        )  # fmt: skip
        help_ = EarlyHelp.objects.get(agency=csc)
        self._does("csc_spoc", referrals.name_lead_person, early_help=help_, name="Alex Example-Worth")
        self._does(
            "csc_spoc", referrals.review_early_help, early_help=help_, outcome=EarlyHelpState.UNDER_WAY,
            reviewed_on=MEETING_DAY, reason="She talks more at home", next_review_on=day + timedelta(days=20),
            work={one.pk: (WorkEffect.SOME_CHANGE, "Two evenings") for one in help_.work.all()},
        )  # fmt: skip
        nrm = NrmReferral.objects.filter(subject=bearer(CHILD).subject)[0]
        decided = self._does(
            "mash", referrals.record_nrm_decision, nrm=nrm, kind=NrmDecisionKind.REASONABLE_GROUNDS,
            outcome=NrmOutcome.NEGATIVE, body=NrmBody.SCA, decided_on=day,
        )  # fmt: skip
        self._does("mash", referrals.record_reconsideration, decision=decided, requested_on=day)
        self._does(
            "mash", referrals.note_for_nrm, nrm=nrm, kind=NrmNoteKind.GUARDIAN, on=day, words="Asked by post"
        )
        for person in (bearer(CHILD), bearer(NEWCOMER)):
            held = self._does(
                "mash", referrals.record_strategy_meeting, person=person, held_on=day, section_47=True,
                outcome="An enquiry is opened", agencies=[csc],
            )  # fmt: skip
        self._does(
            "mash", referrals.conclude_enquiry, meeting=held, outcome=EnquiryOutcome.SUPPORT,
            concluded_on=MEETING_DAY, reason="A plan with the family",
        )  # fmt: skip
        stop = self._does("referrer", referrals.stop_for_emergency, panel=self.panel, agency=self.education)
        self._does(
            "mash", referrals.follow_up_emergency, stop=stop, call=EmergencyCall.NOTHING_FURTHER,
            reason="A slip of the hand",
        )  # fmt: skip

    def _screened(self) -> None:
        """A form that the safeguarding lead of a school has begun, and one about the child, decided on."""
        begun = answers(
            forename="Ash",
            surname="Test-Furrow",
            strands=["cce"],
            narrative="Waits for a white van after school",
            strengths="An uncle who listens",
            signs={"gifts": "New shoes each week"},
        )
        begin_form(self.partnership, "referrer", begun, at=NOW)
        sent = answers(
            forename="Cass",
            surname=CHILD,
            strands=["cse", "online"],
            narrative="Messages at night from somebody called Blue",
            strengths="Swims for the county",
            signs={"images": "He asked twice for pictures"},
            harm_now="Bruised wrists on Monday",
        )
        referral = send_form(self.partnership, "referrer", sent, at=NOW - timedelta(hours=5))
        self._does(
            "mash",
            referrals.decide_referral,
            referral=referral,
            level=4,
            reason="The same child, and worse",
            person=bearer(CHILD),
        )

    def _assessing(self) -> None:
        """An assessment that is being written together, and one attached from Mosaic."""
        child = bearer(CHILD)
        draft = self._does("social_worker", referrals.begin_assessment, person=child)
        said = {"owes": Given("noted", "Sixty pounds for a phone"), "child-says": Given("no", "Was not in")}
        self._does("social_worker", referrals.save_assessment_answers, draft=draft, given=said, seen={})
        helper = self.partnership.user("second_social_worker")
        self._does("social_worker", referrals.share_assessment, draft=draft, user=helper)
        matrix = in_force(self.panel, TODAY)
        key = matrix.signs[0].key
        asked = {"child_voice": "Not the blue car", "asked_by": "Her aunt"}
        for voice in ({"not_asked": "Was asleep"}, asked):
            self._does(
                "second_social_worker", referrals.record_assessment, person=bearer(CONFLICTED),
                level=RiskLevel.ESCALATING, harmful_sexual_behaviour=HarmfulSexualBehaviour.NONE,
                narrative="Is picked up by two cars", strengths="A coach whom he rings",
                completed_on=TODAY, sent_to=self.partnership.user("service_manager"),
                grounds=Grounds(
                    matrix=matrix, notes={key: (Noted.NOTED, "A second telephone")},
                    level_reason="Two signs more than the form asks for", **voice,
                ),
                written_with=[self.partnership.user("social_worker")],
            )  # fmt: skip
        stored = self._does(
            "social_worker", attachments.hold, subject_id=child.pk, name="Dale.pdf", data=pdf()
        )
        self._does(
            "social_worker", referrals.attach_assessment, person=child, panel=self.panel, stored=stored,
            level=RiskLevel.EMERGING, harmful_sexual_behaviour=HarmfulSexualBehaviour.NONE,
            written_by="Pat Example-Away", signed_by="Kim Example-Away", number="M-4471",
            completed_on=date(2026, 5, 4), signed_on=date(2026, 5, 6),
        )  # fmt: skip

    def _before_the_meeting(self) -> None:
        newcomer = bearer(NEWCOMER)
        self._does("referrer", referrals.stop_for_emergency, panel=self.panel, agency=self.education)
        self._does(
            "mash",
            people.keep_apart,
            person=newcomer,
            found=[Perhaps(bearer(CHILD).pk, Compared(Likeness.LIKELY), is_seen=True)],
            why="Two cousins of one name",
        )
        about = {"subject_id": newcomer.pk}
        self._does(
            "ce_coordinator",
            sharing.record_awareness,
            of_whom=AwarenessOf.CHILD,
            status=ConsentState.WITHDRAWN,
            reason="Wants nobody at school to hear of it",
            **about,
        )
        self._does(
            "ce_coordinator",
            sharing.decide_after_withdrawal,
            choice=AfterWithdrawal.STOP,
            reason="Nothing is shared for now",
            **about,
        )

    def _asked(self) -> None:
        """The RAMM asked Health about the newcomer, who is back on its list with the answer."""
        before = moment(MEETING_DAY - timedelta(days=1), 10)
        proposed = nominations.Proposed(
            outcome=RammOutcome.MORE_INFORMATION,
            more_from=self.partnership.agency("health"),
            more_by=MEETING_DAY + timedelta(days=7),
            question="When did a nurse last see her?",
        )
        first = self._does(
            "ce_coordinator",
            nominations.decide,
            panel=self.panel,
            person=bearer(NEWCOMER),
            proposed=replace(proposed, question="Is she known?"),
            at=before,
        )
        decision = self._does(
            "ce_coordinator",
            nominations.change_decision,
            decision=first,
            proposed=proposed,
            why="The question was too wide",
            at=before + timedelta(minutes=5),
        )
        self._does(
            "health_spoc",
            nominations.answer_question,
            question=decision.question,
            text="At the drop-in before Christmas",
            at=before + timedelta(hours=3),
        )

    def _in_the_meeting(self) -> None:
        meeting = Meeting.objects.get(on=MEETING_DAY)
        health = ("health_spoc", AttendanceStatus.PRESENT), ("health_deputy", AttendanceStatus.APOLOGIES)
        for key, status in (*ATTENDEES, *health):
            self._does(
                "business_support",
                meetings.record_attendance,
                meeting=meeting,
                agency=self.partnership.agency_of(key),
                user=self.partnership.user(key),
                status=status,
                accepted=status.in_the_room,
                at=moment(MEETING_DAY, 13, 55),
            )
        item, agency = item_of(CHILD), self.partnership.agency("health")
        self._does(
            "health_spoc", meetings.save_draft, item=item, agency=agency, choice=ReturnChoice.SHARED,
            information="Was seen at the drop-in",
        )  # fmt: skip
        self._does("chair", meetings.start_meeting, meeting=meeting, at=moment(MEETING_DAY, 14, 5))
        notes = "business_support"
        self._does(notes, meetings.show_item, item=item)
        self._does(
            notes, meetings.save_record, item=item, version=0, discussion="What the agencies said about him",
            child_voice="Wants to stay with his grandmother", family_voice="She agrees",
            level=RiskLevel.ESCALATING, level_reason="Fewer absences", plan="Evenings at the art club",
        )  # fmt: skip
        self._does(
            notes, meetings.give_information, item=item, agency=agency, fact="Two visits", opinion="Tired",
            offer="A nurse he knows",
        )  # fmt: skip
        self._does(
            notes, meetings.record_dissent, item=item, agency=self.partnership.agency("probation"),
            name="Theo Example-Lund", reason="Thinks the level is too low",
        )  # fmt: skip
        self._does(
            notes,
            meetings.raise_concern,
            item=item,
            about="A younger cousin",
            concern="Is out with him at night",
        )
        self._does(
            notes, meetings.agree_item_action, item=item, text="Ring the grandmother", owner=None,
            owner_name="A teacher", agency=self.partnership.agency("education"), due=date(2027, 1, 20),
        )  # fmt: skip
        attendance = Attendance.objects.get(
            meeting=meeting, user=self.partnership.user("lat_spoc"), replaced_at=None
        )
        self._does(notes, meetings.recuse, item=item_of(CONFLICTED), attendance=attendance)

    def _postponed(self) -> None:
        meeting = Meeting.objects.filter(on__gt=MEETING_DAY).order_by("on")[0]
        self._does("business_support", meetings.send_names, meeting=meeting)
        moved = self._does(
            "chair",
            meetings.postpone_meeting,
            meeting=meeting,
            to_on=meeting.on + timedelta(days=1),
            reason="Probation cannot send anybody",
        )
        item = AgendaItem.objects.get(meeting=moved, subject_id=bearer(CHILD).pk)
        self._does("social_worker", meetings.confirm_interim_safety, item=item, what="Stays with his aunt")
        other = AgendaItem.objects.get(meeting=moved, subject_id=bearer(CONFLICTED).pk)
        self._does("chair", meetings.remove_item, item=other, reason="Has moved away")

    def _actions(self) -> None:
        given = create_user(email="leaves@only.example.org", full_name="Lu Example-Leaves", by=BY)
        yjs = self.partnership.agency("yjs")
        role = agencies.give_role(
            user=given,
            agency=yjs,
            panel=self.panel,
            role=Role.REPRESENTATIVE,
            by=BY,
            at=NOW - timedelta(days=9),
        )
        children = [bearer(CHILD).pk, bearer(BARRED).pk]
        agreed = [
            self._does(
                "ce_coordinator", actions.agree_action, panel=self.panel, text=text, owner=given,
                owner_name="", agency=yjs, due=date(2027, 2, 1), subject_id=children[0],
                also_about=children[1:],
            )
            for text in ("Find a boxing club", "Ask the two families in together")
        ]  # fmt: skip
        taken, left = Action.objects.filter(pk__in=[action.pk for action in agreed]).order_by("pk")
        spoc = self.partnership.user("yjs_spoc")
        self._does("yjs_spoc", actions.name_new_owner, action=taken, owner=spoc, owner_name="", agency=yjs)
        self._does("yjs_spoc", actions.update_action, action=taken, text="Two clubs have places")
        agencies.end_role(membership=role, by=BY, at=NOW - timedelta(hours=1))
        flag_owners_left(at=NOW)
        left.refresh_from_db()

    def _barred(self) -> None:
        restriction = Restriction.objects.create(subject_id=bearer(RESTRICTED).pk, since=NOW)
        RestrictionMember.objects.create(
            restriction=restriction, user_id=self.partnership.user("social_worker").pk
        )
        for key in ("police_spoc", "ce_coordinator"):
            Exclusion.objects.create(
                subject_id=bearer(BARRED).pk, user_id=self.partnership.user(key).pk, since=NOW
            )

    def _files(self) -> None:
        for start, end in (("01/10/2026", "03/10/2026"), ("01/11/2026", "02/11/2026")):
            upload = self._does(
                "ce_coordinator", imports.take_in, panel=self.panel, kind=ImportKind.SSDA903_MISSING,
                file_name="missing.csv", content=FILE.format(number=900001, start=start, end=end).encode(),
            )  # fmt: skip
        by = self.partnership.actor("ce_coordinator")
        self._does("ce_coordinator", imports.apply, upload=upload, seen=plan_of(upload, by=by).digest)
