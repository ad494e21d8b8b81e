"""Who holds the case (clause P9)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.forms import CaseHolderForm
from macem.people.models import CaseHolder
from macem.people.views.pages import open_person, page


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def case_holder(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who holds the case (clause P9)."""
    person = open_person(request, reference, context="who holds the case")
    standing = CaseHolder.objects.visible_to(request.user).filter(person=person, until=None).first()
    form = CaseHolderForm(request.POST or None, panel=panel_of(request), initial=_as_typed(standing))
    if form.is_valid() and carried_out(
        form, services.record_case_holder, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("Who holds the case is recorded."))
        return redirect("casefile:person", reference=reference)
    return page(request, "people/case_holder.jinja", person, form)


def _as_typed(holder: CaseHolder | None) -> dict[str, Any]:
    if holder is None:
        return {}
    return {
        "agency": str(holder.agency_id),
        "worker": str(holder.worker_id or ""),
        "worker_name": "" if holder.worker_id else holder.worker_name,
        "open_to_social_care": holder.open_to_social_care,
    }
