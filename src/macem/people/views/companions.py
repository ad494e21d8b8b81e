"""Brothers, sisters, friends and peer groups: links between people whom the reader may see."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.forms import LinkForm, PeerGroupForm, PeerMemberForm
from macem.people.forms.companion import Find
from macem.people.models import PeerGroup, Person
from macem.people.policies import can_see_former_names
from macem.people.presenters import Together
from macem.people.views.pages import open_person, page

MOST_FOUND = 20


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what somebody else who is recorded here is to the person."""
    person = open_person(request, reference, context="link to somebody")
    form = LinkForm(request.POST or None, find=_finder(request, person))
    if form.is_valid() and carried_out(
        form, services.link_people, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The link is recorded. Only those who may see both people see it."))
        return redirect("people:about", reference=reference)
    return page(request, "people/link.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def form_group(request: HttpRequest, reference: str) -> HttpResponse:
    """Name a group of children who spend time together."""
    person = open_person(request, reference, context="new peer group")
    form = PeerGroupForm(request.POST or None, find=_finder(request, person, children=True))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        people = [person, facts.pop("other")]
        if carried_out(form, services.form_peer_group, request, people=people, **facts):
            messages.success(request, _("The group is recorded. Whoever may see two of it sees it."))
            return redirect("people:about", reference=reference)
    return page(request, "people/peer_group_new.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def peer_group(request: HttpRequest, reference: str, group: str) -> HttpResponse:
    """Those of a peer group whom the reader sees, and a form that adds another."""
    person = open_person(request, reference, context="peer group")
    found = PeerGroup.objects.visible_to(request.user).filter(pk=group, members__person=person).first()
    if found is None:
        raise Http404("No such group, or none that you may see.")
    form = PeerMemberForm(request.POST or None, find=_finder(request, person, children=True))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        joining = facts.pop("other")
        if carried_out(form, services.join_peer_group, request, group=found, person=joining, **facts):
            messages.success(request, _("They are added to the group."))
            return redirect("people:peer_group", reference=reference, group=found.pk)
    shown = Together(person, request.user, may_change=True).group(found)
    return page(request, "people/peer_group.jinja", person, form, group=shown)


def _finder(request: HttpRequest, person: Person, *, children: bool = False) -> Find:
    """Return what finds people, or children alone, by what was typed, among those whom the user may see."""

    def find(typed: str) -> list[Person]:
        former_too = can_see_former_names(Actor.user(request.user))
        found = Person.objects.visible_to(request.user).found_by(typed, former_too=former_too)
        found = found.children() if children else found
        return list(found.exclude(pk=person.pk).with_names().by_name()[:MOST_FOUND])

    return find
