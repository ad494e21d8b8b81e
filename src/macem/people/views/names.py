"""Names."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.forms import NameForm
from macem.people.views.pages import open_person, page


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_name(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a further name."""
    person = open_person(request, reference, context="add a name")
    form = NameForm(request.POST or None)
    if form.is_valid() and carried_out(form, services.add_name, request, person=person, **form.cleaned_data):
        messages.success(request, _("The name is recorded. The earlier ones are kept."))
        return redirect("people:about", reference=reference)
    return page(request, "people/name.jinja", person, form)
