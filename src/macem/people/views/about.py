"""Everything recorded about a person, and its history. Readable by all who open their record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from macem.agencies.policies import any_of
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.people import policies
from macem.people.presenters import About
from macem.people.presenters.history import TITLES, History
from macem.people.views.pages import open_person, page


@policy(any_of(*policies.FACT_READERS))
@require_safe
def about(request: HttpRequest, reference: str) -> HttpResponse:
    """The hub: each fact with its value and, for those who may, the way to change it."""
    person = open_person(request, reference, context="facts recorded")
    return page(request, "people/about.jinja", person, None, about=About(person, request.user))


@policy(any_of(*policies.FACT_READERS))
@require_safe
def history(request: HttpRequest, reference: str, what: str) -> HttpResponse:
    """What was recorded of one matter, now and before: was … until …, said by …"""
    if what not in TITLES:
        raise Http404("No such history.")
    person = open_person(request, reference, context=f"history: {what}")
    may_record = policies.can_record_identity(Actor.user(request.user), person.pk)
    shown = History(person, what, request.user, may_record)
    return page(request, "people/history.jinja", person, None, history=shown)
