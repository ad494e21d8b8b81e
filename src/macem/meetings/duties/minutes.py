"""After the meeting: draft the minutes, decide on them, distribute them, read them (clauses M9, M10, S1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.agencies.panels import panels_of
from macem.agencies.policies import roles_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.govuk.dates import day
from macem.meetings.models import Minutes, MinutesReceipt
from macem.meetings.paths import meeting_path
from macem.meetings.policies.agenda import CONTACTS
from macem.meetings.policies.minutes import can_read_minutes
from macem.meetings.room_querysets import RUNNERS
from macem.meetings.services.minutes import minutes_path
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates, stage_of

READ_FOR = timedelta(days=62)
"""Minutes of meetings longer ago are no longer asked to be read."""


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return what business support and the chair owe after a meeting, and what members have not read yet."""
    found: list[Duty] = []
    for panel in panels_of(user.pk):
        held = roles_of(user.pk, panel=panel, at=now)
        if held & set(RUNNERS):
            rows = Meeting.objects.at_panel(panel).with_stage().with_dates().filter(stage__in=OPEN)
            found += [duty for meeting in rows for duty in _make(meeting, held)]
        elif held & set(CONTACTS):
            found += _read(user, panel, now)
    return found


OPEN = (Stage.FINISHED, Stage.MINUTES_DRAFTED, Stage.MINUTES_RETURNED, Stage.MINUTES_APPROVED)


def _make(meeting: Meeting, held: set[Role]) -> Iterator[Duty]:
    stage, due = stage_of(meeting), due_dates(meeting).actions_due
    latest = Minutes.objects.filter(meeting=meeting).order_by("-version").first()
    words = {"day": day(meeting.on)}
    if stage in {Stage.FINISHED, Stage.MINUTES_RETURNED} and Role.BUSINESS_SUPPORT in held:
        returned = stage is Stage.MINUTES_RETURNED
        yield Duty(
            title=_("Draft the minutes of %(day)s") % words,
            url=meeting_path("minutes", meeting),
            due=due,
            reason=_("The chair returned them with comments.") if returned else _("The meeting is finished."),
            done_hint=_("with the chair"),
            clause=Clause.M10,
        )
    if stage is Stage.MINUTES_DRAFTED and Role.CHAIR in held and latest is not None:
        yield Duty(
            title=_("Approve the minutes of %(day)s") % words,
            url=minutes_path(latest),
            due=due,
            reason=_("Version %(n)d waits for you before it can be distributed.") % {"n": latest.version},
            done_hint=_("approved, or returned with comments"),
            clause=Clause.M9,
        )
    if stage is Stage.MINUTES_APPROVED and Role.BUSINESS_SUPPORT in held and latest is not None:
        yield Duty(
            title=_("Distribute the minutes and actions of %(day)s") % words,
            url=minutes_path(latest),
            due=due,
            reason=_("Version %(n)d is approved.") % {"n": latest.version},
            done_hint=_("distributed"),
            clause=Clause.M9,
        )


def _read(user: User, panel: Panel, now: datetime) -> list[Duty]:
    since = clock.local_date(now) - READ_FOR
    opened = MinutesReceipt.objects.filter(user=user).values("minutes_id")
    rows = Minutes.objects.filter(
        meeting__panel=panel, meeting__on__gte=since, distribution__isnull=False
    ).exclude(pk__in=opened)
    newest = {row.meeting_id: row for row in rows.select_related("meeting__panel", "distribution")}
    by = Actor.user(user)
    return [
        Duty(
            title=_("Read the minutes of %(day)s") % {"day": day(minutes.meeting.on)},
            url=minutes_path(minutes),
            due=None,
            reason=_("Distributed %(day)s.") % {"day": day(minutes.distribution.distributed_at)},
            done_hint=_("opened"),
            clause=Clause.M9,
        )
        for minutes in newest.values()
        if can_read_minutes(by, minutes)
    ]
