"""On the day: hold the meeting, finish it; and after a postponement, each child's safety until then (M4)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.agencies.panels import panels_of
from macem.agencies.policies import roles_of
from macem.gate import clock
from macem.govuk.dates import day
from macem.meetings.models import AgendaItem, InterimSafety, Postponement
from macem.meetings.paths import meeting_path
from macem.meetings.querysets import OFFICE
from macem.meetings.room_querysets import RUNNERS
from macem.protocol.postponing import needs_interim_safety
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from macem.schedule.models import Meeting
from macem.schedule.reading import stage_of


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return who holds today's meeting, and for whom somebody has to confirm that they are safe until one."""
    today = clock.local_date(now)
    found: list[Duty] = []
    for panel in panels_of(user.pk):
        held = roles_of(user.pk, panel=panel, at=now)
        if held & set(RUNNERS):
            rows = Meeting.objects.at_panel(panel).with_stage().filter(on__lte=today, stage__in=OPEN)
            found += [duty for meeting in rows for duty in _hold(meeting, held)]
        found += _safety(panel, user, held, now)
    return found


OPEN = (Stage.CIRCULATED, Stage.IN_SESSION)


def _hold(meeting: Meeting, held: set[Role]) -> Iterator[Duty]:
    if stage_of(meeting) is Stage.IN_SESSION:
        yield Duty(
            title=_("Finish the meeting of %(day)s") % {"day": day(meeting.on)},
            url=meeting_path("finish", meeting),
            due=meeting.on,
            reason=_("It is in session."),
            done_hint=_("finished, with nothing open"),
            clause=Clause.M7,
        )
    elif held & {Role.CHAIR, Role.VICE_CHAIR}:
        yield Duty(
            title=_("Start the meeting of %(day)s, or postpone it") % {"day": day(meeting.on)},
            url=meeting_path("start", meeting),
            due=meeting.on,
            reason=_("It can start when every agreed agency is represented."),
            done_hint=_("in session, or postponed"),
            clause=Clause.M4,
        )
    else:
        yield Duty(
            title=_("Record who attends the meeting of %(day)s") % {"day": day(meeting.on)},
            url=meeting_path("attendance", meeting),
            due=meeting.on,
            reason=_("It can start when every agreed agency is represented."),
            done_hint=_("in session, or postponed"),
            clause=Clause.M4,
        )


def _safety(panel: Panel, user: User, held: set[Role], now: datetime) -> list[Duty]:
    moved = Postponement.objects.filter(moved_to__panel=panel, moved_to__on__gte=clock.local_date(now))
    found = []
    for postponement in moved.select_related("moved_to"):
        meeting = postponement.moved_to
        items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).listed()
        said = InterimSafety.objects.visible_to(user).filter(postponement=postponement)
        confirmed = set(said.values_list("item_id", flat=True))
        waiting = [
            item
            for item in items
            if needs_interim_safety(item.part)
            and item.pk not in confirmed
            and (held & set(OFFICE) or item.presenter_id == user.pk)
        ]
        if waiting:
            words = ngettext(
                "Confirm how %(n)d child is kept safe until %(day)s",
                "Confirm how %(n)d children are kept safe until %(day)s",
                len(waiting),
            )
            found.append(
                Duty(
                    title=words % {"n": len(waiting), "day": day(meeting.on)},
                    url=meeting_path("safety_list", meeting),
                    due=clock.local_date(postponement.decided_at),
                    reason=_("The meeting was postponed."),
                    done_hint=_("confirmed for each child"),
                    clause=Clause.M4,
                )
            )
    return found
