"""Minutes: drafted from the record, reviewed by the chair, distributed with their actions (M9, M10, S1)."""

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from macem.accounts.models import User
from macem.actions.services import tell_owner
from macem.agencies.models import Membership
from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings import minuting, reading, representation
from macem.meetings.models import (
    EarlierMinutesAgreed,
    ItemAction,
    Minutes,
    MinutesDistribution,
    MinutesReceipt,
    MinutesReview,
    MinutesSection,
)
from macem.meetings.paths import meeting_path
from macem.meetings.policies import minutes as policies
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.services.names import lock
from macem.notices.services import notify
from macem.protocol.agenda import decides_as
from macem.protocol.meeting_stages import may_reach
from macem.protocol.minutes import may_be_distributed, may_be_drafted, may_be_reviewed
from macem.protocol.transitions import MEETING
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of
from macem.schedule.services import reach_stage


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: Actor, reason: str = "", at: datetime | None = None) -> Minutes:
    """Freeze the record of a finished meeting as a new version of its minutes, and put it to the chair (M10).

    Drafted again after the chair returned it; after distribution it amends, with a reason. Raises ``NotNow``
    before the meeting is finished, without that reason, or where somebody is not shown to whoever drafts.
    """
    at = at or clock.now()
    policies.check_can_draft(by, meeting.panel)
    locked = lock(meeting)
    require(may_reach(stage_of(locked), Stage.MINUTES_DRAFTED))
    prefetch_related_objects([locked], "stages")
    items = list(reading.listed(locked).prefetch_related("case__levels"))
    for item in items:
        item.meeting = locked
    earlier = list(Minutes.objects.filter(meeting=locked).order_by("version"))
    require(
        may_be_drafted(
            hidden=len(representation.listed_at(locked, by)) - len(items),
            distributed=MinutesDistribution.objects.filter(minutes__meeting=locked).exists(),
            reason=reason,
        )
    )
    version = earlier[-1].version + 1 if earlier else 1
    written, about_nobody = minuting.sections(locked, items), minuting.general(locked, by)
    digests = [section.digest for section in written]
    minutes = Minutes.objects.create(
        meeting=locked,
        version=version,
        reason=reason.strip(),
        general=about_nobody,
        section_digests=digests,
        digest=minuting.minutes_digest(
            meeting=locked.reference,
            version=version,
            reason=reason.strip(),
            general=about_nobody,
            sections=digests,
        ),
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
    MinutesSection.objects.bulk_create(
        MinutesSection(
            minutes=minutes,
            item=section.item,
            subject_id=section.item.subject_id,
            position=section.position,
            content=section.content,
            digest=section.digest,
        )
        for section in written
    )
    reach_stage(meeting=locked, stage=Stage.MINUTES_DRAFTED, by=by, reason=reason.strip(), at=at)
    _tell(minutes, Role.CHAIR, "minutes for you to approve", f"drafted:{minutes.pk}", by=by, at=at)
    audit.record(
        "minutes_drafted", by=by, at=at, obj=minutes, version=version, people=len(written),
        digest=minutes.digest,
    )  # fmt: skip
    return minutes


@transaction.atomic
def review_minutes(
    *,
    minutes: Minutes,
    outcome: ApprovalOutcome,
    by: Actor,
    comments: str = "",
    chairs_conflict: str = "",
    at: datetime | None = None,
) -> MinutesReview:
    """Approve minutes, or return them with comments: the chair, or in their conflict the vice chair (M9, W2).

    Raises ``NotNow`` where the protocol says no: a newer version, no comments, somebody not shown.
    """
    at = at or clock.now()
    policies.check_can_review(by, minutes.meeting.panel)
    locked = lock(minutes.meeting)
    roles = roles_of(by.user_id, panel=locked.panel, at=at) if by.user_id is not None else {Role.CHAIR}
    require(
        may_be_reviewed(
            roles=roles,
            outcome=outcome,
            comments=comments,
            chairs_conflict=chairs_conflict,
            latest=is_latest(minutes),
            sees_everybody=minutes.sections.count() == len(minutes.section_digests),
        )
    )
    to = Stage.MINUTES_APPROVED if outcome is ApprovalOutcome.APPROVED else Stage.MINUTES_RETURNED
    require(MEETING.move(stage_of(locked), to, comments))
    review = MinutesReview.objects.create(
        minutes=minutes,
        outcome=outcome,
        comments=comments.strip(),
        decided_as=decides_as(roles, chairs_conflict=chairs_conflict) or Role.CHAIR,
        chairs_conflict=chairs_conflict.strip(),
        reviewed_by_id=by.user_id,
        reviewed_at=at,
    )
    reach_stage(meeting=locked, stage=to, by=by, at=at)
    approved = outcome is ApprovalOutcome.APPROVED
    line = "minutes for you to distribute" if approved else "minutes came back to you"
    key = f"minutes-{outcome.value}:{review.pk}"
    _tell(minutes, Role.BUSINESS_SUPPORT, line, key, by=by, at=at)
    audit.record("minutes_reviewed", by=by, at=at, obj=review, minutes=minutes.pk, outcome=outcome.value)
    return review


@transaction.atomic
def distribute_minutes(*, minutes: Minutes, by: Actor, at: datetime | None = None) -> MinutesDistribution:
    """Let the members read approved minutes, and tell owners of their actions: by a link, no names (M9, M10).

    Raises ``NotNow`` where the chair has not approved this version, it is not the newest, or it went out.
    """
    at = at or clock.now()
    policies.check_can_distribute(by, minutes.meeting.panel)
    locked = lock(minutes.meeting)
    require(
        may_be_distributed(
            latest=is_latest(minutes),
            approved=is_approved(minutes),
            distributed=MinutesDistribution.objects.filter(minutes=minutes).exists(),
        )
    )
    require(may_reach(stage_of(locked), Stage.DISTRIBUTED))
    row = MinutesDistribution.objects.create(minutes=minutes, distributed_by_id=by.user_id, distributed_at=at)
    reach_stage(meeting=locked, stage=Stage.DISTRIBUTED, by=by, at=at)
    readers = readers_of(minutes)
    for user in readers:
        notify(
            user=user,
            kind="minutes distributed",
            subject_line="minutes for you to read",
            path=minutes_path(minutes),
            key=f"minutes:{minutes.pk}:{user.pk}",
            by=by,
            at=at,
        )
    for agreed in ItemAction.objects.filter(item__meeting=locked).select_related("action__owner"):
        tell_owner(action=agreed.action, by=by, at=at)
    audit.record("minutes_distributed", by=by, at=at, obj=row, minutes=minutes.pk, told=len(readers))
    return row


@transaction.atomic
def note_minutes_opened(*, minutes: Minutes, by: Actor, at: datetime | None = None) -> MinutesReceipt | None:
    """Note the first time that a member opens distributed minutes (M9). A draft leaves no receipt (None).

    Raises ``Refused`` where they may not read them (S1).
    """
    at = at or clock.now()
    policies.check_can_read_minutes(by, minutes)
    if by.user_id is None or not hasattr(minutes, "distribution"):
        return None
    receipt, first = MinutesReceipt.objects.get_or_create(
        minutes=minutes, user_id=by.user_id, defaults={"opened_at": at}
    )
    if first:
        audit.record("minutes_opened", by=by, at=at, obj=receipt, minutes=minutes.pk)
    return receipt


@transaction.atomic
def let_read_minutes(
    *, meeting: Meeting, user: User, reason: str, by: Actor, at: datetime | None = None
) -> EarlierMinutesAgreed:
    """Let the chair agree that a member who joined later reads this meeting's minutes (clause S1).

    Raises ``NotNow`` without a reason, or where they may read them anyhow.
    """
    at = at or clock.now()
    policies.check_can_let_read(by, meeting.panel)
    if not reason.strip():
        raise NotNow("Say why they need to read it.", clause=Clause.S1.value)
    if user not in later_members(meeting, at):
        raise NotNow("This is for members who joined after the meeting.", clause=Clause.S1.value)
    row, created = EarlierMinutesAgreed.objects.get_or_create(
        meeting=meeting,
        user=user,
        defaults={"reason": reason.strip(), "agreed_by_id": by.user_id, "agreed_at": at},
    )
    if created:
        audit.record("earlier_minutes_agreed", by=by, at=at, obj=row, user=user.pk)
    return row


def is_latest(minutes: Minutes) -> bool:
    """Say whether there is no newer version of these minutes."""
    return not Minutes.objects.filter(meeting=minutes.meeting, version__gt=minutes.version).exists()


def is_approved(minutes: Minutes) -> bool:
    """Say whether the last word on this version was that it is approved."""
    last = MinutesReview.objects.filter(minutes=minutes).order_by("-reviewed_at", "-pk").first()
    return last is not None and last.outcome is ApprovalOutcome.APPROVED


def minutes_path(minutes: Minutes) -> str:
    """Return the address of one version of a meeting's minutes."""
    return meeting_path("minutes_version", minutes.meeting, number=minutes.version)


def members_now(meeting: Meeting, at: datetime) -> list[User]:
    """Return everybody who works for the meeting's panel now in a role that reads minutes."""
    rows = Membership.objects.current(at).at_panel(meeting.panel).holding(*MEMBERS)
    return list(dict.fromkeys(row.user for row in rows.select_related("user").order_by("user__full_name")))


def later_members(meeting: Meeting, at: datetime) -> list[User]:
    """Return the members who joined after the meeting, and were not there."""
    members = members_now(meeting, at)
    there = policies.members_on_the_day(meeting, [user.pk for user in members])
    there |= set(meeting.attendance.standing().values_list("user_id", flat=True))
    return [user for user in members if user.pk not in there]


def readers_of(minutes: Minutes) -> list[User]:
    """Return the members who may read these minutes, for the message that tells them (S1)."""
    fresh = Minutes.objects.select_related("meeting__panel", "distribution").get(pk=minutes.pk)
    members = members_now(fresh.meeting, clock.now())
    decided = policies.may_read(fresh, [user.pk for user in members])
    return [user for user in members if decided[user.pk].met]


def _tell(minutes: Minutes, role: Role, line: str, key: str, *, by: Actor, at: datetime) -> None:
    due = due_dates(minutes.meeting).actions_due
    rows = Membership.objects.current(at).at_panel(minutes.meeting.panel).holding(role)
    for membership in rows.exclude(user_id=by.user_id).select_related("user"):
        notify(
            user=membership.user,
            kind="minutes",
            subject_line=line,
            path=minutes_path(minutes),
            due=due,
            key=f"{key}:{membership.user_id}",
            by=by,
            at=at,
        )
