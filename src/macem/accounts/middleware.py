"""Session limits and the second factor, which allauth offers but does not demand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts import invitations, second_factor
from macem.accounts.invitations import links, session
from macem.accounts.models import Invitation
from macem.gate import clock

STARTED, SEEN = "macem_session_started", "macem_session_seen"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

# What somebody may open on a password alone: setting up the second factor or proving it, and leaving.
ENROLMENT = frozenset(
    {
        "mfa_activate_totp",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "account_login",
    }
)


class SessionLimitsMiddleware:
    """End a session after 15 idle minutes, and after 12 hours whatever happens (security.md 17).

    Somebody who was invited is out as soon as their link is open no more; they are shown the page behind
    it, where the same code lets them in again unless it says why not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (session.over(request) or self.expired(request)):
            invitation = invitations.current(request)
            logout(request)
            if request.method not in SAFE:
                return self.sent_too_late(request, invitation)
            if invitation is not None:
                return redirect(links.path_to(invitation))
            messages.info(request, _("You were signed out after a while without use. Sign in to go on."))
        return self.get_response(request)

    def sent_too_late(self, request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
        """Answer a form that came after the session had ended: where to go to get back to it."""
        if invitation is not None:
            again = links.path_to(invitation)
            return render(request, "accounts/invited_shut_out.jinja", {"again": again}, status=403)
        return render(request, "accounts/signed_out.jinja", {"back": request.path}, status=403)

    def expired(self, request: HttpRequest) -> bool:
        """Say whether either limit has passed, and note that the session was used just now."""
        now = clock.now()
        session = request.session
        started = session.setdefault(STARTED, now.isoformat())
        seen = session.get(SEEN, now.isoformat())
        idle = now - datetime.fromisoformat(seen) > timedelta(seconds=settings.SESSION_IDLE_SECONDS)
        old = now - datetime.fromisoformat(started) > timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
        session[SEEN] = now.isoformat()
        return idle or old


class SecondFactorMiddleware:
    """Let a session that stands on a password alone only add the second factor (security.md 16)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or (match and match.view_name in ENROLMENT):
            return None
        if second_factor.satisfied(request):
            return None
        if second_factor.enrolled(request):
            query = urlencode({"next": request.get_full_path() if request.method in SAFE else "/"})
            return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
        return redirect("mfa_activate_totp")
