"""What happens at the demonstration's past meetings, and afterwards: the record, the minutes, the actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from macem.actions import services as actions
from macem.actions.models import Action
from macem.demo.calendar import moment
from macem.demo.cast.shapes import ActionStory, AdultStory, Cast, ChildStory
from macem.demo.partnership import Partnership
from macem.meetings import services as meetings
from macem.meetings.models import AgendaItem
from macem.meetings.services.decisions import ProposedClosure
from macem.people.models import Person
from macem.protocol.vocabulary import ActionOutcome, AttendanceStatus, Part, RiskLevel
from macem.protocol.vocabulary.states import ApprovalOutcome, ItemOutcome
from macem.schedule.models import Meeting

ATTENDEES = (
    ("chair", AttendanceStatus.PRESENT),
    ("vice_chair", AttendanceStatus.PRESENT),
    ("police_spoc", AttendanceStatus.PRESENT),
    ("csc_spoc", AttendanceStatus.PRESENT),
    ("probation_spoc", AttendanceStatus.PRESENT),
    ("lat_spoc", AttendanceStatus.PRESENT),
    ("yjs_spoc", AttendanceStatus.PRESENT),
    ("education_spoc", AttendanceStatus.PRESENT),
)
NOTES = "business_support"
CARRIED = timedelta(days=28)


@dataclass
class MeetingDay:
    """Holds one past meeting. ``people`` finds the row of a story's person."""

    partnership: Partnership
    meeting: Meeting
    people: dict[str, Person]
    cast: Cast

    def hold(self, number: int) -> None:
        """Hold the meeting, then distribute its minutes within the week and let owners do what they do."""
        self._attend(number)
        does, day = self.partnership.does, self.meeting.on
        does("chair", meetings.start_meeting, meeting=self.meeting, at=moment(day, 14, 5))
        items = AgendaItem.objects.filter(meeting=self.meeting, removed_at=None).select_related("case")
        agreed: list[tuple[Action, ActionStory]] = []
        for place, item in enumerate(items):
            agreed += self._discuss(item, number, moment(day, 14, 10) + timedelta(minutes=7 * place))
        does("chair", meetings.finish_meeting, meeting=self.meeting, at=moment(day, 16))
        self._minutes()
        for action, story in agreed:
            self._carry_out(action, story)

    def _attend(self, number: int) -> None:
        health = (
            ("health_deputy", AttendanceStatus.DEPUTY)
            if number == 1
            else (
                "health_spoc",
                AttendanceStatus.PRESENT,
            )
        )
        for key, status in (*ATTENDEES, health):
            self.partnership.does(
                NOTES,
                meetings.record_attendance,
                meeting=self.meeting,
                agency=self.partnership.agency_of(key),
                user=self.partnership.user(key),
                status=status,
                accepted=True,
                at=moment(self.meeting.on, 13, 55),
            )

    def _discuss(self, item: AgendaItem, number: int, at: datetime) -> list[tuple[Action, ActionStory]]:
        story = self._story_of(item)
        if story.first < number:
            self._review_earlier(item, at)
        adult = item.part is Part.ADULT_2
        fields = _of_an_adult(story) if isinstance(story, AdultStory) else self._of_a_child(story, number, at)
        self.partnership.does(
            NOTES, meetings.save_record, item=item, version=0, all_agree=True, at=at, **fields
        )
        agreed = [self._agree(item, task, at) for task in story.actions if story.first == number]
        self.partnership.does(
            NOTES,
            meetings.agree_item_sharing,
            item=item,
            may_be_told="Nothing for now." if adult else "That the agencies met, and what they offer.",
            told_by="Nobody" if adult else "The social worker",
            tell_by=None if adult else self.meeting.on + timedelta(days=7),
            agencies_may_hold="The agreed actions and the level.",
            at=at,
        )
        self._decide(item, story, number, at)
        return agreed

    def _of_a_child(self, story: ChildStory, number: int, at: datetime) -> dict[str, object]:
        return {
            "discussion": story.concern,
            "child_voice": story.voice,
            "family_voice": "The parents want one person to ring, day or night.",
            "voice_asked_by": self.partnership.user(story.worker).full_name,
            "voice_asked_on": (at - timedelta(days=4)).date(),
            "level": _level_at(story, number),
            "level_reason": "As the agencies’ information shows.",
            "plan": story.plan,
        }

    def _agree(self, item: AgendaItem, task: ActionStory, at: datetime) -> tuple[Action, ActionStory]:
        owner = self.partnership.user(task.owner)
        action = self.partnership.does(
            NOTES,
            meetings.agree_item_action,
            item=item,
            text=task.text,
            owner=owner,
            owner_name=owner.full_name,
            agency=self.partnership.agency_of(task.owner),
            due=self.meeting.on + timedelta(days=task.days),
            at=at,
        )
        return action, task

    def _decide(self, item: AgendaItem, story: ChildStory | AdultStory, number: int, at: datetime) -> None:
        closure = None
        if (
            isinstance(story, ChildStory)
            and story.closes
            and number == story.first + len(story.levels_agreed) - 1
        ):
            closure = ProposedClosure(
                kind=story.closes,
                reason="Agreed by everybody present.",
                evidence="No new concern for two months; the child says that it has stopped.",
                accepted_by=story.accepted_by,
            )
        self.partnership.does(
            "chair",
            meetings.decide_item,
            item=item,
            outcome=ItemOutcome.CLOSE if closure else ItemOutcome.CONTINUE,
            closure=closure,
            at=at + timedelta(minutes=6),
        )

    def _review_earlier(self, item: AgendaItem, at: datetime) -> None:
        """Carry forward what is late; the rest runs on (M8)."""
        for action in Action.objects.filter(subject_id=item.subject_id).with_state().open():
            if action.due < self.meeting.on:
                self.partnership.does(
                    "chair",
                    actions.record_result,
                    action=action,
                    outcome=ActionOutcome.CARRIED_FORWARD,
                    evidence="Not finished in time.",
                    new_due=self.meeting.on + CARRIED,
                    at=at,
                )

    def _minutes(self) -> None:
        does, day = self.partnership.does, self.meeting.on
        minutes = does(
            NOTES, meetings.draft_minutes, meeting=self.meeting, at=moment(day + timedelta(days=1), 10)
        )
        does(
            "chair",
            meetings.review_minutes,
            minutes=minutes,
            outcome=ApprovalOutcome.APPROVED,
            at=moment(day + timedelta(days=2), 9),
        )
        does(NOTES, meetings.distribute_minutes, minutes=minutes, at=moment(day + timedelta(days=2), 11))

    def _carry_out(self, action: Action, story: ActionStory) -> None:
        if not story.done:
            return
        at = moment(self.meeting.on + timedelta(days=max(story.days - 2, 3)), 15)
        action.refresh_from_db()
        self.partnership.does(
            story.owner,
            actions.record_result,
            action=action,
            outcome=ActionOutcome.DONE,
            evidence=story.done,
            effect=story.effect,
            at=at,
        )

    def _story_of(self, item: AgendaItem) -> ChildStory | AdultStory:
        for child in self.cast.children:
            if child.number in self.people and self.people[child.number].pk == item.subject_id:
                return child
        return next(
            adult
            for adult in self.cast.adults
            if adult.surname in self.people and self.people[adult.surname].pk == item.subject_id
        )


def _of_an_adult(story: AdultStory) -> dict[str, object]:
    return {
        "discussion": story.connection,
        "level": RiskLevel.SIGNIFICANT,
        "level_reason": "As the police assessed it.",
        "plan": "Keep police measures under review.",
    }


def _level_at(story: ChildStory, number: int) -> RiskLevel:
    return story.levels_agreed[number - story.first]
