"""Circulating an agenda once, noting who opened it, and chasing what is owed (clauses M2, M5, S1, S5)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import require
from macem.meetings import owing, reading
from macem.meetings.models import AgendaEntry, AgendaReceipt, AgendaVersion, Circulation
from macem.meetings.paths import answers_path, meeting_path, version_path
from macem.meetings.policies import agenda as policies
from macem.meetings.services.agenda import shows_everybody
from macem.meetings.services.names import lock
from macem.notices.services import notify
from macem.protocol.agenda import may_go_out
from macem.protocol.meeting_stages import may_reach
from macem.protocol.returns import OPEN_STAGES
from macem.protocol.sharing import list_may_be_circulated
from macem.protocol.vocabulary import Decision, Part
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of
from macem.schedule.services import reach_stage
from macem.sharing import state as sharing


@transaction.atomic
def circulate(*, version: AgendaVersion, by: Actor, at: datetime | None = None) -> Circulation:
    """Let every contact of the panel see the approved list, and tell them by mail without a name (M2, S1).

    Once and once only, whoever else presses the button. It waits while somebody on the list lacks a lawful
    basis or a decision after a withdrawal: ``NotNow`` names them by reference (S5). Raises ``NotNow`` too
    where the version is not approved, not the newest, or no longer says what the list says.
    """
    at = at or clock.now()
    policies.check_can_circulate(by, version.meeting.panel)
    locked = lock(version.meeting)
    latest = reading.latest_version(locked)
    entries = list(AgendaEntry.objects.filter(version=version).listed().select_related("subject", "item"))
    require(
        may_go_out(
            latest=latest is not None and latest.pk == version.pk,
            approved=latest is not None and reading.is_approved(latest),
            circulated=Circulation.objects.filter(version=version).exists(),
            list_unchanged={entry.item_id for entry in entries}
            == set(reading.listed(locked).values_list("pk", flat=True)),
            everybody_shown=shows_everybody(version),
        )
    )
    require(may_reach(stage_of(locked), Stage.CIRCULATED))
    require(waiting_for_a_basis(entries))
    circulation = Circulation.objects.create(version=version, circulated_by_id=by.user_id, circulated_at=at)
    for entry in entries:
        grant_access(
            subject_id=entry.subject_id,
            to=recipients(locked.panel, entry.item.part),
            basis="circulated agenda",
            source=source_of(circulation),
            part=entry.item.part,
            by=by,
            at=at,
        )
    reach_stage(meeting=version.meeting, stage=Stage.CIRCULATED, by=by, at=at)
    _tell_the_contacts(version, by=by, at=at)
    audit.record("agenda_circulated", by=by, at=at, obj=circulation, version=version.pk, people=len(entries))
    return circulation


@transaction.atomic
def note_agenda_opened(
    *, version: AgendaVersion, by: Actor, at: datetime | None = None
) -> AgendaReceipt | None:
    """Note the first time that a contact opens a circulated version; later openings change nothing (M2).

    Somebody to whom it was not sent leaves no receipt (None). Raises ``Refused`` before it is circulated.
    """
    at = at or clock.now()
    if not reading.is_circulated(version):
        raise Refused("This agenda has not been circulated yet.", action="open an agenda")
    if by.user_id not in {user.pk for user in reading.contacts_of(version.meeting.panel)}:
        return None
    receipt, first = AgendaReceipt.objects.get_or_create(
        version=version, user_id=by.user_id, defaults={"opened_at": at}
    )
    if first:
        audit.record("agenda_opened", by=by, at=at, obj=receipt, version=version.pk)
    return receipt


@transaction.atomic
def chase(*, meeting: Meeting, by: Actor, at: datetime | None = None) -> int:
    """Remind everybody who has not opened the agenda or not answered, and who owes a risk assessment.

    One message a person and day, with a link and no names. Returns how many were told. Raises ``NotNow``
    before circulation, once the meeting has begun, or where everybody who owes something was told today.
    """
    at = at or clock.now()
    policies.check_can_circulate(by, meeting.panel)
    locked = lock(meeting)
    version = reading.circulated_version(locked)
    if version is None or stage_of(locked) not in OPEN_STAGES:
        raise NotNow("There is something to chase from circulation until the meeting begins.", clause="M2")
    dates = due_dates(meeting)
    debts = owing.of(meeting, version)
    paths = {user: (answers_path(), dates.returns_due) for user in debts.contacts}
    for user in debts.presenters:
        paths.setdefault(user, (meeting_path("meeting", meeting), dates.risk_assessments_due))
    told = [
        notify(
            user=user,
            kind="chased",
            subject_line="a reminder of something that you owe",
            path=path,
            due=due,
            key=f"{chase_key(meeting)}:{user.pk}:{clock.local_date(at).isoformat()}",
            by=by,
            at=at,
        )
        for user, (path, due) in paths.items()
    ]
    count = sum(notice is not None for notice in told)
    if not count:
        raise NotNow("Everybody who owes something has been told today.", clause="M2")
    audit.record("meeting_chased", by=by, at=at, obj=meeting, told=count)
    return count


def chase_key(meeting: Meeting) -> str:
    """Return how the keys of this meeting's reminders begin."""
    return f"chase:{meeting.pk}"


def recipients(panel: Panel, part: Part) -> list[Principal]:
    """Return to whom a circulated person is shown; in Part 2 only to those who hold that right."""
    second = part is Part.ADULT_2
    return [Principal.role(panel.pk, role, part_two=second) for role in policies.CONTACTS]


def waiting_for_a_basis(entries: list[AgendaEntry]) -> Decision:
    """Return the protocol's word on whether everybody on the list may be circulated (clause S5)."""
    by_subject = {entry.subject_id: entry.subject.reference for entry in entries}
    records = sharing.records(by_subject)
    named = [replace(record, reference=by_subject[subject_id]) for subject_id, record in records.items()]
    return list_may_be_circulated(named, removed={})


def _tell_the_contacts(version: AgendaVersion, *, by: Actor, at: datetime) -> None:
    due = due_dates(version.meeting).returns_due
    for user in reading.contacts_of(version.meeting.panel):
        notify(
            user=user,
            kind="agenda circulated",
            subject_line="a list for you to read and answer",
            path=version_path(version),
            due=due,
            key=f"circulated:{version.pk}:{user.pk}",
            by=by,
            at=at,
        )
