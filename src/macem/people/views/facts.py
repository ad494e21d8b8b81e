"""Recording facts: from the lists, where they live, where they learn, and who placed them here."""

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
from macem.people.fields import readable
from macem.people.forms import AddressForm, FactForm, HomeAuthorityForm, SchoolingForm
from macem.people.lists import topic_list
from macem.people.models import Address
from macem.people.models.fact import RESTRICTED
from macem.people.views.pages import open_person, record_page
from macem.protocol.vocabulary.facts import AddressKind, RestrictedField, Topic

WHERE = frozenset({RestrictedField.ADDRESS, RestrictedField.PLACEMENT})


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def record_fact(request: HttpRequest, reference: str, topic: str) -> HttpResponse:
    """Answer one topic: a language, the care status, an ethnic group."""
    if topic not in set(Topic):
        raise Http404("No such fact.")
    person, listed = open_person(request, reference, context=f"record: {topic}"), topic_list(Topic(topic))
    policies.check_can_record_fact(Actor.user(request.user), person, RESTRICTED.get(listed.topic))
    form = FactForm(request.POST or None, listed=listed)
    if form.is_valid() and carried_out(
        form, services.record_fact, request, person=person, topic=listed.topic, **form.cleaned_data
    ):
        messages.success(request, _("It is recorded. What stood before is kept in the history."))
        return redirect("people:about", reference=reference)
    return record_page(request, person, form, what=topic, heading=listed.question)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_address(request: HttpRequest, reference: str) -> HttpResponse:
    """Record where somebody lives, of the kinds that the recorder may read (clause S1)."""
    person = open_person(request, reference, context="record: address")
    by = Actor.user(request.user)
    policies.check_can_record_any_of(by, person, WHERE)
    may_read = readable(by.person_id, person)
    kinds = [kind for kind in AddressKind if Address(kind=kind).restricted_as in may_read]
    form = AddressForm(request.POST or None, kinds=kinds)
    if form.is_valid() and carried_out(
        form, services.record_address, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("Where they live is recorded. The place before is kept in the history."))
        return redirect("people:about", reference=reference)
    return record_page(request, person, form, what="addresses", heading=_("Where do they live?"))


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_schooling(request: HttpRequest, reference: str) -> HttpResponse:
    """Record where somebody learns, and whether they are there."""
    person = open_person(request, reference, context="record: education")
    policies.check_can_record_fact(Actor.user(request.user), person, RestrictedField.SCHOOL)
    form = SchoolingForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.record_schooling, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("Education is recorded. What stood before is kept in the history."))
        return redirect("people:about", reference=reference)
    return record_page(request, person, form, what="schooling", heading=_("Where do they learn?"))


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def home_authority(request: HttpRequest, reference: str) -> HttpResponse:
    """Record which local authority placed a child here, and its worker (clause C6)."""
    person = open_person(request, reference, context="record: home authority")
    form = HomeAuthorityForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.record_home_authority, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The home authority is recorded."))
        return redirect("people:about", reference=reference)
    return record_page(
        request, person, form, what="home-authority", heading=_("Which authority placed them here?"),
        lede=_("For a child whom another local authority placed in this area."),
    )  # fmt: skip
