"""Police intelligence registers an adult who poses a risk and records a formal assessment."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.opening import open_subject
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.intelligence import policies, services
from macem.intelligence.forms import AdultForm, PoliceAssessmentForm
from macem.people.finding import candidates, describe
from macem.people.forms import PerhapsHereForm
from macem.people.models import Person
from macem.people.presenters import PersonPresenter


@policy(any_of(*policies.ASSESSORS))
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register an adult, unless they are here already; the assessment follows on the next page."""
    by = Actor.user(request.user)
    policies.check_can_record_police_assessment(by)
    form = AdultForm(request.POST if request.method == "POST" else None)
    choice = None
    if form.is_valid():
        people = candidates(services.here_already(describe(**form.cleaned_data), by))
        choice = PerhapsHereForm(request.POST if "asked" in request.POST else None, people=people)
        if not people or choice.is_valid():
            person = (choice.chosen if people else None) or services.register_adult(
                panel=panel_of(request),
                why_new=choice.cleaned_data["why_new"] if people else "",
                by=by,
                **form.cleaned_data,
            )
            return redirect("intelligence:assess", reference=person.subject.reference)
    return render(
        request,
        "intelligence/register.jinja",
        {"form": form, "choice": choice, "forms": [one for one in (form, choice) if one is not None]},
    )


@policy(any_of(*policies.ASSESSORS))
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a formal police assessment of an adult (clause C7)."""
    policies.check_can_record_police_assessment(Actor.user(request.user))
    subject = open_subject(request, reference, context="police assessment")
    form = PoliceAssessmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _record(request, subject.person, form):
        messages.success(request, _("The assessment is recorded."))
        return redirect("casefile:person", reference=reference)
    return render(
        request, "intelligence/assess.jinja", {"person": PersonPresenter(subject.person), "form": form}
    )


def _record(request: HttpRequest, person: Person, form: PoliceAssessmentForm) -> bool:
    """Record what ``form`` holds; False, with the reason in the form, where it can't be."""
    typed = form.cleaned_data
    child = None
    if typed["identified"]:
        child = (
            Person.objects.visible_to(request.user)
            .children()
            .filter(subject__reference=typed["child_reference"].strip().upper())
            .first()
        )
        if child is None:
            form.add_error("child_reference", _("There is no child with this reference that you may see"))
            return False
    try:
        with transaction.atomic():
            services.record_police_assessment(
                person=person,
                assessed_on=typed["assessed_on"],
                assessor=typed["assessor"],
                connection=typed["connection"],
                child_at_risk=child,
                unidentified_child=not typed["identified"],
                by=Actor.user(request.user),
            )
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
