"""Agreement, lawful basis and what the family may be told, for one person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of
from macem.confidentiality.models import Subject
from macem.confidentiality.opening import open_subject
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import ConsentState
from macem.sharing import policies, services
from macem.sharing.forms import AwarenessForm, BasisForm, WithdrawalForm
from macem.sharing.models import SharingAgreement
from macem.sharing.presenters import AgreementPresenter, SharingPresenter
from macem.sharing.state import needs_decision


@policy(any_of(*policies.RECORDERS))
@require_safe
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything recorded about sharing one person's information, and what is missing."""
    subject = open_subject(request, reference, context="sharing")
    shown = SharingPresenter.of(subject.pk, reference, request.user)
    return _page(request, "sharing/person.jinja", subject, sharing=shown)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def record_awareness(request: HttpRequest, reference: str) -> HttpResponse:
    """Record what somebody said; a withdrawal leads straight to the decision that it forces."""
    subject = open_subject(request, reference, context="record agreement")
    form = AwarenessForm(request.POST or None, kind=subject.person.kind)
    if form.is_valid() and carried_out(
        form, services.record_awareness, request, subject_id=subject.pk, **form.cleaned_data
    ):
        messages.success(request, _("What they said is recorded."))
        withdrawn = form.cleaned_data["status"] is ConsentState.WITHDRAWN
        return redirect("sharing:decide" if withdrawn else "sharing:person", reference=reference)
    return _page(request, "sharing/awareness.jinja", subject, form=form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def record_basis(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the lawful basis on which information is shared."""
    subject = open_subject(request, reference, context="record lawful basis")
    form = BasisForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.record_basis, request, subject_id=subject.pk, **form.cleaned_data
    ):
        messages.success(request, _("The lawful basis is recorded."))
        return redirect("sharing:person", reference=reference)
    return _page(request, "sharing/basis.jinja", subject, form=form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide after a withdrawal: go on under another basis, or stop (clause S5)."""
    subject = open_subject(request, reference, context="decide after withdrawal")
    if request.method == "GET" and not needs_decision(subject.pk):
        return redirect("sharing:person", reference=reference)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, services.decide_after_withdrawal, request, subject_id=subject.pk, **form.cleaned_data
    ):
        messages.success(request, _("Your decision is recorded."))
        return redirect("sharing:person", reference=reference)
    return _page(request, "sharing/decide.jinja", subject, form=form)


@policy(any_of(*policies.RECORDERS))
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that child and family have been told what was agreed (clause S3)."""
    subject = open_subject(request, reference, context="record what the family was told")
    agreement = SharingAgreement.objects.visible_to(request.user).filter(subject=subject, pk=pk).first()
    if agreement is None:
        raise Http404("No such agreement.")
    form = GovukForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, services.record_told, request, agreement=agreement):
        messages.success(request, _("It is recorded that they have been told."))
        return redirect("sharing:person", reference=reference)
    return _page(
        request, "sharing/told.jinja", subject, form=form, agreement=AgreementPresenter(agreement, reference)
    )


def _page(request: HttpRequest, template: str, subject: Subject, **context: Any) -> HttpResponse:
    shown = PersonPresenter(subject.person)
    request.macem_section = shown.section  # type: ignore[attr-defined]
    return render(request, template, {"person": shown, **context})
