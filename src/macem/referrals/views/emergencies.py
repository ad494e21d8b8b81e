"""Who was shown the emergency route, and what followed (clause P3)."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.referrals import policies, services
from macem.referrals.forms.emergency import EmergencyForm
from macem.referrals.models import EmergencyStop
from macem.referrals.presenters.emergency import EmergencyPresenter

SECTION = "mash"
SHOWN_AFTERWARDS = timedelta(days=90)


@policy(any_of(*policies.MASH))
@require_safe
def emergencies(request: HttpRequest) -> HttpResponse:
    """Who was shown the emergency route: those that nobody followed up yet first (clause P3)."""
    rows = _stops(request).order_by("stopped_at")
    since = clock.now() - SHOWN_AFTERWARDS
    done = rows.filter(follow_up__recorded_at__gte=since).reverse()
    return render(
        request,
        "referrals/emergencies.jinja",
        {
            "waiting": [EmergencyPresenter(one) for one in rows.filter(follow_up=None)],
            "done": [EmergencyPresenter(one) for one in done],
        },
    )


@policy(any_of(*policies.MASH))
@require_http_methods(["GET", "POST"])
def emergency_follow_up(request: HttpRequest, number: int) -> HttpResponse:
    """Record who rang 999 or the MASH, or why nobody needed to."""
    stop = _stops(request).filter(pk=number, follow_up=None).first()
    if stop is None:
        raise Http404("No emergency that waits for its follow-up here.")
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, services.follow_up_emergency, request, stop=stop, **form.given):
        messages.success(request, _("The follow-up is recorded."))
        return redirect("referrals:emergencies")
    shown = {"form": form, "emergency": EmergencyPresenter(stop)}
    return render(request, "referrals/emergency_follow_up.jinja", shown)


def _stops(request: HttpRequest) -> Any:
    """The emergencies of the panels whose MASH the reader decides for."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    rows = EmergencyStop.objects.filter(panel__in=policies.decides_for(Actor.user(request.user).person_id))
    return rows.select_related("agency", "stopped_for", "panel", "follow_up")
