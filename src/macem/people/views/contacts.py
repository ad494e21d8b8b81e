"""Parents, carers, relatives and professionals, and whether they may be contacted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from macem.agencies.policies import any_of
from macem.gate import clock
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people import policies, services
from macem.people.fields import may_read
from macem.people.forms import ContactForm
from macem.people.lists import is_carer
from macem.people.models import Contact
from macem.people.views.pages import open_person, record_page
from macem.protocol.vocabulary.facts import RestrictedField, SafeToContact

LEDE = _lazy("Whether it is safe to contact somebody is shown before their number, wherever they are named.")


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def add_contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Record somebody in the person's life."""
    person = open_person(request, reference, context="record: contact")
    form = ContactForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.record_contact, request, person=person, **form.cleaned_data
    ):
        messages.success(request, _("The contact is recorded."))
        return redirect("people:about", reference=reference)
    return record_page(request, person, form, what="contacts", heading=_("Add a contact"), lede=str(LEDE))


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def change_contact(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what changed about a contact: a new row, and the one before it is kept."""
    person = open_person(request, reference, context="change: contact")
    rows = Contact.objects.visible_to(request.user).standing(clock.today())
    contact = rows.filter(person=person, pk=pk).first()
    if contact is None:
        raise Http404("No such contact, or it has been changed since.")
    phone = not is_carer(contact.relation) or may_read(request.user, RestrictedField.CARER_PHONE, person)
    form = ContactForm(request.POST or None, may_read_phone=phone, initial=_as_typed(contact))
    if form.is_valid() and carried_out(
        form, services.record_contact, request, person=person, replaces=contact, **form.cleaned_data
    ):
        messages.success(request, _("The contact is changed. How it stood before is kept in the history."))
        return redirect("people:about", reference=reference)
    return record_page(request, person, form, what="contacts", heading=_("Change a contact"), lede=str(LEDE))


def _as_typed(contact: Contact) -> dict[str, object]:
    return {
        "name": contact.name,
        "relation": contact.relation,
        "safe": contact.safe,
        "ask_why": contact.safe_why if contact.safe is SafeToContact.ASK_FIRST else "",
        "no_why": contact.safe_why if contact.safe is SafeToContact.NO else "",
        "telephone": contact.telephone,
        "responsible": contact.responsible,
    }
