"""The MASH's pages: what waits for a decision, and one referral to decide."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.holders import holders
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.agencies.protocol_settings import settings_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Role
from macem.referrals import known, policies, services
from macem.referrals.forms.mash import DecisionForm
from macem.referrals.models import Referral
from macem.referrals.presenters.mash import DecisionPresenter
from macem.referrals.presenters.referral import QueuePresenter

SECTION = "mash"
SHOWN_AFTERWARDS = timedelta(days=28)


@policy(any_of(*policies.MASH))
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Referrals to decide, the oldest first; below them those decided in the last four weeks."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    panel = panel_of(request)
    calendar, today = settings_of(panel).calendar.working_days, clock.today()
    rows = Referral.objects.visible_to(request.user).filter(panel=panel)
    rows = rows.select_related("agency", "submitted_by")
    since = clock.now() - SHOWN_AFTERWARDS
    decided = rows.decided_since(since).prefetch_related("decisions")
    return render(
        request,
        "referrals/mash.jinja",
        {
            "waiting": [QueuePresenter(row, calendar=calendar, today=today) for row in rows.undecided()],
            "decided": [
                QueuePresenter(row, list(row.decisions.all())[-1].path, calendar=calendar, today=today)
                for row in decided.order_by("-submitted_at", "-pk")
            ],
            "telephone": panel.mash_telephone,
        },
    )


@policy(any_of(*policies.MASH))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, receipt: str) -> HttpResponse:
    """One referral as it was sent, whom it may be about, and the decision (clause P2)."""
    referral = _referral(request, receipt)
    form = _form(request, referral, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, referral, form)
        except StaleWrite as refusal:
            referral = _referral(request, receipt)
            form = _form(request, referral, request.POST, seen=referral.decisions.count())
            form.add_error(None, str(refusal))
        else:
            if decided:
                messages.success(request, _("The decision is recorded."))
                return redirect("referrals:mash")
    return render(request, "referrals/decide.jinja", _beside(request, referral) | {"form": form})


@policy(any_of(*policies.MASH))
@require_POST
def same_number(request: HttpRequest, receipt: str) -> HttpResponse:
    """Open, to compare, whoever already bears the social care number on a referral."""
    referral = _referral(request, receipt)
    try:
        seen = services.open_same_number(referral=referral, by=Actor.user(request.user))
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        if not seen:
            messages.warning(request, str(known.CLOSED))
    return redirect("referrals:decide", receipt=receipt)


def _referral(request: HttpRequest, receipt: str) -> Referral:
    """Return a referral to the reader's own MASH; log the opening where it is about somebody known."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    rows = Referral.objects.visible_to(request.user).select_related(
        "agency", "submitted_by", "panel", "subject"
    )
    referral: Referral | None = rows.filter(receipt=receipt).first()
    if referral is None:
        raise Http404("No such referral here.")
    policies.check_can_decide(Actor.user(request.user), referral.panel)
    if referral.subject_id is not None:
        log_opening(request, subject_id=referral.subject_id, context="MASH decision")
    return referral


def _form(
    request: HttpRequest, referral: Referral, data: QueryDict | None, *, seen: int | None = None
) -> DecisionForm:
    """Return the form of a decision; with ``seen``, what was typed before another decision came between."""
    if data is not None and seen is not None:
        data = data.copy()
        data["decisions_seen"] = str(seen)
    return DecisionForm(
        data,
        initial={"decisions_seen": referral.decisions.count()},
        work=settings_of(referral.panel).early_help.work_offered,
        workers=holders(referral.panel, Role.SOCIAL_CARE_WORKER),
        people=None if referral.subject_id else known.candidates(referral, request.user),
    )


def _beside(request: HttpRequest, referral: Referral) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    decisions = list(referral.decisions.select_related("decided_by"))
    return {
        "referral": QueuePresenter(
            referral,
            decisions[-1].path if decisions else None,
            calendar=settings_of(referral.panel).calendar.working_days,
            today=clock.today(),
        ),
        "decisions": [DecisionPresenter(one) for one in reversed(decisions)],
        "person": PersonPresenter(referral.subject.person) if referral.subject else None,
        "hides_same_number": referral.subject_id is None and known.hides_same_number(referral, request.user),
        "telephone": referral.panel.mash_telephone,
    }


def _decide(request: HttpRequest, referral: Referral, form: DecisionForm) -> bool:
    """Record what ``form`` holds; False, with the reason in the form, where it cannot be.

    Raises :class:`StaleWrite` where somebody else decided in between.
    """
    person = None
    if form.chosen_reference is not None:
        found = Person.objects.visible_to(request.user).filter(subject__reference=form.chosen_reference)
        person = found.first()
        if person is None:
            form.add_error("reference", _("There is nobody with this reference whom you may see"))
            return False
    typed = form.cleaned_data
    try:
        services.decide_referral(
            referral=referral,
            person=person,
            level=typed["level"],
            reason=typed["reason"],
            work_offered=form.work_words,
            worker=typed["worker"],
            decisions_seen=typed["decisions_seen"],
            by=Actor.user(request.user),
        )
    except StaleWrite:
        raise
    except NotNow as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
