"""The meeting begins when every agency is there, and ends when nothing is open (clauses M4, M7, P8, P10)."""

from datetime import datetime

from django.db import transaction

from macem.audit import services as audit
from macem.cases import services as cases
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings import open_points, reading, representation
from macem.meetings.models import AgendaEntry, ItemDecision
from macem.meetings.open_points import ItemSheet
from macem.meetings.policies import session as policies
from macem.meetings.services.names import lock
from macem.protocol.in_the_room import is_chaired
from macem.protocol.item_record import may_be_agreed, there_for
from macem.protocol.meeting_stages import may_reach
from macem.protocol.transitions import Needed, move_meeting
from macem.protocol.vocabulary import Clause, RiskLevel
from macem.protocol.vocabulary.states import ItemOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of
from macem.schedule.services import reach_stage


@transaction.atomic
def start_meeting(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> Meeting:
    """Begin the meeting: each part has every agreed agency in the room, and somebody who chairs (M4, W2).

    Everybody who is there has accepted the confidentiality statement (S7), and the list is the one that was
    circulated (M2). Raises ``NotNow`` which says who or what is missing; then it is postponed.
    """
    at = at or clock.now()
    policies.check_can_run(by, meeting.panel)
    locked = lock(meeting)
    require(may_reach(stage_of(locked), Stage.IN_SESSION))
    listed = representation.listed_at(locked, by)
    parts = representation.parts_of(listed)
    require_statements(locked)
    found = representation.quorums(locked, parts, at=at)
    require(representation.all_quorate(found))
    require(is_chaired(parts, representation.attendees(locked)))
    there = {Needed.QUORUM, Needed.CONFIDENTIALITY}
    if is_as_circulated(locked):
        there.add(Needed.AGREED_VERSION)
    items = list(reading.listed(locked))
    if all(item.presenter_name for item in items):
        there.add(Needed.PRESENTER)
    if all(sheet.has_basis for sheet in open_points.sheets(items)):
        there.add(Needed.LAWFUL_BASIS)
    require(move_meeting(stage_of(locked), Stage.IN_SESSION, there=there))
    reach_stage(meeting=locked, stage=Stage.IN_SESSION, by=by, at=at)
    audit.record("meeting_started", by=by, at=at, obj=locked, parts=[part.value for part in parts])
    return locked


@transaction.atomic
def finish_meeting(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> Meeting:
    """End the meeting: levels are agreed, closures take effect, everybody else returns next month (P10).

    What was decided on an item that was not quorate is provisional: its level and closure wait, and it comes
    first next time (M4). Raises ``NotNow`` with everything that is open (M6, M7, P8, S3), or where somebody
    on the list is not shown to whoever finishes.
    """
    at = at or clock.now()
    policies.check_can_run(by, meeting.panel)
    locked = lock(meeting)
    require(may_be_agreed(stage_of(locked)))
    items = representation.all_items(locked, by)
    sheets = open_points.sheets(items)
    there = there_for(sheet.standing for sheet in sheets) | {
        Needed.AGREED_VERSION,
        Needed.QUORUM,
        Needed.CONFIDENTIALITY,
        Needed.ACTION_OWNERS,
    }
    require(move_meeting(Stage.IN_SESSION, Stage.FINISHED, there=there))
    for sheet in sheets:
        _take_effect(sheet, by=by, at=at)
    reach_stage(meeting=locked, stage=Stage.FINISHED, by=by, at=at)
    provisional = sum(not sheet.decision.quorate for sheet in sheets if sheet.decision is not None)
    audit.record("meeting_finished", by=by, at=at, obj=locked, people=len(sheets), provisional=provisional)
    return locked


def require_statements(meeting: Meeting) -> None:
    """Raise ``NotNow`` while somebody who is to be there has not accepted the statement (clause S7)."""
    coming = [row for row in representation.standing(meeting) if row.status.in_the_room]
    waiting = [row.name for row in coming if not row.accepted]
    if waiting:
        raise NotNow(
            f"Not accepted the confidentiality statement yet: {', '.join(waiting)}. Record that they accept "
            "it, or that they did not come.",
            clause=Clause.S7.value,
        )


def is_as_circulated(meeting: Meeting) -> bool:
    """Say whether the agencies hold everybody on the list: no late item without a new version (M2)."""
    version = reading.circulated_version(meeting)
    if version is None:
        return False
    shown = set(AgendaEntry.objects.filter(version=version).listed().values_list("item_id", flat=True))
    return set(reading.listed(meeting).values_list("pk", flat=True)) <= shown


def _take_effect(sheet: ItemSheet, *, by: Actor, at: datetime) -> None:
    decision, record, case = sheet.decision, sheet.record, sheet.item.case
    if decision is None or record is None or not decision.quorate or not case.is_open:
        return
    level = RiskLevel(record.level)
    cases.agree_level(case=case, level=level, reason=record.level_reason, by=by, at=at)
    if decision.outcome is ItemOutcome.CLOSE:
        _close(decision, level, sheet, by=by, at=at)


def _close(decision: ItemDecision, level: RiskLevel, sheet: ItemSheet, *, by: Actor, at: datetime) -> None:
    decision.closure = cases.close_case(
        case=sheet.item.case,
        kind=decision.closure_kind,
        level_now=level,
        evidence=decision.evidence,
        reason=decision.reason,
        accepted_by=decision.accepted_by,
        by=by,
        at=at,
    )
    decision.save(update_fields=["closure"])
