"""Every route declares who may open it; a route that declares nothing answers 403."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from macem.gate.refusal import Refused

RoutePolicy = Callable[[HttpRequest], None]
View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "macem_policy"


def policy(check: RoutePolicy) -> Callable[[View], View]:
    """Declare ``check`` as the policy of the decorated view.

    ``check`` takes the request and raises :class:`Refused` when this person may not open the route.
    """

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, check)
        return view

    return declare


def anyone(request: HttpRequest) -> None:
    """Allow everybody, signed in or not (sign-in pages, health, static pages)."""


def signed_in(request: HttpRequest) -> None:
    """Allow everybody who is signed in with both factors (the second is seen to by accounts)."""
    if not request.user.is_authenticated:
        raise Refused("Sign in first.", action="open a page")


def nobody(request: HttpRequest) -> None:
    """Close a route that a library brings and macem does not use."""
    raise Refused("This page is not used here.", action="open a closed page")


def declared(view: Callable[..., Any]) -> RoutePolicy | None:
    """Return the policy that ``view`` declares, or None."""
    return getattr(view, ATTRIBUTE, None)
