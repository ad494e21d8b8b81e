"""Numbers of other systems."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.people import numbers, policies, services
from macem.people.forms import IdentifierForm
from macem.people.models import Identifier
from macem.people.views.pages import open_person, page


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_identifier(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a number of another system; what is odd about it is said, and never blocks."""
    person = open_person(request, reference, context="add a number")
    form = IdentifierForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.add_identifier, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The number is recorded."))
        if odd := numbers.warning(**form.cleaned_data):
            messages.warning(request, odd)
        return redirect("people:about", reference=reference)
    return page(request, "people/identifier.jinja", person, form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def end_identifier(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a number off that is not, or no longer, this person's."""
    person = open_person(request, reference, context="take a number off")
    identifier = Identifier.objects.visible_to(request.user).filter(person=person, pk=pk, until=None).first()
    if identifier is None:
        raise Http404("No such number, or it has been taken off.")
    form = GovukForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, services.end_identifier, request, identifier=identifier):
        messages.success(request, _("The number is taken off."))
        return redirect("people:about", reference=reference)
    return page(request, "people/end_identifier.jinja", person, form, identifier=identifier)
