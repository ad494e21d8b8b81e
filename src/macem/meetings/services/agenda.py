"""Compiling, and the chair's decision (clauses M2, W2, S5)."""

from datetime import datetime

from django.db import transaction

from macem.agencies.holders import holders
from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.meetings import reading
from macem.meetings.candidates import left_off
from macem.meetings.digests import version_digest
from macem.meetings.freezing import freeze, general
from macem.meetings.models import AgendaApproval, AgendaEntry, AgendaVersion
from macem.meetings.paths import version_path
from macem.meetings.policies import agenda as policies
from macem.meetings.services.names import lock
from macem.notices.services import notify
from macem.protocol.agenda import decides_as, may_be_compiled, may_be_decided
from macem.protocol.meeting_stages import may_reach
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of
from macem.schedule.services import reach_stage


@transaction.atomic
def compile_agenda(
    *, meeting: Meeting, by: Actor, reason: str = "", at: datetime | None = None
) -> AgendaVersion:
    """Freeze the list as it stands as a new version, with its digest, and put it before the chair (M2).

    A person without a lawful basis is on it and is shown to the chair: circulation waits (S5). Raises
    ``NotNow`` where somebody with an open case is neither on the list nor was taken off it by name, where
    nobody presents somebody, where somebody is not shown to whoever compiles, or where a circulated agenda
    is changed without a reason.
    """
    at = at or clock.now()
    policies.check_can_compile(by, meeting.panel)
    locked = lock(meeting)
    require(may_reach(stage_of(locked), Stage.COMPILED))
    require(
        may_be_compiled(
            left_off=[case.subject.reference for case in left_off(locked)],
            unpresented=_unpresented(locked),
            hidden=0 if by.is_system else reading.hidden_from_me(locked),
            circulated=reading.circulated_version(locked) is not None,
            reason=reason,
        )
    )
    earlier = reading.latest_version(locked)
    number = earlier.number + 1 if earlier is not None else 1
    entries, about_nobody = freeze(locked, at), general(locked, at)
    digests = [entry.digest for entry in entries]
    version = AgendaVersion.objects.create(
        meeting=locked,
        number=number,
        reason=reason.strip(),
        general=about_nobody,
        entry_digests=digests,
        digest=version_digest(
            meeting=locked.reference,
            number=number,
            reason=reason.strip(),
            general=about_nobody,
            entries=digests,
        ),
        compiled_by_id=by.user_id,
        compiled_at=at,
    )
    AgendaEntry.objects.bulk_create(
        AgendaEntry(
            version=version,
            subject_id=entry.subject_id,
            item=entry.item,
            kind=entry.kind,
            position=entry.position,
            content=entry.content,
            digest=entry.digest,
        )
        for entry in entries
    )
    reach_stage(meeting=meeting, stage=Stage.COMPILED, by=by, reason=reason.strip(), at=at)
    _put_before_the_chair(version, by=by, at=at)
    audit.record(
        "agenda_compiled",
        by=by,
        at=at,
        obj=version,
        number=number,
        people=len(entries),
        digest=version.digest,
    )
    return version


@transaction.atomic
def review_agenda(
    *,
    version: AgendaVersion,
    outcome: ApprovalOutcome,
    by: Actor,
    comments: str = "",
    chairs_conflict: str = "",
    at: datetime | None = None,
) -> AgendaApproval:
    """Approve an agenda, or return it with comments: the chair, or in their conflict the vice chair (M2, W2).

    ``chairs_conflict`` says why the chair does not decide. Nobody but the chair approves what they compiled,
    and whoever approves must be shown everybody on it. Raises ``NotNow`` where the protocol says no, or
    there is a newer version.
    """
    at = at or clock.now()
    policies.check_can_decide(by, version.meeting.panel)
    locked = lock(version.meeting)
    latest = reading.latest_version(locked)
    if latest is None or latest.pk != version.pk:
        raise NotNow("There is a newer version of this agenda.", clause="M2")
    roles = roles_of(by.user_id, panel=locked.panel, at=at) if by.user_id is not None else {Role.CHAIR}
    require(
        may_be_decided(
            compiler=version.compiled_by_id,
            decider=by.user_id,
            roles=roles,
            outcome=outcome,
            comments=comments,
            chairs_conflict=chairs_conflict,
            sees_everybody=shows_everybody(version),
        )
    )
    require(may_reach(stage_of(locked), Stage.APPROVED))
    held = decides_as(roles, chairs_conflict=chairs_conflict)
    approval = AgendaApproval.objects.create(
        version=version,
        outcome=outcome,
        comments=comments.strip(),
        decided_as=held or Role.CHAIR,
        chairs_conflict=chairs_conflict.strip(),
        decided_by_id=by.user_id,
        decided_at=at,
    )
    if outcome is ApprovalOutcome.APPROVED:
        reach_stage(meeting=version.meeting, stage=Stage.APPROVED, by=by, at=at)
    _tell_business_support(version, outcome, by=by, at=at)
    audit.record("agenda_decided", by=by, at=at, obj=approval, version=version.pk, outcome=outcome.value)
    return approval


def shows_everybody(version: AgendaVersion) -> bool:
    """Say whether everybody on this version is shown to whom the connection acts for."""
    return AgendaEntry.objects.filter(version=version).count() == len(version.entry_digests)


def _unpresented(meeting: Meeting) -> list[str]:
    rows = reading.listed(meeting).filter(presenter_name="")
    return list(rows.values_list("subject__reference", flat=True))


def _put_before_the_chair(version: AgendaVersion, *, by: Actor, at: datetime) -> None:
    for chair in holders(version.meeting.panel, Role.CHAIR, but=by.user_id, at=at):
        notify(
            user=chair,
            kind="agenda compiled",
            subject_line="an agenda for you to approve",
            path=version_path(version),
            due=due_dates(version.meeting).agenda_due,
            key=f"compiled:{version.pk}:{chair.pk}",
            by=by,
            at=at,
        )


def _tell_business_support(
    version: AgendaVersion, outcome: ApprovalOutcome, *, by: Actor, at: datetime
) -> None:
    lines = {
        ApprovalOutcome.APPROVED: "an agenda for you to circulate",
        ApprovalOutcome.RETURNED: "an agenda came back to you",
    }
    for user in holders(version.meeting.panel, Role.BUSINESS_SUPPORT, but=by.user_id, at=at):
        notify(
            user=user,
            kind=f"agenda {outcome.value}",
            subject_line=lines[outcome],
            path=version_path(version),
            due=due_dates(version.meeting).agenda_due,
            key=f"agenda-{outcome.value}:{version.pk}:{user.pk}:{at.isoformat()}",
            by=by,
            at=at,
        )
