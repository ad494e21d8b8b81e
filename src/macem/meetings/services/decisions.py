"""The meeting's decision on one person: continue, or close and why (clauses P10, M4)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.meetings import representation
from macem.meetings.minuting import level_standing
from macem.meetings.models import AgendaItem, ItemDecision, ItemRecord
from macem.meetings.policies import session as policies
from macem.meetings.reviewed_actions import reached_at
from macem.meetings.services.record import latest_record, lock_item, save_record
from macem.protocol import review
from macem.protocol.item_record import may_be_agreed
from macem.protocol.vocabulary import Clause, ClosureKind, RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome, MeetingStage
from macem.schedule.reading import stage_of


@dataclass(frozen=True)
class ProposedClosure:
    """Why the meeting closes somebody's stay (clause P10). The level now is the one on record."""

    kind: ClosureKind
    reason: str = ""
    evidence: str = ""
    accepted_by: str = ""


@transaction.atomic
def decide_item(
    *,
    item: AgendaItem,
    outcome: ItemOutcome,
    by: Actor,
    version: int = 0,
    closure: ProposedClosure | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> ItemDecision:
    """Record that the case continues, or is to be closed and why (clause P10).

    Who is in the room at this moment, less who is recused, says whether the decision is quorate; if not it
    is provisional (M4). ``version`` is the decision that the writer had before them (0: none). It takes
    effect when the meeting is finished. Raises ``NotNow`` where the meeting is not in session or the
    closure lacks what its kind needs, ``StaleWrite`` where somebody decided in between.
    """
    at = at or clock.now()
    policies.check_can_record(by, item)
    locked = lock_item(item)
    require(may_be_agreed(stage_of(locked.meeting)))
    if outcome is ItemOutcome.CLOSE:
        if closure is None:
            raise NotNow("Say why the case is closed.", clause=Clause.P10.value)
        require(review.may_be_closed(_as_the_protocol_reads(locked, latest_record(locked), closure)))
    quorum = representation.quorum_in(
        locked.meeting, locked.part, at=at, recused=representation.recused_from(locked)
    )
    given = closure if outcome is ItemOutcome.CLOSE else None
    written = ItemDecision(
        item=locked,
        subject_id=locked.subject_id,
        version=version + 1,
        outcome=outcome,
        closure_kind=given.kind if given else "",
        evidence=given.evidence.strip() if given else "",
        reason=(given.reason if given else reason).strip(),
        accepted_by=given.accepted_by.strip() if given else "",
        quorate=quorum.quorate,
        missing_agencies=list(quorum.missing),
        decided_by_id=by.user_id,
        decided_at=at,
    )
    standing = ItemDecision.objects.filter(item=locked).order_by("-version").first()
    if (standing.version if standing is not None else 0) != version:
        raise StaleWrite(
            "Somebody else recorded the decision since you opened this page.", theirs=standing, yours=written
        )
    written.save(force_insert=True)
    audit.record(
        "item_decided", by=by, at=at, obj=written, subject_id=locked.subject_id, item=locked.pk,
        outcome=outcome.value, quorate=quorum.quorate,
    )  # fmt: skip
    return written


@transaction.atomic
def continue_unchanged(
    *, item: AgendaItem, version: int, by: Actor, at: datetime | None = None
) -> ItemDecision:
    """Agree in one step that nothing has changed: the level stays, all present agree, the case continues.

    ``version`` is the record that was on the page. Raises ``NotNow`` where no level stood before, or where a
    decision was recorded already; ``RecordClash`` where somebody wrote another level in between (M7, P10).
    """
    at = at or clock.now()
    policies.check_can_record(by, item)
    level = level_standing(item.case, reached_at(item.meeting, MeetingStage.IN_SESSION))
    if level is None:
        raise NotNow("No level stood before this meeting. Say which level is agreed.", clause=Clause.M7.value)
    before = latest_record(item)
    reason = before.level_reason if before is not None else ""
    save_record(
        item=item,
        version=version,
        level=level.value,
        level_reason=reason or "No change since the last meeting.",
        all_agree=True,
        by=by,
        at=at,
    )
    return decide_item(item=item, outcome=ItemOutcome.CONTINUE, by=by, at=at)


def _as_the_protocol_reads(
    item: AgendaItem, record: ItemRecord | None, closure: ProposedClosure
) -> review.Closure:
    entry = item.case.level_at_entry
    return review.Closure(
        kind=closure.kind,
        reason=closure.reason,
        level_at_entry=RiskLevel(entry) if entry else None,
        level_now=RiskLevel(record.level) if record is not None and record.level else None,
        evidence=closure.evidence,
        accepted_by=closure.accepted_by,
    )
