"""Every route declares who may open it; a route that declares nothing answers 403."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from macem.gate.refusal import Refused

RoutePolicy = Callable[[HttpRequest], None]
View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "macem_policy"
OPEN = "macem_without_sign_in"
INVITED = "macem_admits_invited"


def policy(check: RoutePolicy) -> Callable[[View], View]:
    """Declare ``check`` as the policy of the decorated view.

    ``check`` takes the request and raises :class:`Refused` when this person may not open the route.
    """

    def declare(view: View) -> View:
        setattr(view, ATTRIBUTE, check)
        return view

    return declare


def without_sign_in(check: RoutePolicy) -> RoutePolicy:
    """Mark a policy that is asked also for people who are not signed in; all others send them to sign in."""
    setattr(check, OPEN, True)
    return check


def asks_without_sign_in(check: RoutePolicy) -> bool:
    """Say whether ``check`` was marked by :func:`without_sign_in`."""
    return getattr(check, OPEN, False)


def admits_invited(check: RoutePolicy) -> RoutePolicy:
    """Mark a policy that is asked also for invited people; all others refuse them (security.md 16)."""
    setattr(check, INVITED, True)
    return check


def asks_for_invited(check: RoutePolicy) -> bool:
    """Say whether ``check`` is asked for invited people: it was marked, or it asks for everybody."""
    return getattr(check, INVITED, False) or asks_without_sign_in(check)


@without_sign_in
def anyone(request: HttpRequest) -> None:
    """Allow everybody, signed in or not (sign-in pages, health, static pages)."""


def signed_in(request: HttpRequest) -> None:
    """Allow everybody who is signed in with both factors (the second is seen to by accounts)."""
    if not request.user.is_authenticated:
        raise Refused("Sign in first.", action="open a page")


@admits_invited
def signed_in_or_invited(request: HttpRequest) -> None:
    """Allow everybody who has a session, whether by signing in or by a link and a code: to leave it."""
    signed_in(request)


@without_sign_in
def nobody(request: HttpRequest) -> None:
    """Close a route that a library brings and macem does not use."""
    raise Refused("This page is not used here.", action="open a closed page")


def declared(view: Callable[..., Any]) -> RoutePolicy | None:
    """Return the policy that ``view`` declares, or None."""
    return getattr(view, ATTRIBUTE, None)
