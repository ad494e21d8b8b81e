"""Pages that record who somebody is and who holds their case. The person's own page is casefile's."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.opening import open_subject
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.people import numbers, policies, services
from macem.people.forms import BirthForm, CaseHolderForm, IdentifierForm, NameForm
from macem.people.models import CaseHolder, Identifier, Person
from macem.people.presenters import PersonPresenter


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def case_holder(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who holds the case (clause P9)."""
    person = _open(request, reference, context="who holds the case")
    standing = CaseHolder.objects.visible_to(request.user).filter(person=person, until=None).first()
    form = CaseHolderForm(request.POST or None, panel=panel_of(request), initial=_as_typed(standing))
    if form.is_valid() and carried_out(
        form, services.record_case_holder, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("Who holds the case is recorded."))
        return redirect("casefile:person", reference=reference)
    return _page(request, "people/case_holder.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_name(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a further name."""
    person = _open(request, reference, context="add a name")
    form = NameForm(request.POST or None)
    if form.is_valid() and carried_out(form, services.add_name, request, person=person, **form.cleaned_data):
        messages.success(request, _("The name is recorded. The earlier ones are kept."))
        return redirect("casefile:person", reference=reference)
    return _page(request, "people/name.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_identifier(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a number of another system; what is odd about it is said, and never blocks."""
    person = _open(request, reference, context="add a number")
    form = IdentifierForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.add_identifier, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The number is recorded."))
        if odd := numbers.warning(**form.cleaned_data):
            messages.warning(request, odd)
        return redirect("casefile:person", reference=reference)
    return _page(request, "people/identifier.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def end_identifier(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a number off that is not, or no longer, this person's."""
    person = _open(request, reference, context="take a number off")
    identifier = Identifier.objects.visible_to(request.user).filter(person=person, pk=pk, until=None).first()
    if identifier is None:
        raise Http404("No such number, or it has been taken off.")
    form = GovukForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, services.end_identifier, request, identifier=identifier):
        messages.success(request, _("The number is taken off."))
        return redirect("casefile:person", reference=reference)
    return _page(request, "people/end_identifier.jinja", person, form, identifier=identifier)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def birth(request: HttpRequest, reference: str) -> HttpResponse:
    """Record when the person was born, about how old they are, or that it is not known."""
    person = _open(request, reference, context="date of birth")
    form = BirthForm(
        request.POST or None,
        initial={"birth_basis": person.birth_basis, "date_of_birth": person.date_of_birth},
    )
    if form.is_valid() and carried_out(
        form, services.record_birth, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The date of birth is recorded."))
        return redirect("casefile:person", reference=reference)
    return _page(request, "people/birth.jinja", person, form)


def _open(request: HttpRequest, reference: str, *, context: str) -> Person:
    """Open the person for a change: 404 where the reader does not see them."""
    return open_subject(request, reference, context=context).person


def _page(request: HttpRequest, template: str, person: Person, form: forms.Form, **more: Any) -> HttpResponse:
    shown = PersonPresenter(person)
    request.macem_section = shown.section  # type: ignore[attr-defined]
    return render(request, template, {"person": shown, "form": form, **more})


def _as_typed(holder: CaseHolder | None) -> dict[str, Any]:
    if holder is None:
        return {}
    return {
        "agency": str(holder.agency_id),
        "worker": str(holder.worker_id or ""),
        "worker_name": "" if holder.worker_id else holder.worker_name,
        "open_to_social_care": holder.open_to_social_care,
    }
