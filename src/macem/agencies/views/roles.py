"""Roles: given to somebody, and ended."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies import policies, services
from macem.agencies.forms import ConfirmForm, RoleForm
from macem.agencies.models import Membership
from macem.agencies.presenters import MembershipPresenter, UserPresenter
from macem.agencies.views.users import administrators, find_user
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy


@policy(administrators)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a role."""
    found, by = find_user(pk), Actor.user(request.user)
    policies.check_is_somebody_else(by, found.pk, to="give roles")
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.give_role(user=found, by=by, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error("role", refusal.reason)
        else:
            messages.success(request, _("The role is given. It counts from now on."))
            return redirect("agencies:user", pk=pk)
    return render(
        request, "agencies/role_new.jinja", {"form": form, "user": UserPresenter(found, clock.now())}
    )


@policy(administrators)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role; whoever held it is signed out."""
    membership = Membership.objects.select_related("user", "agency", "panel").filter(pk=pk).first()
    if membership is None:
        raise Http404("No such role.")
    by = Actor.user(request.user)
    policies.check_is_somebody_else(by, membership.user_id, to="end roles")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.end_role(membership=membership, by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The role has ended."))
            return redirect("agencies:user", pk=membership.user_id)
    shown = {
        "form": form,
        "role": MembershipPresenter(membership, clock.now()),
        "user": UserPresenter(membership.user, clock.now()),
    }
    return render(request, "agencies/role_end.jinja", shown)
