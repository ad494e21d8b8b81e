"""What owners owe, and contacts whose colleague has left."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.actions import reading
from macem.actions.policies import CONTACTS
from macem.agencies.models import Membership
from macem.govuk.dates import full_date
from macem.protocol.vocabulary import Clause, Duty, Role

LONGEST = 120


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return each open action of one's own (M8), and of one's agency where the owner has left (M9)."""
    found = [
        Duty(
            title=_short(action.text),
            url=reverse("actions:action", kwargs={"number": action.pk}),
            due=action.due,
            reason=_("Your action, agreed on %(day)s: say how it goes.")
            % {"day": full_date(action.agreed_at)},
            subject_reference=action.subject_reference or None,
            done_hint=_("done, not done, no longer possible, or a new date"),
            clause=Clause.M8,
        )
        for action in reading.owned(user)
    ]
    if roles & set(CONTACTS):
        found += _owners_who_left(user, now)
    return found


def _owners_who_left(user: User, now: datetime) -> list[Duty]:
    agencies = Membership.objects.current(now).of_user(user).holding(*CONTACTS).values("agency_id")
    left = reading.whole(user).open().filter(owner_has_left=True, agency_id__in=agencies)
    return [
        Duty(
            title=_("Name another owner: %(what)s") % {"what": _short(action.text)},
            url=reverse("actions:owner", kwargs={"number": action.pk}),
            due=None,
            reason=_("%(name)s has left. The action stays open.") % {"name": action.owner_name},
            subject_reference=action.subject_reference or None,
            done_hint=_("name somebody of your agency"),
            clause=Clause.M9,
        )
        for action in left
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
