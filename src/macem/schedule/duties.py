"""What the calendar asks of whoever runs the month."""

from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.models import Membership, Panel
from macem.gate import clock
from macem.govuk.dates import full_date
from macem.protocol.series import should_plan
from macem.protocol.vocabulary import Clause, Duty, Role


def duties(user: User, roles: set[Role], now: datetime) -> list[Duty]:
    """Return "plan the meetings" for business support of a panel with less than half a year planned (M1)."""
    if Role.BUSINESS_SUPPORT not in roles:
        return []
    held = Membership.objects.current(now).of_user(user).holding(Role.BUSINESS_SUPPORT)
    panels = Panel.objects.filter(pk__in=held.values("panel")).annotate(last=Max("meetings__on"))
    return [
        Duty(
            title=_("Plan the meetings of %(panel)s") % {"panel": panel.name},
            url=reverse("schedule:plan"),
            due=None,
            reason=_("The last one planned is on %(day)s.") % {"day": full_date(panel.last)}
            if panel.last
            else _("None is planned yet; dates should stand a year ahead."),
            role=Role.BUSINESS_SUPPORT,
            done_hint=_("plan 12 months"),
            clause=Clause.M1,
        )
        for panel in panels
        if should_plan(panel.last, clock.local_date(now))
    ]
