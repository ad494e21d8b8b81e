"""Who drafts, approves, distributes and reads minutes (clauses M9, M10, W2, S1)."""

from collections import defaultdict
from collections.abc import Iterable

from macem.agencies.models import Membership, Panel
from macem.agencies.policies import check_holds, roles_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.meetings.models import Attendance, EarlierMinutesAgreed, Minutes
from macem.meetings.policies.agenda import MAKERS, MEMBERS
from macem.meetings.querysets import HEADS
from macem.meetings.room_querysets import RUNNERS
from macem.protocol.minutes import may_be_read
from macem.protocol.vocabulary import Decision, Role
from macem.schedule.models import Meeting


def check_can_draft(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` is business support, or the chair where somebody must see everybody (M9)."""
    check_holds(by, MAKERS, to="draft the minutes", panel=panel)


def check_can_review(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` approves minutes or, in the chair's conflict, may (M9, W2). Raises ``Refused``."""
    check_holds(by, HEADS, to="decide on the minutes", panel=panel)


def check_can_distribute(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` distributes minutes and actions (M9). Raises ``Refused``."""
    check_holds(by, MAKERS, to="distribute the minutes", panel=panel)


def check_can_let_read(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` may agree that a later member reads earlier minutes: the chair, or vice (S1)."""
    check_holds(by, HEADS, to="let somebody read earlier minutes", panel=panel)


def check_can_read_minutes(by: Actor, minutes: Minutes) -> None:
    """Refuse unless ``by`` may read this version (S1, M9). Raises ``Refused`` with the protocol's reason.

    Read by: those who run the meeting; once distributed, members on the day, whoever attended or sent
    apologies, and later members with the chair's agreement; nobody who has left the panel.
    """
    if by.user_id is None:
        return
    decision = may_read(minutes, [by.user_id])[by.user_id]
    if not decision.met:
        raise Refused(decision.reason, action="read minutes")


def may_read(minutes: Minutes, user_ids: Iterable[int]) -> dict[int, Decision]:
    """Return the protocol's word on each user, in four queries however many they are."""
    meeting, user_ids = minutes.meeting, list(user_ids)
    held: dict[int, set[str]] = defaultdict(set)
    rows = Membership.objects.current(clock.now()).at_panel(meeting.panel).filter(user_id__in=user_ids)
    for user_id, role in rows.values_list("user_id", "role"):
        held[user_id].add(role)
    then = members_on_the_day(meeting, user_ids)
    seats = Attendance.objects.standing().at(meeting).filter(user_id__in=user_ids)
    named = set(seats.values_list("user_id", flat=True))
    later = EarlierMinutesAgreed.objects.filter(meeting=meeting, user_id__in=user_ids)
    agreed = set(later.values_list("user_id", flat=True))
    return {
        user_id: may_be_read(
            holds_a_role=bool(held[user_id] & set(MEMBERS)),
            runs_the_meeting=bool(held[user_id] & set(RUNNERS)),
            distributed=hasattr(minutes, "distribution"),
            member_then=user_id in then,
            named=user_id in named,
            agreed=user_id in agreed,
        )
        for user_id in user_ids
    }


def members_on_the_day(meeting: Meeting, user_ids: Iterable[int]) -> set[int]:
    """Return those among ``user_ids`` who were members of the panel on the day of the meeting."""
    rows = Membership.objects.at_panel(meeting.panel).filter(user_id__in=user_ids)
    return {
        user_id
        for user_id, since, until in rows.values_list("user_id", "since", "until")
        if clock.local_date(since) <= meeting.on and (until is None or clock.local_date(until) > meeting.on)
    }


def is_chair(by: Actor, panel: Panel) -> bool:
    """Say whether ``by`` is the chair, who decides without saying why."""
    return by.user_id is not None and Role.CHAIR in roles_of(by.user_id, panel=panel)


can_draft = twin(check_can_draft)
can_review = twin(check_can_review)
can_distribute = twin(check_can_distribute)
can_let_read = twin(check_can_let_read)
can_read_minutes = twin(check_can_read_minutes)
