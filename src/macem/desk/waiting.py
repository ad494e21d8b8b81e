"""Who owes business support what before the next meeting, and which actions are late (M2, M4, M5, M8, P6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.actions import reading as actions
from macem.agencies.models import Panel
from macem.desk.next_meeting import NextMeeting
from macem.gate import clock
from macem.govuk.dates import day
from macem.meetings import owing
from macem.meetings.owing import AgencyDebt
from macem.meetings.paths import meeting_path
from macem.meetings.services.circulation import chase_key
from macem.notices.models import Notice
from macem.protocol.returns import OPEN_STAGES
from macem.protocol.vocabulary import Role
from macem.schedule.distance import Distances, distances_at


@dataclass(frozen=True)
class Owed:
    """One row: who, what, by when, when they were last reminded, and where it stands."""

    who: str
    person: str
    what: list[str]
    due: date
    seen: Distances
    chased: datetime | None = None
    url: str = ""

    @property
    def due_words(self) -> str:
        """ "Today", "Tomorrow", "2 working days late"."""
        words = self.seen.words(self.due)
        return words[:1].upper() + words[1:]

    @property
    def is_late(self) -> bool:
        return self.seen.is_late(self.due)

    @property
    def chased_words(self) -> str:
        return day(self.chased) if self.chased else _("Not yet")


@dataclass(frozen=True)
class Waiting:
    """The table, and how many people its button reminds."""

    rows: list[Owed]
    chase_url: str
    to_chase: int

    @property
    def button(self) -> str:
        return ngettext("Chase %(n)d", "Chase all %(n)d", self.to_chase) % {"n": self.to_chase}


def waiting_for_others(
    user: Any, roles: set[Role], panels: list[Panel], meetings: list[NextMeeting | None]
) -> list[Waiting]:
    """Return the table of each panel for business support; nothing for anybody else."""
    if Role.BUSINESS_SUPPORT not in roles:
        return []
    return [
        _at(user, panel, meeting)
        for panel, meeting in zip(panels, meetings or [None] * len(panels), strict=True)
    ]


def _at(user: Any, panel: Panel, coming: NextMeeting | None) -> Waiting:
    late = _late_actions(user, panel)
    if coming is None or coming.progress.circulated is None:
        return Waiting(rows=late, chase_url="", to_chase=0)
    meeting = coming.meeting
    chased = _last_chased(coming)
    debts = owing.Debts(coming.progress.debts, owing.owing_assessments(meeting))
    rows = [
        *_assessments(coming, debts.presenters, chased),
        *(
            _of_agency(coming, debt, chased)
            for debt in debts.agencies
            if not debt.is_in or debt.agency.name in coming.progress.missing
        ),
        *late,
    ]
    can_chase = coming.progress.stage in OPEN_STAGES
    return Waiting(
        rows=rows,
        chase_url=meeting_path("chase", meeting),
        to_chase=len({*debts.contacts, *debts.presenters}) if can_chase else 0,
    )


def _last_chased(coming: NextMeeting) -> dict[int, datetime]:
    rows = Notice.objects.filter(key__startswith=f"{chase_key(coming.meeting)}:").order_by()
    return dict(rows.values_list("user_id").annotate(latest=Max("created_at")))


def _latest(users: tuple[User, ...], chased: dict[int, datetime]) -> datetime | None:
    return max((chased[user.pk] for user in users if user.pk in chased), default=None)


def _assessments(
    coming: NextMeeting, presenters: tuple[User, ...], chased: dict[int, datetime]
) -> list[Owed]:
    if not presenters:
        return []
    return [
        Owed(
            who=ngettext("%(n)d presenter", "%(n)d presenters", len(presenters)) % {"n": len(presenters)},
            person=", ".join(user.full_name for user in presenters),
            what=[_("Up-to-date risk assessments")],
            due=coming.progress.dates.risk_assessments_due,
            seen=coming.seen,
            chased=_latest(presenters, chased),
            url=coming.url,
        )
    ]


def _of_agency(coming: NextMeeting, debt: AgencyDebt, chased: dict[int, datetime]) -> Owed:
    """What one agency owes: its return (M5), and somebody who comes, without whom nothing starts (M4)."""
    what = []
    if not debt.is_in:
        answered = debt.people - debt.unanswered
        words = _("Return: %(some)d of %(all)d people answered") % {"some": answered, "all": debt.people}
        unopened = debt.contacts and len(debt.not_opened) == len(debt.contacts)
        what.append(_("%(words)s, agenda not opened") % {"words": words} if unopened else words)
    if debt.agency.name in coming.progress.missing:
        what.append(_("Name of somebody who is coming"))
    return Owed(
        who=debt.agency.name,
        person=", ".join(user.full_name for user in debt.contacts) or _("Nobody is its contact"),
        what=what,
        due=coming.progress.dates.returns_due,
        seen=coming.seen,
        chased=_latest(debt.contacts, chased),
        url=coming.url,
    )


def _late_actions(user: Any, panel: Panel) -> list[Owed]:
    late = actions.of_panel(user, panel, clock.today(), which="late").order_by()
    by_agency = late.values("agency_id", "agency__name").annotate(number=Count("pk"), first=Min("due"))
    return [
        Owed(
            who=row["agency__name"],
            person="",
            what=[ngettext("%(n)d late action", "%(n)d late actions", row["number"]) % {"n": row["number"]}],
            due=row["first"],
            seen=distances_at(panel),
            url=f"{reverse('actions:all')}?which=late&agency={row['agency_id']}",
        )
        for row in by_agency.order_by("first", "agency__name")
    ]
