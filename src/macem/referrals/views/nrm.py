"""An NRM referral and what follows it: decisions, reconsideration, withdrawal, notes (clause C1)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.agencies.protocol_settings import settings_of
from macem.confidentiality.models import Subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.presenters import PersonPresenter
from macem.referrals import policies, services, summary
from macem.referrals.forms.nrm import (
    NrmDecisionForm,
    NrmForm,
    NrmNoteForm,
    ReconsiderationForm,
    WithdrawalForm,
)
from macem.referrals.models import NrmDecision, NrmReferral
from macem.referrals.nrm_cases import with_decisions
from macem.referrals.presenters.nrm import NrmPresenter
from macem.referrals.views.opening import open_child


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a referral to the National Referral Mechanism (clause C1)."""
    subject = open_child(request, reference, context="record NRM referral")
    panel = panel_of(request)
    form = NrmForm(_posted(request), responders=settings_of(panel).nrm.first_responders)
    if form.is_valid() and carried_out(
        form, services.record_nrm_referral, request, person=subject.person, **form.given
    ):
        messages.success(request, _("The NRM referral is recorded."))
        return redirect("referrals:child", reference=reference)
    return render(
        request,
        "referrals/nrm.jinja",
        {"person": PersonPresenter(subject.person), "form": form, "telephone": panel.mash_telephone},
    )


@policy(any_of(*policies.RECORD_READERS))
@require_safe
def nrm_referral(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One NRM referral: where it stands, what looks odd, and all that followed (clause C1)."""
    subject = open_child(request, reference, context="NRM referral")
    found = _found(request, subject, pk)
    return render(
        request,
        "referrals/nrm_referral.jinja",
        _beside(request, subject, found)
        | {
            "defence": summary.defence(subject.pk, request.user),
            "can_record": policies.can_record_nrm(Actor.user(request.user), subject.pk),
        },
    )


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm_withdrawal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that an NRM referral was withdrawn."""
    subject = open_child(request, reference, context="withdraw NRM referral")
    found = _found(request, subject, pk, withdrawn_on=None)
    form = WithdrawalForm(_posted(request))
    if form.is_valid() and carried_out(
        form, services.withdraw_nrm_referral, request, nrm=found, **form.cleaned_data
    ):
        messages.success(request, _("The withdrawal is recorded."))
        return redirect("referrals:child", reference=reference)
    return render(
        request, "referrals/nrm_withdrawal.jinja", _beside(request, subject, found) | {"form": form}
    )


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm_decision(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record a decision on reasonable or conclusive grounds."""
    subject = open_child(request, reference, context="record NRM decision")
    found = _found(request, subject, pk)
    form = NrmDecisionForm(_posted(request), initial={"body": found.body})
    if form.is_valid() and carried_out(
        form, services.record_nrm_decision, request, nrm=found, **form.cleaned_data
    ):
        messages.success(request, _("The decision is recorded."))
        return redirect("referrals:nrm_referral", reference=reference, pk=pk)
    return render(request, "referrals/nrm_decision.jinja", _beside(request, subject, found) | {"form": form})


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm_reconsideration(request: HttpRequest, reference: str, pk: int, decision: int) -> HttpResponse:
    """Record that somebody asked for a decision to be reconsidered."""
    subject = open_child(request, reference, context="record NRM reconsideration")
    found = _found(request, subject, pk)
    asked_about = NrmDecision.objects.visible_to(request.user).filter(nrm=found, pk=decision).first()
    if asked_about is None:
        raise Http404("No such decision on this referral.")
    form = ReconsiderationForm(_posted(request))
    if form.is_valid() and carried_out(
        form, services.record_reconsideration, request, decision=asked_about, **form.cleaned_data
    ):
        messages.success(request, _("The request is recorded."))
        return redirect("referrals:nrm_referral", reference=reference, pk=pk)
    shown = _beside(request, subject, found) | {"form": form, "decision": asked_about}
    return render(request, "referrals/nrm_reconsideration.jinja", shown)


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Note a guardian referral, an uncertain age, or the duty to notify."""
    subject = open_child(request, reference, context="note to NRM referral")
    found = _found(request, subject, pk)
    form = NrmNoteForm(_posted(request), initial={"on": clock.today()})
    if form.is_valid() and carried_out(form, services.note_for_nrm, request, nrm=found, **form.cleaned_data):
        messages.success(request, _("The note is recorded."))
        return redirect("referrals:nrm_referral", reference=reference, pk=pk)
    return render(request, "referrals/nrm_note.jinja", _beside(request, subject, found) | {"form": form})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _found(request: HttpRequest, subject: Subject, pk: int, **what: Any) -> NrmReferral:
    rows = NrmReferral.objects.visible_to(request.user).filter(subject=subject, pk=pk, **what)
    found: NrmReferral | None = with_decisions(rows).first()
    if found is None:
        raise Http404("No such NRM referral of this child.")
    return found


def _beside(request: HttpRequest, subject: Subject, found: NrmReferral) -> dict[str, Any]:
    panel = panel_of(request)
    return {
        "person": PersonPresenter(subject.person),
        "nrm": NrmPresenter(found, panel, clock.today()),
        "telephone": panel.mash_telephone,
    }
