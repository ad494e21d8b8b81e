"""Who attends: expected, there, late, gone, confirmed as deputy, standing back (clauses M4, S7)."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings.models import AgendaItem, Attendance, Recusal
from macem.meetings.policies import session as policies
from macem.meetings.services.names import lock
from macem.protocol.in_the_room import is_named, leading_role, may_take_a_seat
from macem.protocol.vocabulary import AttendanceStatus, Clause, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    status: AttendanceStatus,
    by: Actor,
    agency: Agency | None = None,
    organisation: str = "",
    user: User | None = None,
    name: str = "",
    accepted: bool = False,
    arrived_at: datetime | None = None,
    at: datetime | None = None,
) -> Attendance:
    """Say how somebody takes part; said again of the same person, it corrects what stood (clause M4).

    Before the meeting: who is expected, also said by the agency's own contacts. ``accepted``: they accepted
    the confidentiality statement, without which nobody joins a meeting that has begun (S7). A guest has an
    ``organisation`` instead of an agency. Raises ``NotNow`` where the meeting is over, nobody is named, or
    the person does not work for the agency.
    """
    at = at or clock.now()
    locked = lock(meeting)
    stage = stage_of(locked)
    begun = stage is Stage.IN_SESSION
    policies.check_can_say_who_comes(by, locked.panel, agency, begun=begun)
    name = (user.full_name if user is not None else name).strip()
    if not name:
        raise NotNow("Say who it is.", clause=Clause.M4.value)
    if agency is None and not organisation.strip():
        raise NotNow("Say where they come from.", clause=Clause.M4.value)
    held = _memberships(locked, agency, user, at)
    former = _standing(locked, agency, name)
    accepted_at = former.confidentiality_accepted_at if former is not None else None
    if accepted and status.in_the_room:
        policies.check_can_run(by, locked.panel)
        accepted_at = accepted_at or at
    came = status.in_the_room
    require(may_take_a_seat(stage=stage, came=came, accepted=accepted_at is not None))
    arrived = arrived_at or (former.arrived_at if former is not None else at)
    if former is not None:
        former.replaced_at = at
        former.save(update_fields=["replaced_at"])
    role = leading_role(Role(row.role) for row in held)
    row = Attendance.objects.create(
        meeting=locked,
        agency=agency,
        organisation="" if agency is not None else organisation.strip(),
        user=user,
        name=name,
        role=role or "",
        is_named=is_named(role),
        part_two=any(row.part_two for row in held),
        status=status,
        confirmed_by=former.confirmed_by if former is not None and came else None,
        confirmed_at=former.confirmed_at if former is not None and came else None,
        arrived_at=arrived if begun and came else None,
        confidentiality_accepted_at=accepted_at if came else None,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record("attendance_recorded", by=by, at=at, obj=row, status=status.value)
    return row


@transaction.atomic
def accept_confidentiality(*, attendance: Attendance, by: Actor, at: datetime | None = None) -> Attendance:
    """Record that an attendee accepts the confidentiality statement: from then on they are there (clause S7).

    Themselves, or heard by whoever runs the meeting. Raises ``NotNow`` where they are not coming, or the
    meeting is over.
    """
    at = at or clock.now()
    policies.check_can_accept(by, attendance)
    locked = _lock(attendance)
    if not locked.status.in_the_room:
        raise NotNow("Only who attends accepts the statement.", clause=Clause.S7.value)
    stage = stage_of(locked.meeting)
    require(may_take_a_seat(stage=stage, came=True, accepted=True))
    if locked.confidentiality_accepted_at is None:
        locked.confidentiality_accepted_at = at
        if stage is Stage.IN_SESSION:
            locked.arrived_at = locked.arrived_at or at
        locked.save(update_fields=["confidentiality_accepted_at", "arrived_at"])
        audit.record("confidentiality_accepted", by=by, at=at, obj=locked)
    return locked


@transaction.atomic
def confirm_deputy(*, attendance: Attendance, by: Actor, at: datetime | None = None) -> Attendance:
    """Let the chair confirm an attendee who is no named representative as their agency's deputy (M4)."""
    at = at or clock.now()
    policies.check_can_confirm(by, attendance.meeting.panel)
    locked = _lock(attendance)
    if locked.agency is None:
        raise NotNow("A guest speaks for no agency of the panel.", clause=Clause.M4.value)
    if not locked.status.in_the_room:
        raise NotNow("Only who attends can be confirmed as deputy.", clause=Clause.M4.value)
    locked.confirmed_by_id = by.user_id
    locked.confirmed_at = at
    locked.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record("deputy_confirmed", by=by, at=at, obj=locked)
    return locked


@transaction.atomic
def leave(
    *, attendance: Attendance, by: Actor, left_at: datetime | None = None, at: datetime | None = None
) -> Attendance:
    """Record that an attendee left; items from then on may not be quorate (clause M4).

    Raises ``NotNow`` where the meeting is not in session, they are not there, or left before they came.
    """
    at = at or clock.now()
    policies.check_can_run(by, attendance.meeting.panel)
    locked = _lock(attendance)
    if stage_of(locked.meeting) is not Stage.IN_SESSION:
        raise NotNow("People leave a meeting that is in session.", clause=Clause.M4.value)
    left_at = left_at or at
    if not locked.status.in_the_room or locked.left_at is not None:
        raise NotNow("They are not in the room.", clause=Clause.M4.value)
    if locked.arrived_at is not None and left_at < locked.arrived_at:
        raise NotNow("They cannot leave before they arrived.", clause=Clause.M4.value)
    locked.left_at = left_at
    locked.save(update_fields=["left_at"])
    audit.record("attendee_left", by=by, at=at, obj=locked)
    return locked


@transaction.atomic
def recuse(*, item: AgendaItem, attendance: Attendance, by: Actor, at: datetime | None = None) -> Recusal:
    """Record a conflict of interest: the item is no longer shown to the attendee, who takes no part in it.

    Their agency counts as missing from the item unless somebody else speaks for it (clause M4). Raises
    ``NotNow`` for somebody of another meeting, or when it is over.
    """
    at = at or clock.now()
    policies.check_can_recuse(by, item, attendance)
    if attendance.meeting_id != item.meeting_id:
        raise NotNow("They take part in another meeting.", clause=Clause.M4.value)
    require(may_take_a_seat(stage=stage_of(lock(item.meeting)), came=False, accepted=False))
    if item.recusals.filter(attendance__name=attendance.name).exists():
        raise NotNow("Their conflict of interest is recorded already.", clause=Clause.M4.value)
    recusal = Recusal.objects.create(
        item=item,
        subject_id=item.subject_id,
        attendance=attendance,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record("attendee_recused", by=by, at=at, obj=recusal, subject_id=item.subject_id)
    return recusal


def _memberships(
    meeting: Meeting, agency: Agency | None, user: User | None, at: datetime
) -> list[Membership]:
    if user is None or agency is None:
        return []
    rows = Membership.objects.current(at).at_panel(meeting.panel).of_agency(agency).of_user(user)
    held = list(rows)
    if not held:
        raise NotNow(f"{user.full_name} does not work for {agency.name}.", clause=Clause.W1.value)
    return held


def _standing(meeting: Meeting, agency: Agency | None, name: str) -> Attendance | None:
    rows = Attendance.objects.standing().at(meeting).filter(agency=agency, name=name, left_at=None)
    return rows.select_for_update(of=("self",)).first()


def _lock(attendance: Attendance) -> Attendance:
    """Let one writer at a time change an attendance that still stands. Raises ``NotNow``."""
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("meeting__panel", "agency")
    locked = rows.get(pk=attendance.pk)
    if locked.replaced_at is not None:
        raise NotNow("This was corrected since. Look again.", clause=Clause.M4.value)
    return locked
