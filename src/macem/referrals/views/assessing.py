"""Risk assessments that were sent or attached: listed, signed off or returned, read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of
from macem.confidentiality.models import Subject
from macem.confidentiality.opening import open_subject
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate import clock
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.transitions import AssessmentState
from macem.referrals import policies, services
from macem.referrals.assessments import assessments_of, signed_before
from macem.referrals.drafts import drafts_of
from macem.referrals.forms.assessing import ReviewForm
from macem.referrals.models import RiskAssessment
from macem.referrals.presenters.assessment import AssessmentPresenter
from macem.referrals.presenters.drafting import DraftPresenter
from macem.referrals.presenters.matrix import ComparisonPresenter
from macem.referrals.up_to_date import before_next_meeting
from macem.referrals.views.opening import open_child

WRITTEN, SIGN_OFF = "assessments", "sign_off"
"""Parts of the navigation."""


@policy(any_of(*policies.AUTHORS))
@require_safe
def written(request: HttpRequest) -> HttpResponse:
    """The assessments that the reader wrote and where each stands, the newest first."""
    request.macem_section = WRITTEN  # type: ignore[attr-defined]
    rows = RiskAssessment.objects.visible_to(request.user).written_by(request.user)
    return render(
        request,
        "referrals/written.jinja",
        {
            "assessments": _with_people(request, rows),
            "drafts": [DraftPresenter(draft) for draft in drafts_of(request.user)],
            "reader": request.user.pk,
        },
    )


@policy(any_of(*policies.SIGNERS))
@require_safe
def sign_off(request: HttpRequest) -> HttpResponse:
    """The assessments sent to the reader: those to sign off, and those they looked at."""
    request.macem_section = SIGN_OFF  # type: ignore[attr-defined]
    rows = RiskAssessment.objects.visible_to(request.user).sent_to(request.user)
    waiting = _with_people(request, rows.waiting())[::-1]
    about = [one.assessment.subject_id for one in waiting]
    return render(
        request,
        "referrals/sign_off.jinja",
        {
            "waiting": waiting,
            "up_to_date": before_next_meeting(about, request.user, clock.today()),
            "reviewed": _with_people(request, rows.exclude(reviews=None)),
        },
    )


@policy(any_of(*policies.SIGNERS))
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One assessment with the earlier one beside it: sign it off, or return it with comments (clause P4)."""
    request.macem_section = SIGN_OFF  # type: ignore[attr-defined]
    subject = open_subject(request, reference, context="sign off assessment")
    assessment = _assessment(request, subject, pk)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(
        form, services.review_assessment, request, assessment=assessment, **form.cleaned_data
    ):
        messages.success(request, _("Your decision is recorded."))
        return redirect("referrals:sign_off")
    shown = _beside_the_earlier(request, subject, assessment)
    waits = shown["assessment"].state is AssessmentState.COMPLETED
    return render(request, "referrals/review.jinja", {**shown, "form": form if waits else None})


@policy(any_of(*policies.ASSESSMENT_READERS))
@require_safe
def assessment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One assessment, to read, with the one before it."""
    subject = open_child(request, reference, context="read assessment")
    found = _assessment(request, subject, pk)
    return render(request, "referrals/assessment.jinja", _beside_the_earlier(request, subject, found))


def _assessment(request: HttpRequest, subject: Subject, pk: int) -> RiskAssessment:
    found: RiskAssessment | None = assessments_of(request.user, subject.pk).filter(pk=pk).first()
    if found is None:
        raise Http404("No such assessment of this child.")
    return found


def _beside_the_earlier(request: HttpRequest, subject: Subject, found: RiskAssessment) -> dict[str, Any]:
    """Return one assessment with the signed-off one that came before it, and what changed between them."""
    earlier = signed_before(request.user, found)
    return {
        "person": PersonPresenter(subject.person),
        "assessment": AssessmentPresenter(found),
        "earlier": AssessmentPresenter(earlier) if earlier else None,
        "comparison": ComparisonPresenter(earlier, found) if earlier else None,
    }


def _with_people(request: HttpRequest, rows: ScopedQuerySet[RiskAssessment]) -> list[AssessmentPresenter]:
    """Return the assessments, the newest first, each with the child it is about."""
    found = list(
        rows.newest_first()
        .select_related("author", "sent_to", "subject", "revision", "attached__file__added_by")
        .prefetch_related("reviews__reviewed_by")
    )
    people = (
        Person.objects.visible_to(request.user).with_names().filter(pk__in=[one.subject_id for one in found])
    )
    shown = {person.pk: PersonPresenter(person) for person in people}
    return [AssessmentPresenter(one, shown[one.subject_id]) for one in found]
