"""One person's item in the meeting: what we know, what we decide, and what is still open (clauses M5-M8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.actions.models import Action
from macem.gate import clock
from macem.govuk.dates import clock_time, full_date, short_date, stamp
from macem.govuk.parts import Link, Pair
from macem.meetings import representation
from macem.meetings.minuting import level_before
from macem.meetings.models import (
    AgencyReturn,
    AgendaItem,
    Attendance,
    InformationGiven,
    ItemAction,
    ItemDecision,
    ItemRecord,
)
from macem.meetings.open_points import ItemSheet, sheet_of
from macem.meetings.paths import meeting_path
from macem.meetings.reviewed_actions import EarlierAction, due_of, earlier_actions, reached_at
from macem.meetings.wording import sentences
from macem.people.presenters import PersonPresenter
from macem.protocol.item_record import Lack
from macem.protocol.quorum import Quorum
from macem.protocol.transitions import Needed
from macem.protocol.vocabulary import ActionOutcome, ReturnStatus, RiskLevel
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.referrals.summary import Safeguarding, safeguarding
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of

STATES = {
    ActionOutcome.DONE: "done",
    ActionOutcome.NOT_DONE: "stop",
    ActionOutcome.NO_LONGER_POSSIBLE: "none",
    ActionOutcome.CARRIED_FORWARD: "ask",
}
ANCHORS = {
    Needed.PRESENTER: "record",
    Needed.VOICE: "record",
    Needed.AGREED_LEVEL: "record",
    Needed.CONCERN_OWNERS: "concerns",
    Needed.SHARING_AGREEMENT: "sharing",
    Needed.DECISION: "decision",
}


@dataclass(frozen=True)
class ActionRow:
    """An action in a table: who, by when, what became of it."""

    number: int
    version: int
    text: str
    kind: str
    owner: str
    agency: str
    due: str
    outcome: str = ""
    state: str = ""
    said: str = ""


@dataclass(frozen=True)
class InformationRow:
    """What one agency shared before, or said in, the meeting; ``said_now`` tells them apart."""

    agency: str
    fact: str
    opinion: str
    offer: str
    said_now: bool


@dataclass(frozen=True)
class Attendee:
    """Somebody in the room, for the list beside the item."""

    name: str
    agency: str
    until: str
    stands_back: bool


@dataclass(frozen=True)
class ItemPage:
    """What the page says. Everything on it is what this reader may see."""

    meeting: Meeting
    item: AgendaItem
    person: PersonPresenter
    stage: Stage
    sheet: ItemSheet
    places: list[AgendaItem]
    earlier: list[EarlierAction]
    information: list[InformationRow]
    agreed: list[ActionRow]
    here: list[Attendee]
    quorum: Quorum
    level_then: str
    safeguarding: Safeguarding
    began: datetime | None
    may_record: bool

    @property
    def place(self) -> int:
        return [one.pk for one in self.places].index(self.item.pk)

    @property
    def title(self) -> str:
        """Without a name: the title goes into the browser's history."""
        return _("Item %(n)d of %(all)d") % {"n": self.place + 1, "all": len(self.places)}

    @property
    def in_session(self) -> bool:
        return self.stage is Stage.IN_SESSION

    @property
    def may_write(self) -> bool:
        """Whether this reader adds to the record now: in session, or afterwards to put it right."""
        return self.may_record and self.began is not None

    @property
    def may_agree(self) -> bool:
        return self.may_record and self.in_session

    @property
    def jump(self) -> list[Link]:
        """The running order: every item that this reader may see, by its number."""
        return [
            Link(str(number), item_path(one), current=one.pk == self.item.pk)
            for number, one in enumerate(self.places, start=1)
        ]

    @property
    def previous_url(self) -> str:
        return item_path(self.places[self.place - 1]) if self.place else ""

    @property
    def next_url(self) -> str:
        last = self.place + 1 == len(self.places)
        return "" if last else item_path(self.places[self.place + 1])

    @property
    def lede(self) -> str:
        """ "Part 1a. 15, 7K3F-QP. Presented by Jo Example-Finch." """
        parts = [self.item.part.label, f"{self.person.age_words}, {self.person.reference}"]
        presents = self.record.presented_by or self.item.presenter_name
        if presents:
            parts.append(_("Presented by %(who)s") % {"who": presents})
        return sentences(parts)

    @property
    def record(self) -> ItemRecord:
        return self.sheet.record or ItemRecord()

    @property
    def level_now(self) -> str:
        return RiskLevel(self.record.level).label if self.record.level else ""

    @property
    def level_pairs(self) -> list[Pair]:
        then, now = self.level_then, self.level_now
        return [
            Pair(_("Level then"), then or _("None agreed yet"), none=not then),
            Pair(_("Level now"), now or _("Not agreed yet"), none=not now),
        ]

    @property
    def safeguarding_pairs(self) -> list[Pair]:
        """Strategy meeting, section 47 enquiry, NRM and early help, as far as any is recorded (P3, C1)."""
        stands = self.safeguarding
        return [
            Pair(name, value)
            for name, value in (
                (_("Strategy meeting"), stands.strategy_meeting),
                (_("Section 47"), stands.section_47),
                (_("NRM"), stands.nrm),
                (_("Early help"), stands.early_help),
            )
            if value
        ]

    @property
    def sharing_pairs(self) -> list[Pair]:
        """What may be told, by whom, and what agencies may hold; nothing before it is agreed (S3)."""
        if self.sheet.sharing is None:
            return []
        agreed = self.sheet.sharing.agreement
        return [
            Pair(_("May be told"), agreed.may_be_told),
            Pair(_("By whom"), agreed.told_by),
            Pair(_("By when"), full_date(agreed.tell_by) or _("No date"), none=agreed.tell_by is None),
            Pair(_("Agencies may hold"), agreed.agencies_may_hold),
        ]

    @property
    def asked(self) -> str:
        """Who asked the child and the family, and when."""
        record = self.record
        when = full_date(record.voice_asked_on) if record.voice_asked_on else ""
        return ", ".join(filter(None, [record.voice_asked_by, when]))

    @property
    def saved(self) -> str:
        if self.sheet.record is None:
            return _("Nothing saved yet")
        return _("Version %(n)d, saved %(time)s") % {
            "n": self.record.version,
            "time": clock_time(self.record.saved_at),
        }

    @property
    def saved_stamp(self) -> str:
        """ "Saved 14:03:22", to the second: two people type."""
        if self.sheet.record is None:
            return _("Nothing yet")
        return _("Saved %(time)s") % {"time": stamp(self.record.saved_at)}

    @property
    def earlier_rows(self) -> list[ActionRow]:
        return [earlier_row(one) for one in self.earlier]

    @property
    def reviewed(self) -> str:
        """ "2 of 3 have an outcome": those with a result recorded since the meeting began."""
        done = sum(not one.is_open or self._was_reviewed(one) for one in self.earlier)
        return _("%(some)d of %(all)d have an outcome") % {"some": done, "all": len(self.earlier)}

    def _was_reviewed(self, one: EarlierAction) -> bool:
        return one.result is not None and self.began is not None and one.result.recorded_at >= self.began

    @property
    def quorum_words(self) -> str:
        if self.quorum.quorate:
            return _("Quorate: every agency is represented")
        return _("Not quorate. Missing: %(who)s") % {"who": ", ".join(self.quorum.missing)}

    @property
    def decision(self) -> ItemDecision | None:
        return self.sheet.decision

    @property
    def decision_words(self) -> str:
        """ "Close: risk reduced", "Continue"."""
        decision = self.sheet.decision
        if decision is None:
            return ""
        kind = f": {decision.closure_kind.label.lower()}" if decision.closure_kind else ""
        return f"{decision.outcome.label}{kind}"

    @property
    def open_points(self) -> list[Link]:
        """What is still open for this person, each with a link to the place that mends it."""
        return [Link(lack.words, mend(self.item, lack)) for lack in self.sheet.open_points]


def item_page(item: AgendaItem, user: Any, *, may_record: bool) -> ItemPage:
    """Return the page of one item for ``user``. ``item`` comes from ``find_item`` and is visible to them."""
    meeting = item.meeting
    places = AgendaItem.objects.visible_to(user).filter(meeting=meeting).listed()
    about = Action.objects.visible_to(user).about(item.subject_id).with_state().select_related("agency")
    actions = about.prefetch_related("results", "updates")
    recused = representation.recused_from(item)
    now = clock.now()
    began = reached_at(meeting, Stage.IN_SESSION)
    return ItemPage(
        meeting=meeting,
        item=item,
        person=PersonPresenter(item.case.person),
        stage=stage_of(meeting),
        sheet=sheet_of(item),
        places=list(places),
        earlier=earlier_actions(item, actions),
        information=information(item, user),
        agreed=[
            action_row(row.action)
            for row in ItemAction.objects.visible_to(user).filter(item=item).select_related("action__agency")
        ],
        here=[_attendee(row, recused) for row in representation.standing(meeting) if row.status.in_the_room],
        quorum=representation.quorum_in(meeting, item.part, at=now, recused=recused),
        level_then=level_before(item.case, began),
        safeguarding=safeguarding(item.subject_id, user),
        began=began,
        may_record=may_record,
    )


def information(item: AgendaItem, user: Any) -> list[InformationRow]:
    """Return what agencies shared before the meeting and said in it, as far as ``user`` may read it (M5)."""
    returns = AgencyReturn.objects.visible_to(user).filter(item=item, answer=ReturnStatus.SHARED).standing()
    given = InformationGiven.objects.visible_to(user).filter(item=item)
    rows = [
        *(
            InformationRow(row.agency.name, row.information, "", row.solutions, said_now=False)
            for row in returns.select_related("agency")
        ),
        *(
            InformationRow(row.agency.name, row.fact, row.opinion, row.offer, said_now=True)
            for row in given.select_related("agency")
        ),
    ]
    return sorted(rows, key=lambda row: (row.agency, row.said_now))


def action_row(action: Action, due: date | None = None) -> ActionRow:
    """Return an action without a result."""
    return ActionRow(
        number=action.pk,
        version=action.version,
        text=action.text,
        kind=action.kind.label,
        owner=action.owner_name,
        agency=action.agency.name,
        due=short_date(due or action.first_due),
    )


def earlier_row(one: EarlierAction) -> ActionRow:
    """Return an earlier action with what became of it, or what its owner says between meetings."""
    row = action_row(one.action, due_of(one))
    said = [update.text for update in one.updates]
    result = one.result
    if result is None:
        return ActionRow(**{**vars(row), "said": sentences(said)})
    words = [result.evidence, result.effect]
    if result.new_due is not None:
        carried = ngettext("To %(day)s, carried once", "To %(day)s, carried %(n)d times", one.times_carried)
        words.append(carried % {"day": full_date(result.new_due), "n": one.times_carried})
    shown = {
        "outcome": result.outcome.label,
        "state": STATES[result.outcome],
        "said": sentences([*said, *words]),
    }
    return ActionRow(**{**vars(row), **shown})


def item_path(item: AgendaItem) -> str:
    """Return the address of one item. It holds a number and no personal data."""
    return meeting_path("item", item.meeting, pk=item.pk)


def mend(item: AgendaItem, lack: Lack) -> str:
    """Return where what is missing is put right."""
    if lack.need is Needed.LAWFUL_BASIS:
        return PersonPresenter(item.case.person).url
    return f"{item_path(item)}#{ANCHORS[lack.need]}"


def titles(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return "3. Robin Test-Ashby" for each item, numbered for the reader."""
    return {
        item.pk: f"{number}. {PersonPresenter(item.case.person).name}"
        for number, item in enumerate(items, start=1)
    }


def _attendee(row: Attendance, recused: list[str]) -> Attendee:
    until = _("left %(time)s") % {"time": clock_time(row.left_at)} if row.left_at else _("end")
    return Attendee(row.name, row.comes_from, until, stands_back=row.name in recused)
