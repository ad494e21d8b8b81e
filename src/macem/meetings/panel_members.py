"""Who works for a panel now, for the choices of forms."""

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock

Member = tuple[User, Agency]


def members_of(panel: Panel) -> list[Member]:
    """Return everybody with a role at the panel and the agency for which they hold it, by name."""
    rows = Membership.objects.current(clock.now()).at_panel(panel).select_related("user", "agency")
    ordered = rows.order_by("user__full_name", "agency__name", "pk")
    return list(dict.fromkeys((row.user, row.agency) for row in ordered))


def agencies_of(panel: Panel) -> list[Agency]:
    """Return every agency with a place on the panel, by name."""
    return list(Agency.objects.filter(places__panel=panel).order_by("name"))
