"""Who works for a panel now, for the choices of forms."""

from datetime import datetime

from django.db.models import QuerySet

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.meetings.policies.agenda import MEMBERS
from macem.protocol.vocabulary import Part

Member = tuple[User, Agency]


def members_of(panel: Panel) -> list[Member]:
    """Return everybody with a role at the panel and the agency for which they hold it, by name."""
    rows = Membership.objects.current(clock.now()).at_panel(panel).select_related("user", "agency")
    ordered = rows.order_by("user__full_name", "agency__name", "pk")
    return list(dict.fromkeys((row.user, row.agency) for row in ordered))


def may_present(panel: Panel, part: Part, at: datetime) -> "QuerySet[Membership]":
    """Return who may be named to present somebody in ``part``: only those who come to its meetings (P7, S1).

    Who presents sees the person from then on, so nobody else is offered: no administrator, no auditor.
    """
    rows: QuerySet[Membership] = Membership.objects.current(at).at_panel(panel).holding(*MEMBERS)
    return rows.filter(part_two=True) if part is Part.ADULT_2 else rows


def agencies_of(panel: Panel) -> list[Agency]:
    """Return every agency with a place on the panel, by name."""
    return list(Agency.objects.filter(places__panel=panel).order_by("name"))
