"""Which panel a request is about."""

from django.http import Http404, HttpRequest

from macem.agencies.models import Membership, Panel
from macem.gate import clock


def panels_of(user_id: int) -> list[Panel]:
    """Return the panels at which a user holds a role now, by name."""
    return list(
        Panel.objects.filter(memberships__in=Membership.objects.current(clock.now()).filter(user_id=user_id))
        .distinct()
        .order_by("name")
    )


def panel_of(request: HttpRequest) -> Panel:
    """Return the panel that the signed-in user works for; the first by name where there are several.

    Raises :class:`Http404` for somebody without a role.
    """
    found = panels_of(request.user.pk) if request.user.pk is not None else []
    if not found:
        raise Http404("No panel.")
    return found[0]
