"""Who runs a meeting: attendance, start and finish, the record, postponing (clauses M4, W2, W3, S7, P7)."""

from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.policies import check_holds
from macem.confidentiality.policies import check_sees
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.meetings.models import AgendaItem, Attendance
from macem.meetings.policies.agenda import CONTACTS
from macem.meetings.querysets import HEADS, OFFICE
from macem.meetings.room_querysets import RUNNERS


def check_can_run(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` is chair, vice chair, or business support acting for them (W2)."""
    check_holds(by, RUNNERS, to="run the meeting", panel=panel)


def check_can_confirm(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` is chair or vice chair: they confirm somebody as deputy (M4)."""
    check_holds(by, HEADS, to="confirm somebody as deputy", panel=panel)


def check_can_postpone(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` is chair or vice chair: they postpone (M4). Raises ``Refused``."""
    check_holds(by, HEADS, to="postpone the meeting", panel=panel)


def check_can_say_who_comes(by: Actor, panel: Panel, agency: Agency | None, *, begun: bool) -> None:
    """Refuse unless ``by`` runs the meeting or, before it begins, speaks for ``agency``."""
    if not begun and agency is not None and not by.is_system:
        held = Membership.objects.current(clock.now()).at_panel(panel).of_agency(agency)
        if held.filter(user_id=by.user_id).holding(*CONTACTS).exists():
            return
    check_holds(by, RUNNERS, to="record who attends", panel=panel)


def check_can_accept(by: Actor, attendance: Attendance) -> None:
    """Refuse unless ``by`` is that attendee, or runs the meeting and heard them accept (S7)."""
    if by.user_id is None or by.user_id != attendance.user_id:
        check_holds(by, RUNNERS, to="accept the statement for somebody", panel=attendance.meeting.panel)


def check_can_recuse(by: Actor, item: AgendaItem, attendance: Attendance) -> None:
    """Refuse unless ``by`` stands back themselves, or runs the meeting. Raises ``Refused``."""
    check_sees(by, item.subject_id, to="record a conflict of interest")
    if by.user_id is None or by.user_id != attendance.user_id:
        check_holds(by, RUNNERS, to="record a conflict of interest", panel=item.meeting.panel, part=item.part)


def check_can_record(by: Actor, item: AgendaItem) -> None:
    """Refuse unless ``by`` runs the meeting, sees the person, and is not recused from them (W2, M4)."""
    check_holds(by, RUNNERS, to="record what the meeting says", panel=item.meeting.panel, part=item.part)
    check_sees(by, item.subject_id, to="record what the meeting says")
    if by.user_id is not None and item.recusals.filter(attendance__user_id=by.user_id).exists():
        raise Refused("You take no part in this item.", action="record an item in spite of a conflict")


def check_can_confirm_safety(by: Actor, item: AgendaItem) -> None:
    """Refuse unless ``by`` presents the child or makes the agenda (M4). Raises ``Refused``."""
    check_sees(by, item.subject_id, to="confirm a child’s safety")
    if by.user_id is None or by.user_id != item.presenter_id:
        check_holds(by, OFFICE, to="confirm a child’s safety", panel=item.meeting.panel)


can_run = twin(check_can_run)
can_confirm = twin(check_can_confirm)
can_postpone = twin(check_can_postpone)
can_say_who_comes = twin(check_can_say_who_comes)
can_accept = twin(check_can_accept)
can_recuse = twin(check_can_recuse)
can_record = twin(check_can_record)
can_confirm_safety = twin(check_can_confirm_safety)
