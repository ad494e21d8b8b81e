"""A child's referrals, assessments, early help and safeguarding on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of, held_roles
from macem.confidentiality.models import Subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.people.presenters import PersonPresenter
from macem.referrals import policies, summary
from macem.referrals.models import EarlyHelp, MashDecision, NrmReferral, RiskAssessment, StrategyMeeting
from macem.referrals.nrm_cases import with_decisions
from macem.referrals.presenters.assessment import AssessmentPresenter
from macem.referrals.presenters.early_help import EarlyHelpPresenter
from macem.referrals.presenters.mash import DecisionPresenter
from macem.referrals.presenters.nrm import NrmPresenter
from macem.referrals.presenters.strategy import StrategyPresenter
from macem.referrals.up_to_date import before_next_meeting
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
        .select_related("author", "sent_to", "subject", "attached")
        .prefetch_related("reviews__reviewed_by")
    )
    decisions = MashDecision.objects.visible_to(request.user).filter(referral__subject=subject)
    return render(
        request,
        "referrals/child.jinja",
        {
            "person": PersonPresenter(subject.person),
            "assessments": [AssessmentPresenter(one) for one in assessments],
            "up_to_date": before_next_meeting([subject.pk], request.user, clock.today()).get(subject.pk),
            "decisions": [
                DecisionPresenter(one)
                for one in decisions.select_related("decided_by", "referral__agency").order_by(
                    "-decided_at", "-pk"
                )
            ],
            **_safeguarding(request, subject),
            "safeguarding": summary.safeguarding(subject.pk, request.user),
            "reads_assessments": bool(held_roles(request) & set(policies.ASSESSMENT_READERS)),
            "can_assess": policies.can_assess(by, subject.pk),
            "can_attach": policies.can_attach(by, subject.pk, panel_of(request)),
            "can_record_nrm": policies.can_record_nrm(by, subject.pk),
            "can_record_strategy": policies.can_record_strategy(by, subject.pk),
        },
    )


def _safeguarding(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """Return the child's strategy meetings, NRM referrals and early help, the newest first."""
    panel, today = panel_of(request), clock.today()
    meetings = StrategyMeeting.objects.visible_to(request.user).filter(subject=subject)
    meetings = meetings.select_related("subject", "conclusion").prefetch_related("agencies__agency")
    nrm = with_decisions(NrmReferral.objects.visible_to(request.user).filter(subject=subject))
    early_help = EarlyHelp.objects.visible_to(request.user).filter(subject=subject)
    readable = early_help.read_by(request.user.pk).values_list("pk", flat=True)
    rows = early_help.with_state().select_related("agency").prefetch_related("work")
    return {
        "meetings": [StrategyPresenter(one, panel, today) for one in meetings.order_by("-held_on", "-pk")],
        "nrm": [NrmPresenter(one, panel, today) for one in nrm.order_by("-submitted_on", "-pk")],
        "early_help": [EarlyHelpPresenter(one, today) for one in rows.order_by("-pk")],
        "opens_early_help": set(readable)
        if held_roles(request) & set(policies.EARLY_HELP_READERS)
        else set(),
    }
