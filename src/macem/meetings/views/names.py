"""Names in: send them, add somebody, say who presents, take somebody off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.meetings import reading, services
from macem.meetings.candidates import left_off
from macem.meetings.finding import find_item, find_meeting
from macem.meetings.forms.agenda import GUEST, AddForm, PresenterForm, TakeOffForm
from macem.meetings.models import AgendaItem
from macem.meetings.panel_members import may_present
from macem.meetings.policies import agenda as policies
from macem.meetings.presenters.names import names_page
from macem.meetings.querysets import HEADS, OFFICE
from macem.people.presenters import PersonPresenter


@policy(any_of(*OFFICE))
@require_http_methods(["GET", "POST"])
def names(request: HttpRequest, reference: str) -> HttpResponse:
    """The list while it is made; sending puts everybody with an open case on it and tells the chair (M2)."""
    meeting = find_meeting(request, reference)
    by = Actor.user(request.user)
    if request.method == "POST":
        try:
            items = services.send_names(meeting=meeting, by=by)
        except NotNow as refusal:
            messages.warning(request, refusal.reason)
        else:
            words = ngettext("%(n)d name is with the chair.", "%(n)d names are with the chair.", len(items))
            messages.success(request, words % {"n": len(items)})
        return redirect("meetings:names", reference=reference)
    policies.check_is_office(by, meeting.panel)
    return render(request, "meetings/names.jinja", {"page": names_page(meeting, request.user)})


@policy(any_of(*policies.NAMES))
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put one more person on the list; after circulation as a late item with a reason (M2)."""
    meeting = find_meeting(request, reference)
    policies.check_can_send_names(Actor.user(request.user), meeting.panel)
    cases = left_off(meeting)
    if not cases:
        raise Http404("Everybody with an open case is on the list.")
    late = reading.circulated_version(meeting) is not None
    form = AddForm(request.POST or None, cases=cases, late=late)
    if form.is_valid():
        chosen = {
            "case": form.cases[form.cleaned_data["case"]],
            "late_reason": form.cleaned_data.get("late_reason", ""),
        }
        if carried_out(form, services.add_item, request, meeting=meeting, **chosen):
            messages.success(request, _("Added. Compile a new version so that the agencies are told."))
            return redirect("meetings:names", reference=reference)
    return render(request, "meetings/add.jinja", {"form": form, "meeting": meeting})


@policy(any_of(*policies.NAMES))
@require_http_methods(["GET", "POST"])
def presenter(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Say who presents somebody (P7)."""
    item = find_item(request, reference, pk)
    policies.check_can_send_names(Actor.user(request.user), item.meeting.panel)
    rows = may_present(item.meeting.panel, item.part, clock.now()).select_related("user", "agency")
    members = list({row.user_id: (row.user, row.agency.name) for row in rows}.values())
    form = PresenterForm(request.POST or None, members=members, initial=_presents_now(item))
    if form.is_valid() and carried_out(form, services.name_presenter, request, item=item, **form.presenter()):
        messages.success(request, _("Recorded who presents."))
        return redirect("meetings:names", reference=reference)
    log_opening(request, subject_id=item.subject_id, context="the meeting’s list")
    return render(request, "meetings/presenter.jinja", _about(item, form))


@policy(any_of(*HEADS))
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take somebody off the list by name and with a reason (S5)."""
    item = find_item(request, reference, pk)
    policies.check_can_take_off(Actor.user(request.user), item.meeting.panel)
    form = TakeOffForm(request.POST or None)
    if form.is_valid() and carried_out(form, services.remove_item, request, item=item, **form.cleaned_data):
        messages.success(request, _("Taken off the list. The next version of the agenda says so."))
        return redirect("meetings:names", reference=reference)
    log_opening(request, subject_id=item.subject_id, context="the meeting’s list")
    return render(request, "meetings/take_off.jinja", _about(item, form))


def _presents_now(item: AgendaItem) -> dict[str, Any]:
    """Return the answer that stands, so that saving without a change changes nothing."""
    if item.presenter_id is not None:
        return {"who": str(item.presenter_id)}
    return {"who": GUEST, "guest": item.presenter_name} if item.presenter_name else {}


def _about(item: Any, form: forms.Form) -> dict[str, Any]:
    return {"form": form, "item": item, "who": PersonPresenter(item.case.person), "meeting": item.meeting}
