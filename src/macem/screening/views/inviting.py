"""Inviting somebody without an account: who is invited, a new one, and what becomes of one (clause P1)."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.accounts.invitations.codes import spoken
from macem.accounts.invitations.services import Given
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.govuk.paging import paging
from macem.screening.forms.inviting import InviteForm, RenewForm
from macem.screening.models import ScreeningInvitation
from macem.screening.presenters.inviting import InvitedPresenter
from macem.screening.querysets import INVITERS
from macem.screening.services import inviting

A_PAGE = 50
BEGUN = "screening_inviting"
MOST_BEGUN = 20
inviters = any_of(*INVITERS)


@policy(inviters)
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Whom the panel invited, the latest first, and how far each has come."""
    page = Paginator(_rows(request), A_PAGE).get_page(request.GET.get("page"))
    shown = [InvitedPresenter(row, clock.now()) for row in page.object_list]
    return render(
        request, "screening/invitations.jinja", {"invitations": shown, "paging": paging(page, request)}
    )


@policy(inviters)
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask whom to invite; then show link and code, this once. The same form sent twice invites once."""
    panel = panel_of(request)
    begun = request.session.get(BEGUN, {})
    once = request.POST.get("once", "")
    if request.method == "POST" and begun.get(once):
        return redirect("screening:invitation", number=begun[once])
    form = InviteForm(request.POST if request.method == "POST" else None, panel=panel)
    if request.method == "POST" and form.is_valid():
        try:
            given = inviting.invite(panel=panel, by=Actor.user(request.user), **form.cleaned_data)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            _remember(request, once, given.invitation.screening.pk)
            return _code_shown(request, given)
    return render(request, "screening/invite.jinja", {"form": form, "once": once or secrets.token_hex(4)})


@policy(inviters)
@require_safe
def invitation(request: HttpRequest, number: int) -> HttpResponse:
    """One invitation: its link, how far it has come, and what can be done. The code is not shown again."""
    row = _found(request, number)
    shown = InvitedPresenter(row, clock.now(), inviting.latest_mail(row))
    return render(request, "screening/invitation.jinja", {"invited": shown})


@policy(inviters)
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, number: int) -> HttpResponse:
    """Give a new code and seven more days; the draft stays."""
    row = _found(request, number)
    shown = InvitedPresenter(row, clock.now())
    form = RenewForm(request.POST if request.method == "POST" else None, initial={"seen": shown.seen})
    if request.method == "POST" and form.is_valid():
        try:
            given = inviting.renew(invited=row, seen=form.cleaned_data["seen"], by=Actor.user(request.user))
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            return _code_shown(request, given)
    return render(request, "screening/renew.jinja", {"form": form, "invited": shown})


@policy(inviters)
@require_POST
def mail_again(request: HttpRequest, number: int) -> HttpResponse:
    """Mail the link again; the code stays as it was told."""
    try:
        inviting.mail_again(invited=_found(request, number), by=Actor.user(request.user))
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, _("The link is on its way again. The code is the same."))
    return redirect("screening:invitation", number=number)


@policy(inviters)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End an invitation for good, after asking once."""
    row = _found(request, number)
    form = GovukForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and carried_out(form, inviting.end, request, invited=row):
        messages.success(request, _("The invitation is ended."))
        return redirect("screening:invitation", number=number)
    shown = InvitedPresenter(row, clock.now())
    return render(request, "screening/invitation_end.jinja", {"form": form, "invited": shown})


def _rows(request: HttpRequest) -> Any:
    rows = ScreeningInvitation.objects.at_panels_of(request.user)
    return rows.select_related("panel", "agency", "invitation__user", "invitation__invited_by")


def _found(request: HttpRequest, number: int) -> ScreeningInvitation:
    found: ScreeningInvitation | None = _rows(request).filter(pk=number).first()
    if found is None:
        raise Http404("No such invitation.")
    return found


def _remember(request: HttpRequest, once: str, number: int) -> None:
    """Remember which invitation a form made; the oldest are forgotten."""
    kept = list(request.session.get(BEGUN, {}).items())[-(MOST_BEGUN - 1) :]
    request.session[BEGUN] = {**dict(kept), once: number}


def _code_shown(request: HttpRequest, given: Given) -> HttpResponse:
    """Show link and code in answer to the form itself: a page to open again would have to keep the code."""
    row = _found(request, given.invitation.screening.pk)
    shown = InvitedPresenter(row, clock.now())
    return render(request, "screening/code.jinja", {"invited": shown, "code": spoken(given.code)})
