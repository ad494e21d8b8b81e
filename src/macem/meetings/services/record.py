"""What the meeting says of one person: the record, information, dissent, concerns (M5, M7, P8, S3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from macem.accounts.models import User
from macem.actions import services as actions
from macem.actions.models import Action
from macem.agencies.models import Agency
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.meetings.merging import merge
from macem.meetings.models import (
    AgendaItem,
    Concern,
    Dissent,
    InformationGiven,
    ItemAction,
    ItemRecord,
    ItemSharing,
)
from macem.meetings.policies import session as policies
from macem.protocol import item_record as rules
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.states import ActionKind
from macem.schedule.reading import stage_of
from macem.sharing import services as sharing

WORDS = (
    "presented_by",
    "discussion",
    "child_voice",
    "family_voice",
    "voice_asked_by",
    "voice_not_asked",
    "level",
    "level_reason",
    "plan",
)
FIELDS = (*WORDS, "voice_asked_on", "all_agree")
"""What the note-taker holds of an item, in the order of the page."""


@dataclass(frozen=True)
class Task:
    """Who does something, for which agency, by when (clause M6)."""

    owner: User | None
    owner_name: str
    agency: Agency | None
    due: date | None


class RecordClash(StaleWrite):
    """Two people changed the same ``fields`` of one record: both texts are shown, and nothing is chosen."""

    def __init__(self, *, theirs: ItemRecord | None, yours: ItemRecord, fields: tuple[str, ...]) -> None:
        super().__init__(
            "Somebody else saved this record since you opened it. Nothing is lost: both texts are below.",
            theirs=theirs,
            yours=yours,
        )
        self.fields = fields


@transaction.atomic
def save_record(
    *, item: AgendaItem, version: int, by: Actor, at: datetime | None = None, **fields: Any
) -> ItemRecord:
    """Save what the note-taker holds of one item; returns the version that stands then.

    ``version`` is the one they edited (0: none), ``fields`` some of :data:`FIELDS`. What somebody else saved
    since stands beside it, field by field. Raises :class:`RecordClash` with both texts where both changed
    the same field; ``NotNow`` before the meeting, or for another level after it (M7).
    """
    at = at or clock.now()
    policies.check_can_record(by, item)
    locked = lock_item(item)
    stage = stage_of(locked.meeting)
    require(rules.may_be_written(stage))
    standing = latest_record(locked)
    stands = fields_of(standing)
    merged = merge(
        base=stands if standing is None or standing.version == version else _edited(locked, version),
        theirs=stands,
        mine={name: _trimmed(value) for name, value in fields.items() if name in FIELDS},
    )
    written = ItemRecord(
        item=locked,
        subject_id=locked.subject_id,
        version=(standing.version if standing is not None else 0) + 1,
        saved_by_id=by.user_id,
        saved_at=at,
        **(stands | merged.changed),
    )
    if merged.clashes:
        raise RecordClash(theirs=standing, yours=written, fields=merged.clashes)
    if standing is not None and not merged.changed:
        return standing
    if written.level != stands["level"]:
        require(rules.may_be_agreed(stage))
    written.save(force_insert=True)
    audit.record(
        "item_recorded", by=by, at=at, obj=written, subject_id=locked.subject_id,
        item=locked.pk, fields=sorted(merged.changed),
    )  # fmt: skip
    return written


@transaction.atomic
def give_information(
    *,
    item: AgendaItem,
    agency: Agency,
    by: Actor,
    fact: str = "",
    opinion: str = "",
    offer: str = "",
    at: datetime | None = None,
) -> InformationGiven:
    """Record what an agency said, fact and opinion apart, and what it offers (M5). ``NotNow`` if nothing."""
    at = at or clock.now()
    locked = _lock_for_writing(item, by)
    require(rules.says_something(fact=fact, opinion=opinion, offer=offer))
    row = InformationGiven.objects.create(
        item=locked,
        subject_id=locked.subject_id,
        agency=agency,
        fact=fact.strip(),
        opinion=opinion.strip(),
        offer=offer.strip(),
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record("information_given", by=by, at=at, obj=row, subject_id=locked.subject_id, agency=agency.pk)
    return row


@transaction.atomic
def agree_item_action(
    *,
    item: AgendaItem,
    text: str,
    owner: User | None,
    owner_name: str,
    agency: Agency | None,
    due: date | None,
    by: Actor,
    kind: ActionKind = ActionKind.ORDINARY,
    at: datetime | None = None,
) -> Action:
    """Agree an action on the person discussed: with its owner, agency and date, or not at all (M6, M8).

    The owner is told when the minutes are distributed. Raises ``NotNow`` as ``actions.agree_action``.
    """
    at = at or clock.now()
    locked = _lock_for_writing(item, by)
    task = Task(owner=owner, owner_name=owner_name, agency=agency, due=due)
    return _agree(locked, text, task, kind, by=by, at=at)


@transaction.atomic
def record_dissent(
    *,
    item: AgendaItem,
    agency: Agency,
    name: str,
    reason: str,
    by: Actor,
    escalate: Task | None = None,
    at: datetime | None = None,
) -> Dissent:
    """Record who does not agree, and why; with ``escalate`` it goes up the escalation route (clause M7).

    Escalating is an action with an owner and a date. Raises ``NotNow`` where something is not said.
    """
    at = at or clock.now()
    locked = _lock_for_writing(item, by)
    require(rules.may_be_named(name=name, reason=reason))
    action = None
    if escalate is not None:
        text = f"Take the disagreement of {agency.name} up the escalation route: {reason.strip()}"
        action = _agree(locked, text, escalate, ActionKind.ESCALATION, by=by, at=at)
    row = Dissent.objects.create(
        item=locked,
        subject_id=locked.subject_id,
        agency=agency,
        name=name.strip(),
        reason=reason.strip(),
        escalation=action,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record(
        "dissent_recorded", by=by, at=at, obj=row, subject_id=locked.subject_id,
        agency=agency.pk, escalated=action is not None,
    )  # fmt: skip
    return row


@transaction.atomic
def raise_concern(
    *, item: AgendaItem, about: str, concern: str, by: Actor, at: datetime | None = None
) -> Concern:
    """Raise a concern about a child who is not open to children's social care (clause P8).

    It may wait for its owner while the meeting runs; :func:`refer_concern` comes before the meeting's end.
    """
    at = at or clock.now()
    locked = _lock_for_writing(item, by)
    require(rules.may_be_raised(about=about, concern=concern))
    row = Concern.objects.create(
        item=locked,
        subject_id=locked.subject_id,
        about=about.strip(),
        concern=concern.strip(),
        raised_by_id=by.user_id,
        raised_at=at,
    )
    audit.record("concern_raised", by=by, at=at, obj=row, subject_id=locked.subject_id, item=locked.pk)
    return row


@transaction.atomic
def refer_concern(*, concern: Concern, task: Task, by: Actor, at: datetime | None = None) -> Action:
    """Say who refers the child to children's social care, for which agency, by when (clause P8).

    Raises ``NotNow`` where somebody is named already, or person, agency or date is missing.
    """
    at = at or clock.now()
    locked = _lock_for_writing(concern.item, by)
    standing = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if standing.action_id is not None:
        raise NotNow("Somebody is named to refer this child already.", clause=Clause.P8.value)
    text = f"Refer to children’s social care: {standing.about}. {standing.concern}"
    standing.action = _agree(locked, text, task, ActionKind.CSC_REFERRAL, by=by, at=at)
    standing.save(update_fields=["action"])
    audit.record("concern_referred", by=by, at=at, obj=standing, subject_id=locked.subject_id)
    return standing.action


@transaction.atomic
def agree_item_sharing(
    *,
    item: AgendaItem,
    may_be_told: str,
    told_by: str,
    tell_by: date | None,
    agencies_may_hold: str,
    by: Actor,
    at: datetime | None = None,
) -> ItemSharing:
    """Agree what the person and the family may be told, by whom, and what agencies may hold (clause S3).

    Agreed again, the latest stands. Raises ``NotNow`` where a part is missing.
    """
    at = at or clock.now()
    locked = _lock_for_writing(item, by)
    agreement = sharing.agree_sharing(
        subject_id=locked.subject_id,
        may_be_told=may_be_told,
        told_by=told_by,
        tell_by=tell_by,
        agencies_may_hold=agencies_may_hold,
        by=by,
        at=at,
    )
    row = ItemSharing.objects.create(item=locked, subject_id=locked.subject_id, agreement=agreement)
    audit.record("item_sharing_agreed", by=by, at=at, obj=row, subject_id=locked.subject_id)
    return row


def latest_record(item: AgendaItem) -> ItemRecord | None:
    """Return the record that stands, or None."""
    return ItemRecord.objects.filter(item=item).order_by("-version").first()


def fields_of(record: ItemRecord | None) -> dict[str, Any]:
    """Return what ``record`` holds, by field; what an empty one holds where there is none."""
    record = record or ItemRecord()
    return {name: getattr(record, name) for name in FIELDS}


def lock_item(item: AgendaItem) -> AgendaItem:
    """Let one writer at a time change what is recorded of an item; nobody writes of whom is off the list."""
    rows = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__panel", "case")
    locked = rows.get(pk=item.pk)
    if locked.removed_at is not None:
        raise NotNow("This person was taken off the list.", clause=Clause.M2.value)
    return locked


def _edited(item: AgendaItem, version: int) -> dict[str, Any]:
    return fields_of(ItemRecord.objects.filter(item=item, version=version).first())


def _lock_for_writing(item: AgendaItem, by: Actor) -> AgendaItem:
    policies.check_can_record(by, item)
    locked = lock_item(item)
    require(rules.may_be_written(stage_of(locked.meeting)))
    return locked


def _agree(item: AgendaItem, text: str, task: Task, kind: ActionKind, *, by: Actor, at: datetime) -> Action:
    action = actions.agree_action(
        panel=item.meeting.panel,
        text=text,
        owner=task.owner,
        owner_name=task.owner_name,
        agency=task.agency,
        due=task.due,
        subject_id=item.subject_id,
        kind=kind,
        part=item.part,
        by=by,
        at=at,
    )
    row = ItemAction.objects.create(item=item, subject_id=item.subject_id, action=action)
    audit.record("item_action_agreed", by=by, at=at, obj=row, subject_id=item.subject_id, action=action.pk)
    return action


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
