"""Names in: who stands on a meeting's list, and who presents them (clauses M2, P7, P10, S5)."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.audit import services as audit
from macem.cases.models import Case
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings import reading
from macem.meetings.candidates import Candidate, candidates, left_off
from macem.meetings.models import AgendaItem
from macem.meetings.panel_members import may_present
from macem.meetings.paths import meeting_path
from macem.meetings.policies import agenda as policies
from macem.notices.services import notify
from macem.protocol.agenda import BEFORE_THE_MEETING, may_be_taken_off, may_join
from macem.protocol.vocabulary import Clause, Part, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of
from macem.schedule.services import reach_stage


@transaction.atomic
def send_names(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> list[AgendaItem]:
    """Put everybody with an open case on the list, and tell the chair (clause M2).

    Whoever was decided on provisionally last time comes first (M4); each is presented by the case holder's
    worker until somebody else is named (P7). May be repeated until the agenda is circulated, for those who
    came since; nobody who was taken off comes back. Raises ``NotNow`` where nobody is left to put on it.
    """
    at = at or clock.now()
    policies.check_can_send_names(by, meeting.panel)
    locked = lock(meeting)
    if reading.circulated_version(locked) is not None:
        raise NotNow("The agenda has been circulated: add each late person with a reason.", clause="M2")
    first = stage_of(locked) is Stage.PLANNED
    found = candidates(locked, left_off(locked), at)
    if not first and not found:
        raise NotNow("Everybody with an open case is on the list already.", clause="M2")
    items = [_put_on(locked, candidate, position, by=by, at=at) for position, candidate in enumerate(found)]
    _in_order(locked, at)
    if first:
        reach_stage(meeting=meeting, stage=Stage.NAMES_SENT, by=by, at=at)
    _tell_the_chair(locked, by=by, at=at)
    audit.record("names_sent", by=by, at=at, obj=locked, people=len(items))
    return items


@transaction.atomic
def add_item(
    *, meeting: Meeting, case: Case, by: Actor, late_reason: str = "", at: datetime | None = None
) -> AgendaItem:
    """Put one person on the list; once it was circulated, as a late item with a reason (clause M2).

    The next version tells it. Raises ``NotNow`` where the meeting has begun, the case is closed or of
    another panel, or the person is on the list already.
    """
    at = at or clock.now()
    policies.check_can_send_names(by, meeting.panel)
    locked = lock(meeting)
    if stage_of(locked) not in BEFORE_THE_MEETING - {Stage.PLANNED}:
        raise NotNow("People are added between sending the names and the meeting.", clause="M2")
    require(may_join(circulated=reading.circulated_version(locked) is not None, reason=late_reason))
    if case.panel_id != locked.panel_id or case.closed_at is not None:
        raise NotNow("This person has no open case at this panel.", clause=Clause.P10.value)
    if AgendaItem.objects.filter(meeting=locked).listed().filter(case=case).exists():
        raise NotNow("This person is on the list already.")
    candidate = candidates(locked, [case], at)[0]
    last = AgendaItem.objects.filter(meeting=locked).count()
    item = _put_on(locked, candidate, last, by=by, at=at, late_reason=late_reason.strip())
    audit.record(
        "item_added", by=by, at=at, obj=item, subject_id=item.subject_id, late=bool(item.late_reason)
    )
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, reason: str, by: Actor, at: datetime | None = None) -> AgendaItem:
    """Take somebody off the list by name and with a reason, which the next version tells (clause S5).

    Raises ``NotNow`` without a reason, when the meeting has begun, or where they are off it already.
    """
    at = at or clock.now()
    policies.check_can_take_off(by, item.meeting.panel)
    require(may_be_taken_off(reason=reason))
    locked = _lock_item(item)
    locked.removed_by_id = by.user_id
    locked.removed_at = at
    locked.removed_reason = reason.strip()
    locked.save(update_fields=["removed_by", "removed_at", "removed_reason"])
    end_access(source=presenting(locked), by=by, at=at, subject_id=locked.subject_id)
    audit.record("item_removed", by=by, at=at, obj=locked, subject_id=locked.subject_id)
    return locked


@transaction.atomic
def name_presenter(
    *,
    item: AgendaItem,
    by: Actor,
    presenter: User | None = None,
    presenter_name: str = "",
    at: datetime | None = None,
) -> AgendaItem:
    """Say who presents somebody: a member with an account, or a guest by name (clause P7).

    A member sees the person from now on. Raises ``NotNow`` where nobody is named, where a member does not
    come to the meetings or may not see Part 2, or when the meeting has begun.
    """
    at = at or clock.now()
    policies.check_can_send_names(by, item.meeting.panel)
    name = presenter.full_name if presenter is not None else presenter_name.strip()
    if not name:
        raise NotNow("Say who presents.", clause=Clause.P7.value)
    locked = _lock_item(item)
    if presenter is not None:
        _check_may_present(locked, presenter, at)
    end_access(source=presenting(locked), by=by, at=at, subject_id=locked.subject_id)
    locked.presenter = presenter
    locked.presenter_name = name
    locked.save(update_fields=["presenter", "presenter_name"])
    _let_presenter_see(locked, by=by, at=at)
    audit.record("presenter_named", by=by, at=at, obj=locked, subject_id=locked.subject_id)
    return locked


@transaction.atomic
def carry_agenda_over(*, meeting: Meeting, to: Meeting, by: Actor, at: datetime | None = None) -> int:
    """Move the list of a postponed meeting to the one held instead; versions and answers stand (clause M4).

    Returns how many people moved.
    """
    moved = AgendaItem.objects.filter(meeting=meeting).update(meeting=to)
    audit.record("agenda_carried_over", by=by, at=at, obj=to, moved_from=meeting.pk, people=moved)
    return moved


def presenting(item: AgendaItem) -> str:
    """Return the name under which the presenter's sight of this person stands."""
    return f"{source_of(item)}:presenter"


def lock(meeting: Meeting) -> Meeting:
    """Let one writer at a time change this meeting's agenda."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("panel").get(pk=meeting.pk)


def _lock_item(item: AgendaItem) -> AgendaItem:
    meeting = lock(item.meeting)
    if stage_of(meeting) not in BEFORE_THE_MEETING:
        raise NotNow("The meeting has begun: its list stands.", clause="M2")
    locked = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.removed_at is not None:
        raise NotNow("This person was taken off the list already.")
    locked.meeting = meeting
    return locked


def _put_on(
    meeting: Meeting, candidate: Candidate, position: int, *, by: Actor, at: datetime, late_reason: str = ""
) -> AgendaItem:
    item = AgendaItem.objects.create(
        meeting=meeting,
        subject_id=candidate.person.pk,
        case=candidate.case,
        part=candidate.part,
        position=position,
        provisional_from_last=candidate.provisional_from_last,
        presenter=candidate.presenter.user,
        presenter_name=candidate.presenter.name,
        added_by_id=by.user_id,
        added_at=at,
        late_reason=late_reason,
    )
    _let_presenter_see(item, by=by, at=at)
    audit.record("person_listed", by=by, at=at, obj=item, subject_id=item.subject_id, part=item.part.value)
    return item


def _let_presenter_see(item: AgendaItem, *, by: Actor, at: datetime) -> None:
    if item.presenter_id is not None:
        grant_access(
            subject_id=item.subject_id,
            to=[Principal.user(item.presenter_id)],
            basis="presents the case",
            source=presenting(item),
            part=item.part,
            by=by,
            at=at,
        )


def _check_may_present(item: AgendaItem, presenter: User, at: datetime) -> None:
    if may_present(item.meeting.panel, item.part, at).filter(user=presenter).exists():
        return
    does_not = "see Part 2" if item.part is Part.ADULT_2 else "come to its meetings"
    raise NotNow(f"{presenter.full_name} may not {does_not}. Name somebody who may.", clause="P7")


def _in_order(meeting: Meeting, at: datetime) -> None:
    """Number the list afresh, so that those who came later stand where they belong."""
    items = {
        item.case_id: item
        for item in AgendaItem.objects.filter(meeting=meeting).listed().select_related("case")
    }
    ordered = candidates(meeting, [item.case for item in items.values()], at)
    for position, candidate in enumerate(ordered):
        items[candidate.case.pk].position = position
    AgendaItem.objects.bulk_update(items.values(), ["position"])


def _tell_the_chair(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    for chair in holders(meeting.panel, Role.CHAIR, but=by.user_id, at=at):
        notify(
            user=chair,
            kind="names sent",
            subject_line="names for your next meeting",
            path=meeting_path("names", meeting),
            due=due_dates(meeting).agenda_due,
            key=f"names:{meeting.pk}:{chair.pk}:{at.isoformat()}",
            by=by,
            at=at,
        )
