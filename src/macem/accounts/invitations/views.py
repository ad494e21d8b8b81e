"""The page behind an invitation's link. Looking at it uses nothing up: only a code that is sent counts."""

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.accounts.invitations import current, links, services
from macem.accounts.invitations.forms import CodeForm
from macem.accounts.invitations.presenters import LinkPresenter
from macem.accounts.invitations.session import open_session
from macem.accounts.models import Invitation
from macem.gate import clock
from macem.gate.refusal import NotNow
from macem.gate.routes import anyone, policy

THROTTLE = "invitation_code"


@policy(anyone)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Say who invites to what and ask for the code; a right one opens the form (clause P1)."""
    invitation = links.found_by(token)
    if invitation is None:
        raise Http404("No such link.")
    if current(request) == invitation:
        return redirect(landing(invitation))
    if request.user.is_authenticated and current(request) is None:
        return render(request, "accounts/invited_has_account.jinja")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action=THROTTLE, key=invitation.handle):
            return ratelimit.respond_429(request)
        if form.is_valid() and _accepted(form, invitation):
            open_session(request, invitation)
            return redirect(landing(invitation))
        invitation.refresh_from_db()
    return render(
        request, "accounts/invited.jinja", {"form": form, "link": LinkPresenter(invitation, clock.now())}
    )


def landing(invitation: Invitation) -> str:
    """Return the name of the page that an invitation opens."""
    return settings.INVITED_REDIRECT_URLS[invitation.purpose]


def _accepted(form: CodeForm, invitation: Invitation) -> bool:
    try:
        right = services.try_code(invitation=invitation, code=form.cleaned_data["code"])
    except NotNow as refusal:
        form.add_error(None, refusal.reason)
        return False
    if not right:
        form.add_error("code", _("The code is wrong. Ask whoever invited you to tell it to you again"))
    return right
