"""A child's referrals, assessments and safeguarding on one page; NRM referrals and strategy meetings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, held_roles
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.presenters import PersonPresenter
from macem.referrals import policies, services, summary
from macem.referrals.forms.recording import NrmForm, StrategyMeetingForm, WithdrawalForm
from macem.referrals.models import MashDecision, NrmReferral, RiskAssessment, StrategyMeeting
from macem.referrals.presenters.assessment import AssessmentPresenter
from macem.referrals.presenters.mash import DecisionPresenter
from macem.referrals.presenters.nrm import NrmPresenter
from macem.referrals.presenters.strategy import StrategyPresenter
from macem.referrals.views.opening import open_child


@policy(any_of(*policies.RECORD_READERS))
@require_safe
def child(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything this room holds about one child, the newest first."""
    subject = open_child(request, reference, context="assessments and safeguarding")
    by = Actor.user(request.user)
    assessments = (
        RiskAssessment.objects.visible_to(request.user)
        .filter(subject=subject)
        .newest_first()
        .select_related("author", "sent_to", "subject")
        .prefetch_related("reviews__reviewed_by")
    )
    decisions = MashDecision.objects.visible_to(request.user).filter(referral__subject=subject)
    nrm = NrmReferral.objects.visible_to(request.user).filter(subject=subject)
    meetings = StrategyMeeting.objects.visible_to(request.user).filter(subject=subject)
    return render(
        request,
        "referrals/child.jinja",
        {
            "person": PersonPresenter(subject.person),
            "assessments": [AssessmentPresenter(one) for one in assessments],
            "decisions": [
                DecisionPresenter(one)
                for one in decisions.select_related("decided_by", "referral__agency").order_by(
                    "-decided_at", "-pk"
                )
            ],
            "nrm": [NrmPresenter(one) for one in nrm.order_by("-submitted_on", "-pk")],
            "meetings": [StrategyPresenter(one) for one in meetings.order_by("-held_on", "-pk")],
            "safeguarding": summary.safeguarding(subject.pk, request.user),
            "reads_assessments": bool(held_roles(request) & set(policies.ASSESSMENT_READERS)),
            "can_assess": policies.can_assess(by, subject.pk),
            "can_record_nrm": policies.can_record_nrm(by, subject.pk),
            "can_record_strategy": policies.can_record_strategy(by, subject.pk),
        },
    )


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a referral to the National Referral Mechanism (clause C1)."""
    subject = open_child(request, reference, context="record NRM referral")
    form = NrmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, services.record_nrm_referral, request, person=subject.person, **form.cleaned_data
    ):
        messages.success(request, _("The NRM referral is recorded."))
        return redirect("referrals:child", reference=reference)
    telephone = panel_of(request).mash_telephone
    return render(
        request,
        "referrals/nrm.jinja",
        {"person": PersonPresenter(subject.person), "form": form, "telephone": telephone},
    )


@policy(any_of(*policies.NRM_RECORDERS))
@require_http_methods(["GET", "POST"])
def nrm_withdrawal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that an NRM referral was withdrawn."""
    subject = open_child(request, reference, context="withdraw NRM referral")
    found = (
        NrmReferral.objects.visible_to(request.user).filter(subject=subject, withdrawn_on=None, pk=pk).first()
    )
    if found is None:
        raise Http404("No such NRM referral, or it is withdrawn already.")
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, services.withdraw_nrm_referral, request, nrm=found, **form.cleaned_data
    ):
        messages.success(request, _("The withdrawal is recorded."))
        return redirect("referrals:child", reference=reference)
    return render(
        request,
        "referrals/nrm_withdrawal.jinja",
        {"person": PersonPresenter(subject.person), "form": form, "nrm": NrmPresenter(found)},
    )


@policy(any_of(*policies.STRATEGY_RECORDERS))
@require_http_methods(["GET", "POST"])
def strategy_meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a strategy meeting and whether it opened a section 47 enquiry (clause P3)."""
    subject = open_child(request, reference, context="record strategy meeting")
    form = StrategyMeetingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, services.record_strategy_meeting, request, person=subject.person, **form.cleaned_data
    ):
        messages.success(request, _("The strategy meeting is recorded."))
        return redirect("referrals:child", reference=reference)
    return render(
        request, "referrals/strategy_meeting.jinja", {"person": PersonPresenter(subject.person), "form": form}
    )
