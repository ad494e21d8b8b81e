"""One mail a working day to whoever owes something now: how many things, never which (clause M2)."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.accounts.models import User
from macem.agencies.panels import panels_of
from macem.agencies.policies import roles_of
from macem.desk import gathering
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.scope import acting_for
from macem.notices import services as notices
from macem.schedule.distance import Distances, distances_at

REMINDING = Actor.job("reminders")
KIND = "reminder"


def remind_everybody(*, by: Actor = REMINDING, at: datetime | None = None) -> int:
    """Mail everybody who owes something late, today or by the next working day. Returns how many mails.

    Each person in a transaction of their own, with their own sight. Nothing on days that are no working
    days (clause M3); once a day, however often this runs.
    """
    at = at or clock.now()
    users = User.objects.filter(disabled_at=None).order_by("pk")
    return sum(_remind(user, by=by, at=at) for user in users)


def _remind(user: User, *, by: Actor, at: datetime) -> bool:
    with acting_for(user.pk, at=at):
        panels = panels_of(user.pk)
        if not panels:
            return False
        seen = distances_at(panels[0])
        if not seen.calendar.is_working_day(seen.today):
            return False
        duties = gathering.gather(user, roles_of(user.pk, at=at), at)
        days = [duty.due for duty in duties if duty.due and duty.due <= seen.next_working_day]
        if not days:
            return False
        notice = notices.notify(
            user=user,
            kind=KIND,
            subject_line=_words(days, seen),
            path=reverse("desk:work"),
            due=min((day for day in days if not seen.is_late(day)), default=None),
            key=f"reminder:{user.pk}:{seen.today.isoformat()}",
            by=by,
            at=at,
        )
        return notice is not None


def _words(days: list[date], seen: Distances) -> str:
    late = sum(seen.is_late(day) for day in days)
    if late == len(days):
        return ngettext("%(n)d thing of yours is late", "%(n)d things of yours are late", late) % {"n": late}
    things = ngettext("%(n)d thing for you to do", "%(n)d things for you to do", len(days)) % {"n": len(days)}
    return _("%(things)s, %(late)d late,") % {"things": things, "late": late} if late else things
