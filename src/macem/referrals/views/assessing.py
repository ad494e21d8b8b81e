"""Risk assessments: written, signed off or returned, read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.holders import holders
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.models import Subject
from macem.confidentiality.opening import open_subject
from macem.confidentiality.querysets import ScopedQuerySet
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Role
from macem.referrals import policies, reading, services
from macem.referrals.forms.assessing import AssessmentForm, ReviewForm
from macem.referrals.models import RiskAssessment
from macem.referrals.presenters.assessment import AssessmentPresenter
from macem.referrals.views.opening import open_child

WRITTEN, SIGN_OFF = "assessments", "sign_off"
"""Parts of the navigation."""

CARRIED_OVER = ("level", "harmful_sexual_behaviour", "narrative", "strengths", "sent_to", "completed_on")


@policy(any_of(*policies.AUTHORS))
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a risk assessment for a service manager, or revise one that was returned (clause P4)."""
    subject = open_child(request, reference, context="write assessment")
    returned = reading.returned_to(request.user, subject.pk)
    form = AssessmentForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(returned, name) for name in CARRIED_OVER} if returned else {},
        managers=holders(panel_of(request), Role.SERVICE_MANAGER, but=request.user.pk),
    )
    if form.is_valid() and carried_out(
        form, services.record_assessment, request, person=subject.person, **form.cleaned_data
    ):
        messages.success(request, _("The assessment was sent for sign-off."))
        return redirect("referrals:child", reference=reference)
    earlier = _assessments(request, subject).signed_off().newest_first().first()
    return render(
        request,
        "referrals/assess.jinja",
        {
            "person": PersonPresenter(subject.person),
            "form": form,
            "returned": AssessmentPresenter(returned) if returned else None,
            "earlier": AssessmentPresenter(earlier) if earlier else None,
        },
    )


@policy(any_of(*policies.AUTHORS))
@require_safe
def written(request: HttpRequest) -> HttpResponse:
    """The assessments that the reader wrote and where each stands, the newest first."""
    request.macem_section = WRITTEN  # type: ignore[attr-defined]
    rows = RiskAssessment.objects.visible_to(request.user).written_by(request.user)
    return render(request, "referrals/written.jinja", {"assessments": _with_people(request, rows)})


@policy(any_of(*policies.SIGNERS))
@require_safe
def sign_off(request: HttpRequest) -> HttpResponse:
    """The assessments sent to the reader: those to sign off, and those they looked at."""
    request.macem_section = SIGN_OFF  # type: ignore[attr-defined]
    rows = RiskAssessment.objects.visible_to(request.user).sent_to(request.user)
    return render(
        request,
        "referrals/sign_off.jinja",
        {
            "waiting": _with_people(request, rows.waiting())[::-1],
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
    shown = AssessmentPresenter(assessment)
    earlier = _before(request, subject, assessment)
    return render(
        request,
        "referrals/review.jinja",
        {
            "person": PersonPresenter(subject.person),
            "assessment": shown,
            "earlier": AssessmentPresenter(earlier) if earlier else None,
            "form": form if shown.review is None else None,
        },
    )


@policy(any_of(*policies.ASSESSMENT_READERS))
@require_safe
def assessment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One assessment, to read, with the one before it."""
    subject = open_child(request, reference, context="read assessment")
    found = _assessment(request, subject, pk)
    earlier = _before(request, subject, found)
    return render(
        request,
        "referrals/assessment.jinja",
        {
            "person": PersonPresenter(subject.person),
            "assessment": AssessmentPresenter(found),
            "earlier": AssessmentPresenter(earlier) if earlier else None,
        },
    )


def _assessments(request: HttpRequest, subject: Subject) -> ScopedQuerySet[RiskAssessment]:
    rows = RiskAssessment.objects.visible_to(request.user).filter(subject=subject)
    return rows.select_related("author", "sent_to", "subject").prefetch_related("reviews__reviewed_by")


def _assessment(request: HttpRequest, subject: Subject, pk: int) -> RiskAssessment:
    found: RiskAssessment | None = _assessments(request, subject).filter(pk=pk).first()
    if found is None:
        raise Http404("No such assessment of this child.")
    return found


def _before(request: HttpRequest, subject: Subject, found: RiskAssessment) -> RiskAssessment | None:
    """Return the assessment to read beside ``found``: the latest signed-off one that came before it."""
    rows = _assessments(request, subject).signed_off().exclude(pk=found.pk)
    before: RiskAssessment | None = rows.filter(sent_at__lte=found.sent_at).newest_first().first()
    return before


def _with_people(request: HttpRequest, rows: ScopedQuerySet[RiskAssessment]) -> list[AssessmentPresenter]:
    """Return the assessments, the newest first, each with the child it is about."""
    found = list(
        rows.newest_first()
        .select_related("author", "sent_to", "subject", "revision")
        .prefetch_related("reviews__reviewed_by")
    )
    people = (
        Person.objects.visible_to(request.user).with_names().filter(pk__in=[one.subject_id for one in found])
    )
    shown = {person.pk: PersonPresenter(person) for person in people}
    return [AssessmentPresenter(one, shown[one.subject_id]) for one in found]
