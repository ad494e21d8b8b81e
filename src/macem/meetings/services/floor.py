"""Moves the shared display: to another person, held where it is, covered (clauses M1, S1)."""

from datetime import datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings.floor import last_number, latest_step
from macem.meetings.models import AgendaItem, FloorStep
from macem.meetings.policies import session as policies
from macem.meetings.services.names import lock
from macem.protocol.floor import may_move_on
from macem.protocol.vocabulary import Clause
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of


@transaction.atomic
def show_item(*, item: AgendaItem, by: Actor, at: datetime | None = None) -> FloorStep:
    """Put one person on the shared display, and let it follow again where it was held (M1).

    A covered display stays covered. Raises ``NotNow`` while the meeting is not in session.
    """
    policies.check_can_record(by, item)
    meeting = _lock(item.meeting)
    standing = latest_step(meeting)
    return _step(meeting, standing, item, held=False, covered=_is_covered(standing), by=by, at=at)


@transaction.atomic
def hold_display(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> FloorStep:
    """Keep the display where it is while the note-taker goes on. ``NotNow`` while it shows nobody."""
    policies.check_can_run(by, meeting.panel)
    meeting = _lock(meeting)
    standing = _standing(meeting)
    return _step(meeting, standing, standing.item, held=True, covered=standing.covered, by=by, at=at)


@transaction.atomic
def cover_display(*, meeting: Meeting, covered: bool, by: Actor, at: datetime | None = None) -> FloorStep:
    """Cover the display at once, or show again what stood on it (S1). ``NotNow`` while it shows nobody."""
    policies.check_can_run(by, meeting.panel)
    meeting = _lock(meeting)
    standing = _standing(meeting)
    return _step(meeting, standing, standing.item, held=standing.held, covered=covered, by=by, at=at)


def _lock(meeting: Meeting) -> Meeting:
    locked = lock(meeting)
    require(may_move_on(stage_of(locked)))
    return locked


def _standing(meeting: Meeting) -> FloorStep:
    standing = latest_step(meeting)
    if standing is None:
        raise NotNow("The display shows nobody yet.", clause=Clause.M1.value)
    return standing


def _is_covered(step: FloorStep | None) -> bool:
    return step is not None and step.covered


def _step(
    meeting: Meeting,
    before: FloorStep | None,
    item: AgendaItem,
    *,
    held: bool,
    covered: bool,
    by: Actor,
    at: datetime | None,
) -> FloorStep:
    """Write the next step; what stands already is not written again."""
    if before is not None and (before.item_id, before.held, before.covered) == (item.pk, held, covered):
        return before
    at = at or clock.now()
    step = FloorStep.objects.create(
        meeting=meeting,
        number=last_number(meeting) + 1,
        item=item,
        subject_id=item.subject_id,
        held=held,
        covered=covered,
        moved_by_id=by.user_id,
        moved_at=at,
    )
    audit.record(
        "display_moved", by=by, at=at, obj=step, subject_id=item.subject_id, held=held, covered=covered
    )
    return step
