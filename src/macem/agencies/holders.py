"""Who holds a role at a panel: whom to tell, and whom a form offers."""

from datetime import datetime

from django.db.models import QuerySet

from macem.accounts.models import User
from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.protocol.vocabulary import Role


def holders(
    panel: Panel,
    *roles: Role,
    agency: Agency | None = None,
    but: int | None = None,
    at: datetime | None = None,
) -> "QuerySet[User]":
    """Return who holds one of ``roles`` at ``panel``, by name, each once.

    Only those who hold it for ``agency``, where one is named, and never the user ``but``; at ``at``, by
    default now.
    """
    rows = Membership.objects.current(at or clock.now()).at_panel(panel).holding(*roles)
    if agency is not None:
        rows = rows.of_agency(agency)
    if but is not None:
        rows = rows.exclude(user_id=but)
    return User.objects.filter(memberships__in=rows).distinct().order_by("full_name", "pk")
