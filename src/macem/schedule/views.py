"""The panel's dates, and planning a year of meetings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, held_roles
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.schedule import policies, services
from macem.schedule.distance import distances_at
from macem.schedule.forms import PlanForm
from macem.schedule.presenters import MeetingDates
from macem.schedule.reading import coming_meetings


@policy(any_of(*policies.READERS))
@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """Every meeting to come with its due dates (clauses M1, M3)."""
    panel = panel_of(request)
    seen = distances_at(panel)
    return render(
        request,
        "schedule/dates.jinja",
        {
            "meetings": [MeetingDates(meeting, seen) for meeting in coming_meetings(panel, clock.today())],
            "can_plan": bool(held_roles(request) & set(policies.PLANNERS)),
        },
    )


@policy(any_of(*policies.PLANNERS))
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """Plan one meeting or a series of them (clause M1)."""
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.plan_series(
                panel=panel_of(request), by=Actor.user(request.user), **form.cleaned_data
            )
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            words = ngettext("%(n)d meeting is planned.", "%(n)d meetings are planned.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("schedule:dates")
    return render(request, "schedule/plan.jinja", {"form": form})
