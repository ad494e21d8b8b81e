"""One person's page: everything that the reader may know of them, and what they may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.agencies.policies import any_of
from macem.casefile import policies
from macem.casefile.page import PersonPage
from macem.confidentiality.opening import open_subject
from macem.gate.routes import policy

ENTRIES_SHOWN = 25


@policy(any_of(*policies.READERS))
@require_safe
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of a child, or of an adult who poses a risk. Opening it is logged."""
    subject = open_subject(request, reference, context="page")
    page = PersonPage(
        record=subject.person,
        user=request.user,
        kind=request.GET.get("show", ""),
        limit=None if "all" in request.GET else ENTRIES_SHOWN,
    )
    request.macem_section = page.person.section  # type: ignore[attr-defined]
    return render(request, "casefile/person.jinja", {"page": page, "person": page.person})
