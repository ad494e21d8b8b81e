"""Agencies, the panel and the agencies' places on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies import services
from macem.agencies.coverage import coverage
from macem.agencies.forms import AgencyForm, NewAgencyForm, PanelForm, PlaceForm
from macem.agencies.models import Agency, Panel
from macem.agencies.presenters import AgencyPresenter, PlacePresenter
from macem.agencies.views.users import administrators, show_refusal
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy


@policy(administrators)
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies of the partnership and its panels."""
    shown = {
        "agencies": [AgencyPresenter(agency) for agency in Agency.objects.all()],
        "panels": list(Panel.objects.values("name", "code")),
    }
    return render(request, "agencies/agencies.jinja", shown)


@policy(administrators)
@require_http_methods(["GET", "POST"])
def agency_new(request: HttpRequest) -> HttpResponse:
    """Add an agency (clause W1)."""
    form = NewAgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.create_agency(by=Actor.user(request.user), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The agency is added. Give it a place on the panel next."))
            return redirect("agencies:agencies")
    return render(request, "agencies/agency_new.jinja", {"form": form})


@policy(administrators)
@require_http_methods(["GET", "POST"])
def agency_change(request: HttpRequest, code: str) -> HttpResponse:
    """Change an agency's name or kind."""
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Http404("No such agency.")
    shown = {name: getattr(agency, name) for name in AgencyForm.base_fields}
    form = AgencyForm(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid():
        try:
            services.change_agency(agency=agency, by=Actor.user(request.user), **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("agencies:agencies")
    return render(request, "agencies/agency_change.jinja", {"form": form})


@policy(administrators)
@require_safe
def panel(request: HttpRequest, code: str) -> HttpResponse:
    """A panel: its details, each agency's contacts and deputies, and what is missing (clauses W1, M4)."""
    found = _find_panel(code)
    places = [PlacePresenter(place) for place in coverage(found, clock.now())]
    return render(
        request,
        "agencies/panel.jinja",
        {
            "panel_name": found.name,
            "panel_code": found.code,
            "telephone": found.mash_telephone,
            "places": places,
            "lacking": sum(1 for place in places if place.missing),
        },
    )


@policy(administrators)
@require_http_methods(["GET", "POST"])
def panel_change(request: HttpRequest, code: str) -> HttpResponse:
    """Change a panel's name or the telephone of its MASH."""
    found = _find_panel(code)
    shown = {"name": found.name, "mash_telephone": found.mash_telephone}
    form = PanelForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        services.change_panel(panel=found, by=Actor.user(request.user), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("agencies:panel", code=code)
    return render(request, "agencies/panel_change.jinja", _panel_context(found, form))


@policy(administrators)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, code: str) -> HttpResponse:
    """Give an agency a place on a panel, or say that it counts for quorum or does not (clause M4)."""
    found = _find_panel(code)
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.join_panel(panel=found, by=Actor.user(request.user), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("agencies:panel", code=code)
    return render(request, "agencies/place.jinja", _panel_context(found, form))


def _find_panel(code: str) -> Panel:
    found = Panel.objects.filter(code=code).first()
    if found is None:
        raise Http404("No such panel.")
    return found


def _panel_context(found: Panel, form: Any) -> dict[str, Any]:
    return {"form": form, "panel_name": found.name, "panel_code": found.code}
