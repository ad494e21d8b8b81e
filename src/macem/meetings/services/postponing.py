"""A meeting that cannot go ahead is moved; everyone is told, each child is safe until then (clause M4)."""

from datetime import date, datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings import reading, representation
from macem.meetings.models import AgendaItem, InterimSafety, Postponement
from macem.meetings.paths import meeting_path
from macem.meetings.policies import session as policies
from macem.meetings.querysets import OFFICE
from macem.meetings.services.names import carry_agenda_over, lock
from macem.notices.services import notify
from macem.protocol.postponing import may_be_moved, may_confirm_safety
from macem.protocol.vocabulary import Clause
from macem.schedule.models import Meeting
from macem.schedule.services import move_meeting


@transaction.atomic
def postpone_meeting(
    *, meeting: Meeting, to_on: date, reason: str, by: Actor, at: datetime | None = None
) -> Meeting:
    """Move a meeting that cannot go ahead to another day. Returns the one that is held instead (clause M4).

    What was circulated and the agencies' answers stand: the list moves to the new meeting. Everyone is told,
    without names; for each child somebody confirms how they are kept safe until then. Raises ``NotNow``
    where it has begun, no reason is given, the new day is past or taken, or somebody on the list is not
    shown to whoever postpones.
    """
    at = at or clock.now()
    policies.check_can_postpone(by, meeting.panel)
    locked = lock(meeting)
    require(may_be_moved(to=to_on, meeting=locked.on, today=clock.local_date(at), reason=reason))
    representation.all_items(locked, by)
    parts = representation.parts_of(representation.listed_at(locked, by))
    missing = representation.missing_agencies(representation.expected(locked, parts))
    told = everyone(locked, at)
    moved = move_meeting(meeting=locked, to_on=to_on, reason=reason.strip(), by=by, at=at)
    carry_agenda_over(meeting=locked, to=moved, by=by, at=at)
    postponement = Postponement.objects.create(
        meeting=locked,
        moved_to=moved,
        reason=reason.strip(),
        missing_agencies=missing,
        decided_by_id=by.user_id,
        decided_at=at,
    )
    for user in told:
        notify(
            user=user,
            kind="meeting postponed",
            subject_line="your meeting is moved to another day",
            path=meeting_path("meeting", moved),
            key=f"postponed:{postponement.pk}:{user.pk}",
            by=by,
            at=at,
        )
    audit.record("meeting_postponed", by=by, at=at, obj=postponement, moved_to=moved.pk, told=len(told))
    return moved


@transaction.atomic
def confirm_interim_safety(
    *, item: AgendaItem, what: str, by: Actor, at: datetime | None = None
) -> InterimSafety:
    """Confirm how a child is kept safe until the postponed meeting is held (clause M4).

    Raises ``NotNow`` where the meeting was not postponed, it is confirmed already, or nothing is said.
    """
    at = at or clock.now()
    policies.check_can_confirm_safety(by, item)
    lock(item.meeting)
    postponement = Postponement.objects.filter(moved_to_id=item.meeting_id).first()
    if postponement is None:
        raise NotNow("This meeting was not postponed.", clause=Clause.M4.value)
    require(may_confirm_safety(part=item.part, what=what))
    if InterimSafety.objects.filter(postponement=postponement, item=item).exists():
        raise NotNow("Somebody has confirmed it already.", clause=Clause.M4.value)
    row = InterimSafety.objects.create(
        postponement=postponement,
        item=item,
        subject_id=item.subject_id,
        what=what.strip(),
        confirmed_by_id=by.user_id,
        confirmed_at=at,
    )
    audit.record("interim_safety_confirmed", by=by, at=at, obj=row, subject_id=item.subject_id)
    return row


def everyone(meeting: Meeting, at: datetime) -> list[User]:
    """Return whom the month of this meeting concerns: contacts, those who run it, and presenters."""
    office = holders(meeting.panel, *OFFICE, at=at)
    presenters = (item.presenter for item in reading.listed(meeting) if item.presenter is not None)
    return list(dict.fromkeys([*reading.contacts_of(meeting.panel), *office, *presenters]))
