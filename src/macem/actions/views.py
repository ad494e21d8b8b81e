"""Actions: one's own, everybody's, one action, its owner, a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.actions import policies, reading, services
from macem.actions.forms import AgreeForm, FilterForm, OwnerForm, ProgressForm
from macem.actions.models import Action, ActionResult
from macem.actions.presenters import ActionPresenter, grouped, history, people_of, result_words
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, any_role, held_roles
from macem.confidentiality.opening import log_opening, open_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.govuk.paging import paging
from macem.people.presenters import PersonPresenter
from macem.schedule.distance import distances_at

A_PAGE = 50


@policy(any_role)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the signed-in person said they would do."""
    seen = distances_at(panel_of(request))
    rows = list(reading.owned(request.user))
    people = people_of(rows, request.user)
    return render(
        request,
        "actions/mine.jinja",
        {
            "groups": grouped([ActionPresenter(row, people, seen) for row in rows], seen),
            "number": len(rows),
            "sees_all": bool(held_roles(request) & {*policies.OVERSEERS, *policies.CONTACTS}),
        },
    )


@policy(any_of(*policies.OVERSEERS, *policies.CONTACTS))
@require_safe
def everybodys(request: HttpRequest) -> HttpResponse:
    """Every action of the panel that the signed-in person may see, by agency, person and state."""
    panel = panel_of(request)
    form = FilterForm(request.GET or None, panel=panel)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = reading.of_panel(request.user, panel, clock.today(), **wanted)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    people, seen = people_of(page.object_list, request.user), distances_at(panel)
    return render(
        request,
        "actions/all.jinja",
        {
            "form": form,
            "number": page.paginator.count,
            "actions": [ActionPresenter(row, people, seen) for row in page.object_list],
            "paging": paging(page, request),
            "can_agree": bool(held_roles(request) & set(policies.AGREERS)),
        },
    )


@policy(any_role)
@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, number: int) -> HttpResponse:
    """One action: what, who, by when, what happened; and how it goes now."""
    found, by = _visible(request, number), Actor.user(request.user)
    shown = ActionPresenter(found, people_of([found], request.user), distances_at(found.panel))
    form = ProgressForm(request.POST or None, initial={"version": found.version}, is_open=shown.is_open)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        try:
            _say_how_it_goes(found, form, by)
        except StaleWrite as stale:
            theirs = _what_stands(stale.theirs)
            form.having_seen(found.version)
            form.add_error(None, stale.reason)
        except NotNow as refusal:
            form.add_error("how", refusal.reason)
        else:
            messages.success(request, _("Saved. The meeting sees what you wrote."))
            return redirect(shown.url)
    if found.subject_id:
        log_opening(request, subject_id=found.subject_id, context="action")
    return render(
        request,
        "actions/action.jinja",
        {
            "action": shown,
            "form": form,
            "theirs": theirs,
            "history": history(*reading.happened(found, request.user)),
            "can_write": policies.can_record_result(by, found, closed=not shown.is_open),
            "can_name_owner": shown.is_open and policies.can_name_owner(by, found),
        },
    )


@policy(any_of(*policies.OVERSEERS, *policies.CONTACTS))
@require_http_methods(["GET", "POST"])
def owner(request: HttpRequest, number: int) -> HttpResponse:
    """Name another owner, such as when one has left (clause M9)."""
    found, by = _visible(request, number), Actor.user(request.user)
    policies.check_can_name_owner(by, found)
    elsewhere = policies.can_oversee(by, found.panel)
    form = OwnerForm(request.POST or None, panel=found.panel, agency=None if elsewhere else found.agency)
    shown = ActionPresenter(found, people_of([found], request.user), distances_at(found.panel))
    if request.method == "POST" and form.is_valid():
        try:
            services.name_new_owner(action=found, by=by, **form.owner())
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The new owner is named and told."))
            return redirect(shown.url)
    if found.subject_id:
        log_opening(request, subject_id=found.subject_id, context="owner of an action")
    return render(request, "actions/owner.jinja", {"action": shown, "form": form})


@policy(any_of(*policies.AGREERS))
@require_http_methods(["GET", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """Agree an action outside a meeting, about somebody (``?about=REFERENCE``) or nobody (clause M6)."""
    panel, by = panel_of(request), Actor.user(request.user)
    reference = request.GET.get("about", "")
    subject = open_subject(request, reference, context="agree an action") if reference else None
    form = AgreeForm(request.POST or None, panel=panel)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.agree_action(
                panel=panel,
                subject_id=subject.pk if subject else None,
                text=form.cleaned_data["text"],
                due=form.cleaned_data["due"],
                by=by,
                **form.owner(),
            )
            services.tell_owner(action=made, by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The action is agreed and its owner is told."))
            return redirect(services.path_of(made))
    person = PersonPresenter(subject.person) if subject else None
    return render(request, "actions/agree.jinja", {"person": person, "form": form})


def _visible(request: HttpRequest, number: int) -> Action:
    found = reading.whole(request.user).filter(pk=number).first()
    if found is None:
        raise Http404("No such action, or none that you may see.")
    return found


def _what_stands(theirs: object) -> str:
    return result_words(theirs) if isinstance(theirs, ActionResult) else _("Another owner was named.")


def _say_how_it_goes(found: Action, form: ProgressForm, by: Actor) -> None:
    if form.is_update:
        services.update_action(action=found, text=form.cleaned_data["update"], by=by)
        return
    standing, found.version = found.version, form.cleaned_data["version"]
    try:
        services.record_result(action=found, by=by, **form.result())
    except StaleWrite:
        found.version = standing
        raise
