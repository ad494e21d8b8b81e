"""Taking something off: it is no longer so, or it never was."""

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
from macem.people.forms import EndForm, ReasonForm
from macem.people.forms.ending import MISTAKEN
from macem.people.models import (
    Address,
    Contact,
    DatedRecord,
    Fact,
    HomeAuthority,
    Link,
    PeerMember,
    Person,
    PersonName,
    Schooling,
)
from macem.people.presenters.ending import record_words
from macem.people.views.pages import open_person, page

KINDS: dict[str, type[DatedRecord]] = {
    "fact": Fact,
    "address": Address,
    "schooling": Schooling,
    "contact": Contact,
    "home-authority": HomeAuthority,
    "link": Link,
    "peer": PeerMember,
}
"""The records that end, by their part of the address."""


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def end_record(request: HttpRequest, reference: str, kind: str, pk: int) -> HttpResponse:
    """Say that something is no longer so, or was recorded wrongly; it stays in the history."""
    person = open_person(request, reference, context=f"take off: {kind}")
    record = _standing(request, person, kind, pk)
    policies.check_can_record_fact(Actor.user(request.user), person, record.restricted_as)
    form = EndForm(request.POST or None)
    if form.is_valid():
        facts = form.cleaned_data
        mistaken = facts["what"] == MISTAKEN
        service = services.withdraw_record if mistaken else services.end_record
        said = {"reason": facts["reason"]} if mistaken else {"until": facts["until"]}
        if carried_out(form, service, request, record=record, **said):
            messages.success(request, _("It is taken off. It stays in the history."))
            return redirect("people:about", reference=reference)
    return page(request, "people/end_record.jinja", person, form, words=record_words(record, person))


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def withdraw_name(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take a name off that was written wrongly and was never theirs."""
    person = open_person(request, reference, context="take off: name")
    rows = PersonName.objects.visible_to(request.user).filter(person=person, withdrawn_at=None)
    name = rows.filter(pk=pk).first()
    if name is None or not policies.can_read_name(Actor.user(request.user), name):
        raise Http404("No such name, or it has been taken off.")
    form = ReasonForm(request.POST or None)
    if form.is_valid() and carried_out(form, services.withdraw_name, request, name=name, **form.cleaned_data):
        messages.success(request, _("The name is taken off. Nobody finds the person by it any more."))
        return redirect("people:about", reference=reference)
    return page(request, "people/withdraw_name.jinja", person, form, name=str(name))


def _standing(request: HttpRequest, person: Person, kind: str, pk: int) -> DatedRecord:
    """Return the record of ``person``, not withdrawn yet. Raises :class:`Http404`."""
    if kind not in KINDS:
        raise Http404("No such kind of record.")
    rows = KINDS[kind].objects.visible_to(request.user).filter(pk=pk, withdrawn_at=None)
    record: DatedRecord | None = rows.first()
    if record is None or person.pk not in record.subject_ids:
        raise Http404("No such record, or it has been taken off.")
    return record
