"""What the minutes say, for somebody who was not there: of the meeting, and of each person (M9, M10)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from macem.actions.models import Action
from macem.cases.models import Case
from macem.gate import clock
from macem.gate.actor import Actor
from macem.meetings import open_points, representation
from macem.meetings.digests import canonical
from macem.meetings.models import (
    AgencyReturn,
    AgendaItem,
    Attendance,
    Dissent,
    InformationGiven,
    ItemAction,
    ItemDecision,
    ItemRecord,
    ItemSharing,
    Minutes,
    MinutesSection,
)
from macem.meetings.open_points import ItemSheet
from macem.meetings.reviewed_actions import EarlierAction, due_of, earlier_actions, reached_at
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.in_the_room import who_chairs
from macem.protocol.vocabulary import Clause, ReturnStatus, RiskLevel
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting

Content = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One person's section about to be written."""

    item: AgendaItem
    position: int
    content: Content
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", section_digest(self.position, self.content))


def section_digest(position: int, content: Content) -> str:
    """Return the SHA-256 of one section. Its content bears a random number, so that nobody can guess it."""
    return sha256(canonical({"position": position, "content": content})).hexdigest()


def minutes_digest(
    *, meeting: str, version: int, reason: str, general: Content, sections: Iterable[str]
) -> str:
    """Return the SHA-256 of whole minutes: what is about nobody, and the digests of all sections in order."""
    whole = {
        "meeting": meeting, "version": version, "reason": reason, "general": general,
        "sections": list(sections),
    }  # fmt: skip
    return sha256(canonical(whole)).hexdigest()


def is_intact(minutes: Minutes, sections: Iterable[MinutesSection]) -> bool:
    """Say whether ``minutes`` and these of its sections are what was drafted. Nobody need see them all."""
    whole = minutes_digest(
        meeting=minutes.meeting.reference,
        version=minutes.version,
        reason=minutes.reason,
        general=minutes.general,
        sections=minutes.section_digests,
    )
    return whole == minutes.digest and all(
        section.digest == section_digest(section.position, section.content)
        and section.digest == minutes.section_digests[section.position]
        for section in sections
    )


def general(meeting: Meeting, by: Actor) -> Content:
    """Return what the minutes say about nobody: when, where, who was there and who chaired (M4, S7, W2)."""
    began = reached_at(meeting, Stage.IN_SESSION)
    parts = representation.parts_of(representation.listed_at(meeting, by))
    rows = representation.standing(meeting)
    chairs = {part: who_chairs(part, [representation.attendee(row) for row in rows]) for part in parts}
    found = representation.quorums(meeting, parts, at=began)
    return {
        "on": meeting.on.isoformat(),
        "venue": meeting.venue,
        "began": _instant(began),
        "finished": _instant(reached_at(meeting, Stage.FINISHED)),
        "chaired": [
            {"part": part.label, "name": chair.attendance.name, "role": chair.role.label}
            for part, chair in chairs.items()
            if chair is not None and chair.role is not None
        ],
        "quorum": [
            {"part": part.label, "quorate": one.quorate, "missing": list(one.missing)}
            for part, one in found.items()
        ],
        "attendance": [_attended(row) for row in rows],
    }


def sections(meeting: Meeting, items: list[AgendaItem]) -> list[Section]:
    """Return each person's section, in the order of the agenda, in a constant number of queries a person."""
    sheets = open_points.sheets(items)
    people = {
        person.pk: person
        for person in Person.objects.get_queryset()
        .filter(pk__in=[item.subject_id for item in items])
        .with_names()
        .with_holder(clock.now())
    }
    until = reached_at(meeting, Stage.FINISHED)
    return [
        Section(sheet.item, position, _section(sheet, people[sheet.item.subject_id], position + 1, until))
        for position, sheet in enumerate(sheets)
    ]


def _section(sheet: ItemSheet, person: Person, number: int, until: datetime | None) -> Content:
    item, record = sheet.item, sheet.record or ItemRecord()
    shown = PersonPresenter(person, item.meeting.on)
    about = Action.objects.told_with([item.subject_id], item.part).with_state().select_related("agency")
    about = about.prefetch_related("results", "updates")
    holder = next(iter(person.current_holders), None)
    decision = sheet.decision
    return {
        "number": number,
        "part": item.part.label,
        "reference": shown.reference,
        "name": shown.name,
        "age": shown.age_words,
        "presented_by": record.presented_by or item.presenter_name,
        "held_by": f"{holder.worker_name}, {holder.agency.name}" if holder is not None else "",
        "quorate": decision.quorate if decision is not None else False,
        "missing": list(decision.missing_agencies) if decision is not None else [],
        "stood_back": representation.recused_from(item),
        "actions": [_earlier(one) for one in earlier_actions(item, about, until)],
        "information": [*_from_returns(item), *_from_the_meeting(item)],
        "voice": {
            "child": record.child_voice,
            "family": record.family_voice,
            "asked_by": record.voice_asked_by,
            "asked_on": _day(record.voice_asked_on),
            "not_asked": record.voice_not_asked,
        },
        "discussion": record.discussion,
        "level": {
            "then": level_before(item.case, reached_at(item.meeting, Stage.IN_SESSION)),
            "now": RiskLevel(record.level).label if record.level else "",
            "reason": record.level_reason,
        },
        "plan": record.plan,
        "all_agree": record.all_agree,
        "dissents": [_dissent(row) for row in sheet.dissents],
        "new_actions": [
            _action(row.action)
            for row in ItemAction.objects.filter(item=item).select_related("action__agency")
        ],
        "concerns": [
            {
                "about": row.about,
                "concern": row.concern,
                "action": _action(row.action) if row.action is not None else None,
            }
            for row in sheet.concerns
        ],
        "sharing": _sharing(sheet.sharing),
        "decision": _decision(decision),
        "nonce": secrets.token_hex(16),
    }


def level_before(case: Case, moment: datetime | None) -> str:
    """Return the level that stood when the meeting began, in words; empty where none did."""
    level = level_standing(case, moment)
    return level.label if level is not None else ""


def level_standing(case: Case, moment: datetime | None) -> RiskLevel | None:
    """Return the level that stood at ``moment`` (None: now): agreed last, or at entry."""
    agreed = [row.level for row in case.levels.all() if moment is None or row.agreed_at < moment]
    level = agreed[-1] if agreed else case.level_at_entry
    return RiskLevel(level) if level else None


def _attended(row: Attendance) -> Content:
    return {
        "name": row.name,
        "from": row.comes_from,
        "role": row.role.label if row.role else "",
        "status": row.status.label,
        "came": row.status.in_the_room,
        "confirmed": row.confirmed_by_chair,
        "arrived": _instant(row.arrived_at),
        "left": _instant(row.left_at),
        "accepted": row.accepted,
    }


def _earlier(one: EarlierAction) -> Content:
    result = one.result
    return _action(one.action) | {
        "due": str(due_of(one)),
        "outcome": result.outcome.label if result is not None else "",
        "evidence": result.evidence if result is not None else "",
        "effect": result.effect if result is not None else "",
        "new_due": _day(result.new_due) if result is not None else "",
        "times_carried": one.times_carried,
    }


def _action(action: Action) -> Content:
    return {
        "text": action.text,
        "kind": action.kind.label,
        "owner": action.owner_name,
        "agency": action.agency.name,
        "due": action.first_due.isoformat(),
    }


def _from_returns(item: AgendaItem) -> list[Content]:
    """Only what was shared: that something is withheld, or that nothing is held, tells something too (M5)."""
    rows = AgencyReturn.objects.filter(item=item, answer=ReturnStatus.SHARED).standing()
    return [
        {
            "agency": row.agency.name,
            "before": True,
            "fact": row.information,
            "opinion": "",
            "offer": row.solutions,
        }
        for row in rows.select_related("agency").order_by("agency__name")
    ]


def _from_the_meeting(item: AgendaItem) -> list[Content]:
    return [
        {
            "agency": row.agency.name,
            "before": False,
            "fact": row.fact,
            "opinion": row.opinion,
            "offer": row.offer,
        }
        for row in InformationGiven.objects.filter(item=item).select_related("agency")
    ]


def _dissent(row: Dissent) -> Content:
    return {
        "agency": row.agency.name,
        "name": row.name,
        "reason": row.reason,
        "escalation": _action(row.escalation) if row.escalation is not None else None,
    }


def _sharing(row: ItemSharing | None) -> Content | None:
    if row is None:
        return None
    agreement = row.agreement
    return {
        "may_be_told": agreement.may_be_told,
        "told_by": agreement.told_by,
        "tell_by": _day(agreement.tell_by),
        "agencies_may_hold": agreement.agencies_may_hold,
    }


def _decision(row: ItemDecision | None) -> Content | None:
    if row is None:
        return None
    return {
        "outcome": row.outcome.label,
        "closure": row.closure_kind.label if row.closure_kind else "",
        "reason": row.reason,
        "evidence": row.evidence,
        "accepted_by": row.accepted_by,
        "provisional": not row.quorate,
        "clause": Clause.P10.value,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _instant(instant: datetime | None) -> str:
    return instant.isoformat() if instant is not None else ""
