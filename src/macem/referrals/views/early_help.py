"""Early help: the list, one piece of it, its review, who leads it, and a step up (clause P2)."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.holders import holders
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.gate.submission import carried_out
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Role
from macem.referrals import policies, services
from macem.referrals.forms.early_help import EarlyHelpReviewForm, LeadForm, StepUpForm
from macem.referrals.models import EarlyHelp
from macem.referrals.presenters.early_help import EarlyHelpPresenter
from macem.referrals.services.early_help import may_lead

SECTION = "early_help"
SHOWN_AFTERWARDS = timedelta(days=90)


@policy(any_of(*policies.EARLY_HELP_READERS))
@require_safe
def early_help_list(request: HttpRequest) -> HttpResponse:
    """Early help of the reader's agency; for the MASH and the coordinator, of every child whom they see."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    rows = _rows(request)
    since = clock.now() - SHOWN_AFTERWARDS
    return render(
        request,
        "referrals/early_help_list.jinja",
        {
            "under_way": _with_people(request, rows.open().order_by("next_review", "pk")),
            "ended": _with_people(request, rows.ended().filter(reviews__recorded_at__gte=since).distinct()),
            "telephone": panel_of(request).mash_telephone,
        },
    )


@policy(any_of(*policies.EARLY_HELP_READERS))
@require_safe
def early_help(request: HttpRequest, number: int) -> HttpResponse:
    """One piece of early help: why, who leads it, what was done and what came of it."""
    found = _opened(request, number, context="early help")
    by = Actor.user(request.user)
    return render(
        request,
        "referrals/early_help.jinja",
        _beside(request, found)
        | {
            "can_review": policies.can_review_early_help(by, found),
            "can_decide": policies.can_decide(by, found.panel),
        },
    )


@policy(any_of(*policies.EARLY_HELP_READERS))
@require_http_methods(["GET", "POST"])
def early_help_review(request: HttpRequest, number: int) -> HttpResponse:
    """Review early help: each kind of work, and how it goes on."""
    found = _opened(request, number, context="review early help")
    policies.check_can_review_early_help(Actor.user(request.user), found)
    seen = found.reviews.count()
    form = EarlyHelpReviewForm(
        _posted(request), initial={"reviews_seen": seen, "reviewed_on": clock.today()}, work=found.work.all()
    )
    if form.is_valid() and _carried_out(
        request, form, seen, services.review_early_help, early_help=found, **form.given
    ):
        messages.success(request, _("The review is recorded."))
        return redirect("referrals:early_help_list")
    return render(request, "referrals/early_help_review.jinja", _beside(request, found) | {"form": form})


@policy(any_of(*policies.EARLY_HELP_READERS))
@require_http_methods(["GET", "POST"])
def early_help_lead(request: HttpRequest, number: int) -> HttpResponse:
    """Say who leads the work."""
    found = _opened(request, number, context="who leads early help")
    policies.check_can_review_early_help(Actor.user(request.user), found)
    form = LeadForm(_posted(request), people=may_lead(found, clock.now()))
    if form.is_valid() and carried_out(
        form, services.name_lead_person, request, early_help=found, **form.cleaned_data
    ):
        messages.success(request, _("Who leads the work is recorded."))
        return redirect("referrals:early_help", number=number)
    return render(request, "referrals/early_help_lead.jinja", _beside(request, found) | {"form": form})


@policy(any_of(*policies.MASH))
@require_http_methods(["GET", "POST"])
def early_help_step_up(request: HttpRequest, number: int) -> HttpResponse:
    """The MASH steps early help up to level 4, or lets it go on (clause P2)."""
    found = _opened(request, number, context="step early help up")
    policies.check_can_decide(Actor.user(request.user), found.panel)
    seen = found.reviews.count()
    form = StepUpForm(
        _posted(request),
        initial={"reviews_seen": seen},
        workers=holders(found.panel, Role.SOCIAL_CARE_WORKER),
        asked=EarlyHelpPresenter(found, clock.today()).waits_for_mash,
    )
    if form.is_valid():
        service = services.step_up_early_help if form.steps_up else services.let_early_help_go_on
        if _carried_out(request, form, seen, service, early_help=found, **form.given):
            messages.success(request, _("The decision is recorded."))
            return redirect("referrals:early_help_list")
    return render(request, "referrals/early_help_step_up.jinja", _beside(request, found) | {"form": form})


def _posted(request: HttpRequest) -> Any:
    return request.POST.copy() if request.method == "POST" else None


def _carried_out(request: HttpRequest, form: Any, seen: int, service: Any, **given: Any) -> bool:
    """Call a service; where somebody was quicker, say so, and let what was typed be sent again."""
    try:
        service(by=Actor.user(request.user), **given)
    except NotNow as refusal:
        if isinstance(refusal, StaleWrite):
            form.data["reviews_seen"] = str(seen)
        form.add_error(None, refusal.reason)
        return False
    return True


def _rows(request: HttpRequest) -> Any:
    rows = EarlyHelp.objects.visible_to(request.user).read_by(request.user.pk).with_state()
    return rows.select_related(
        "agency", "panel", "decision__referral", "begun_by", "subject"
    ).prefetch_related("work", "leads", "reviews__recorded_by", "reviews__work__work")


def _opened(request: HttpRequest, number: int, *, context: str) -> EarlyHelp:
    """Return early help that the reader may open, and log it. Raises :class:`Http404` otherwise."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    found: EarlyHelp | None = _rows(request).filter(pk=number).first()
    if found is None:
        raise Http404("No such early help, or none that you may see.")
    log_opening(request, subject_id=found.subject_id, context=context)
    return found


def _beside(request: HttpRequest, found: EarlyHelp) -> dict[str, Any]:
    person = Person.objects.visible_to(request.user).with_names().get(pk=found.subject_id)
    return {
        "help": EarlyHelpPresenter(found, clock.today()),
        "person": PersonPresenter(person),
        "telephone": found.panel.mash_telephone,
    }


def _with_people(request: HttpRequest, rows: Any) -> list[EarlyHelpPresenter]:
    """Return the rows, each with the child whom it is about."""
    found = list(rows)
    people = Person.objects.visible_to(request.user).with_names()
    shown = {one.pk: PersonPresenter(one) for one in people.filter(pk__in=[row.subject_id for row in found])}
    return [EarlyHelpPresenter(row, clock.today(), shown[row.subject_id]) for row in found]
