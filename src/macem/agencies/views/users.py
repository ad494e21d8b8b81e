"""Accounts: who has one, what they do, making and shutting one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from macem.accounts.models import User
from macem.agencies import staff
from macem.agencies.forms import ConfirmForm, DetailsForm, NewUserForm, UserFilter
from macem.agencies.models import Membership
from macem.agencies.policies import any_of
from macem.agencies.presenters import UserPresenter
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.govuk.paging import paging
from macem.protocol.vocabulary import Role

A_PAGE = 50
administrators = any_of(Role.ADMINISTRATOR)


@policy(administrators)
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, by name."""
    form = UserFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(_matching(**wanted), A_PAGE).get_page(request.GET.get("page"))
    shown = [UserPresenter(user, clock.now()) for user in page.object_list]
    return render(
        request,
        "agencies/users.jinja",
        {"form": form, "users": shown, "number": page.paginator.count, "paging": paging(page, request)},
    )


@policy(administrators)
@require_safe
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: details, roles held and once held, what can be done."""
    found = find_user(pk)
    context = {"user": UserPresenter(found, clock.now()), "is_oneself": found.pk == request.user.pk}
    return render(request, "agencies/user.jinja", context)


@policy(administrators)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; its owner gets a link by mail."""
    form = NewUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = staff.admit(by=Actor.user(request.user), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request, _("The account is made and the link is on its way. Now give it a role.")
            )
            return redirect("agencies:role_new", pk=made.pk)
    return render(request, "agencies/user_new.jinja", {"form": form})


@policy(administrators)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how a user is shown."""
    found = find_user(pk)
    shown = {name: getattr(found, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        staff.change_details(user=found, by=Actor.user(request.user), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("agencies:user", pk=pk)
    return render(
        request, "agencies/user_change.jinja", {"form": form, "user": UserPresenter(found, clock.now())}
    )


def _confirmed(service: Callable[..., Any], template: str, done: Any) -> Callable[..., HttpResponse]:
    """Return the view of one thing to confirm about an account."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        found = find_user(pk)
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                service(user=found, by=Actor.user(request.user))
            except NotNow as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, done)
                return redirect("agencies:user", pk=pk)
        shown = UserPresenter(found, clock.now())
        return render(request, template, {"form": form, "user": shown})

    view.__doc__ = service.__doc__
    return policy(administrators)(require_http_methods(["GET", "POST"])(view))


shut = _confirmed(staff.shut, "agencies/user_shut.jinja", gettext_lazy("The account is shut."))
open_again = _confirmed(
    staff.open_again, "agencies/user_open.jinja", gettext_lazy("The account is open and the link on its way.")
)
send_link = _confirmed(staff.send_link, "agencies/user_link.jinja", gettext_lazy("The link is on its way."))
reset_second_factor = _confirmed(
    staff.reset_second_factor,
    "agencies/user_second_factor.jinja",
    gettext_lazy("The second factor is gone. They set up another when they next sign in."),
)


def find_user(pk: int) -> User:
    """Return the account ``pk`` with its roles. Raises :class:`Http404`, also for an invited person."""
    found = User.objects.professionals().filter(pk=pk).prefetch_related(_roles()).first()
    if found is None:
        raise Http404("No such account.")
    return found


def show_refusal(form: Any, refusal: ValidationError) -> None:
    """Put what a model refused beside the fields it is about."""
    for name, errors in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _matching(*, name: str = "", agency: Any = None, role: str = "", shut: bool = False) -> QuerySet[User]:
    found = User.objects.professionals().prefetch_related(_roles())
    if not shut:
        found = found.filter(disabled_at=None)
    if name:
        found = found.filter(Q(full_name__icontains=name) | Q(email__icontains=name))
    if agency or role:
        holding = Membership.objects.current(clock.now())
        holding = holding.of_agency(agency) if agency else holding
        holding = holding.holding(Role(role)) if role else holding
        found = found.filter(pk__in=holding.values("user_id"))
    return found


def _roles() -> Prefetch:
    rows = Membership.objects.select_related("agency", "panel", "deputy_for__user").order_by("since", "pk")
    return Prefetch("memberships", rows)
