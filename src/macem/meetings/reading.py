"""What others ask of an agenda: its versions, how each stands, who is not shown, who has answered."""

from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.meetings.models import AgendaItem, AgendaVersion
from macem.meetings.policies.agenda import CONTACTS
from macem.protocol.returns import OPEN_STAGES
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.schedule.models import Meeting


def chain(meeting: Meeting) -> list[Meeting]:
    """Return ``meeting`` and those it was moved from, latest first: what was circulated for them stands."""
    found = [meeting]
    while (before := found[-1].moved_from) is not None:
        found.append(before)
    return found


def versions_of(meeting: Meeting) -> list[AgendaVersion]:
    """Return every version of the meeting's agenda, oldest first, with what was decided on each."""
    rows = AgendaVersion.objects.filter(meeting__in=chain(meeting)).select_related(
        "meeting", "circulation", "circulation__circulated_by", "compiled_by"
    )
    return list(rows.prefetch_related("approvals__decided_by").order_by("number"))


def latest_version(meeting: Meeting) -> AgendaVersion | None:
    """Return the newest version, however it stands, or None."""
    return next(reversed(versions_of(meeting)), None)


def circulated_version(meeting: Meeting) -> AgendaVersion | None:
    """Return the newest version that went to the agencies, or None."""
    return next((version for version in reversed(versions_of(meeting)) if is_circulated(version)), None)


def is_circulated(version: AgendaVersion) -> bool:
    return hasattr(version, "circulation")


def is_approved(version: AgendaVersion) -> bool:
    """Say whether the last word on this version was that it is approved."""
    last = max(version.approvals.all(), key=lambda row: (row.decided_at, row.pk), default=None)
    return last is not None and last.outcome is ApprovalOutcome.APPROVED


def listed(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the people on the list now, in the order of the agenda. Scoped by the connection only."""
    return AgendaItem.objects.filter(meeting=meeting).listed().with_people()


def hidden_from_me(meeting: Meeting) -> int:
    """Return how many people of this agenda's panel are not shown to whom the connection acts for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT macem_hidden_from_me(%s)", [meeting.pk])
        return int(cursor.fetchone()[0])


def answered(meeting: Meeting) -> dict[int, set[int]]:
    """Return which items each agency has answered on, by agency; not what it answered."""
    found: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute("SELECT item_id, agency_id FROM macem_returns_in(%s)", [meeting.pk])
        for item_id, agency_id in cursor.fetchall():
            found[agency_id].add(item_id)
    return found


def core_agencies(panel: Panel) -> list[Agency]:
    """Return the agencies that must answer and be represented, by name (clause W1)."""
    return list(Agency.objects.filter(places__panel=panel, places__is_core=True).order_by("name"))


def contacts_of(panel: Panel) -> dict[User, list[Membership]]:
    """Return everybody to whom the panel's list goes, with the memberships for which it does."""
    rows = Membership.objects.current(clock.now()).at_panel(panel).holding(*CONTACTS)
    found: dict[User, list[Membership]] = defaultdict(list)
    for membership in rows.select_related("user", "agency").order_by("agency__name", "user__full_name", "pk"):
        found[membership.user].append(membership)
    return found


def answers_for(user: Any) -> list[tuple[Panel, Agency]]:
    """Return for which agencies somebody answers, and to which panels."""
    rows = Membership.objects.current(clock.now()).of_user(user).holding(*CONTACTS)
    rows = rows.select_related("panel", "agency").order_by("panel__name", "agency__name")
    return list(dict.fromkeys((row.panel, row.agency) for row in rows))


def open_versions(panel: Panel) -> list[AgendaVersion]:
    """Return the circulated agendas of a panel about which answers are taken, soonest meeting first."""
    meetings = Meeting.objects.at_panel(panel).not_postponed().with_dates().filter(stage__in=OPEN_STAGES)
    found = []
    for meeting in meetings.order_by("on"):
        version = circulated_version(meeting)
        if version is not None:
            version.meeting = meeting
            found.append(version)
    return found
