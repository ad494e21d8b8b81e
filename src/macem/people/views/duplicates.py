"""Two records that may be of one person: side by side, and somebody says whether they are."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.forms import SameOrNotForm
from macem.people.models import Person, PossibleDuplicate
from macem.people.presenters.duplicate import DuplicatePresenter


@policy(any_of(*policies.JUDGES))
@require_http_methods(["GET", "POST"])
def duplicate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two records side by side for whoever sees both; nothing is joined here."""
    found = PossibleDuplicate.objects.visible_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404("No such pair of records, or none that you may see.")
    form = SameOrNotForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, services.answer_duplicate, request, duplicate=found, **form.cleaned_data
    ):
        messages.success(request, _("Your answer is recorded."))
        return redirect("desk:work")
    shown = DuplicatePresenter(found, _open_both(request, found), Actor.user(request.user))
    return render(request, "people/duplicate.jinja", {"duplicate": shown, "form": form})


def _open_both(request: HttpRequest, pair: PossibleDuplicate) -> tuple[Person, Person]:
    """Return both people, and log that both records were opened."""
    rows = Person.objects.visible_to(request.user).with_names().with_holder(clock.now())
    people = rows.prefetch_related("identifiers", "addresses").in_bulk([pair.first_id, pair.second_id])
    for person_id in people:
        log_opening(request, subject_id=person_id, context="possible duplicate")
    return people[pair.first_id], people[pair.second_id]
