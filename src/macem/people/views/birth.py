"""When somebody was born."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.forms import BirthForm
from macem.people.views.pages import open_person, page
from macem.protocol.vocabulary.states import BirthBasis


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def birth(request: HttpRequest, reference: str) -> HttpResponse:
    """Record when the person was born, about how old they are, or that it is not known."""
    person = open_person(request, reference, context="date of birth")
    form = BirthForm(
        request.POST or None,
        known=person.birth_basis is not BirthBasis.UNKNOWN,
        initial={
            "birth_basis": person.birth_basis,
            "date_of_birth": person.date_of_birth,
            "estimated_age": person.estimated_age,
            "estimated_on": person.estimated_on,
        },
    )
    if form.is_valid() and carried_out(
        form, services.record_birth, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The date of birth is recorded."))
        return redirect("people:about", reference=reference)
    return page(request, "people/birth.jinja", person, form)
