"""The lists of children and of adults, and the search: within what the reader may see, counts included."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of, held_roles
from macem.casefile import policies
from macem.casefile.listing import PeopleList, Shown, presented, with_row
from macem.confidentiality.auditor.reading import subject_of
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.govuk.paging import paging
from macem.intelligence.policies import can_record_police_assessment
from macem.people.models import Person
from macem.people.policies import can_see_former_names
from macem.people.presenters import ADULTS, CHILDREN
from macem.people.querysets import PersonQuerySet, references

A_PAGE = 50
LEAST_TYPED = 2


@policy(any_of(*policies.CHILD_READERS))
@require_safe
def children(request: HttpRequest) -> HttpResponse:
    """The children whom the reader may see."""
    return _list(
        request, Person.objects.visible_to(request.user).children(), CHILDREN, "casefile/children.jinja"
    )


@policy(any_of(*policies.ADULT_READERS))
@require_safe
def adults(request: HttpRequest) -> HttpResponse:
    """The adults who pose a risk and whom the reader may see (Part 2)."""
    return _list(request, Person.objects.visible_to(request.user).adults(), ADULTS, "casefile/adults.jinja")


@policy(any_of(*policies.SEARCHERS))
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """People by name, former name, reference or number; the auditor by reference alone.

    What is sought is sent in the body: a name in an address would stay in histories and logs (S1).
    """
    typed = request.POST.get("q", "").strip()
    if not held_roles(request) & set(policies.READERS):
        return _search_for_audit(request, typed)
    context: dict[str, Any] = {"typed": typed, "rows": [], "found": 0}
    if len(typed) >= LEAST_TYPED:
        former_too = can_see_former_names(Actor.user(request.user))
        found = Person.objects.visible_to(request.user).found_by(typed, former_too=former_too)
        page = Paginator(with_row(found, request.user).by_name(), A_PAGE).get_page(1)
        only = page.object_list[0] if page.paginator.count == 1 else None
        if only is not None and only.subject.reference in references(typed):
            return redirect("casefile:person", reference=only.subject.reference)
        context |= {
            "rows": presented(page, request.user),
            "found": page.paginator.count,
        }
    return render(request, "casefile/search.jinja", context)


def _search_for_audit(request: HttpRequest, typed: str) -> HttpResponse:
    """The auditor is led from a whole reference to who opened the record, and sees no person."""
    for reference in references(typed):
        if subject_of(reference) is not None:
            return redirect("casefile:seen_by", reference=reference)
    return render(request, "casefile/search_by_reference.jinja", {"typed": typed})


def _list(request: HttpRequest, people: PersonQuerySet, section: str, template: str) -> HttpResponse:
    request.macem_section = section  # type: ignore[attr-defined]
    chosen = request.GET.get("show", "")
    shown = Shown(chosen) if chosen in set(Shown) else Shown.OPEN
    listed = PeopleList(people, request.user, shown)
    page = Paginator(listed.rows, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        template,
        {
            "rows": presented(page, request.user),
            "chips": listed.chips,
            "shown": shown,
            "count": page.paginator.count,
            "paging": paging(page, request),
            "may_register": can_record_police_assessment(Actor.user(request.user)),
        },
    )
