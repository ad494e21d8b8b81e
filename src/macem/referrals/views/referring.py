"""A referrer's pages: immediate danger first, then a form, the receipt, and one's own referrals."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from macem.accounts.invitations import current
from macem.agencies.policies import any_role, held_roles
from macem.confidentiality.opening import log_opening
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.protocol.vocabulary.screening import Question
from macem.referrals import reading, services
from macem.referrals.forms.referring import FEW_LINES, DangerForm, ReferralForm, WayForm
from macem.referrals.models import Referral
from macem.referrals.presenters.referral import SentPresenter
from macem.screening import services as screenings
from macem.screening.policies import may_fill_in
from macem.screening.presenters.answers import DraftPresenter
from macem.screening.querysets import INVITERS
from macem.screening.reading import drafts_of, place_of

BEGUN = "referrals_begun"
MOST_BEGUN = 20


@policy(may_fill_in)
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What the reader has begun and what they sent, each with its outcome in a word."""
    outcomes = reading.outcomes_of_own()
    rows = Referral.objects.visible_to(request.user).submitted_by(request.user)
    rows = rows.select_related("agency", "submitted_by").order_by("-submitted_at", "-pk")
    return render(
        request,
        "referrals/own.jinja",
        {
            "referrals": [SentPresenter(row, outcomes.get(row.pk)) for row in rows],
            "drafts": [DraftPresenter(draft) for draft in drafts_of(request.user)],
            "may_invite": bool(held_roles(request) & set(INVITERS)),
        },
    )


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask about immediate danger before anything else; yes shows the emergency route (clause P3)."""
    place = place_of(request.user)
    form = DangerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["in_danger"]:
            agency = place.agencies[0]
            services.stop_for_emergency(panel=place.panel, agency=agency, by=Actor.user(request.user))
            return redirect("referrals:emergency")
        return redirect("referrals:ways", begun=_begin(request))
    return render(request, "referrals/start.jinja", {"form": form, "telephone": place.panel.mash_telephone})


@policy(may_fill_in)
@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    """What to do now: 999, then the MASH. No form."""
    telephone = place_of(request.user).panel.mash_telephone
    return render(request, "referrals/emergency.jinja", {"telephone": telephone})


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def ways(request: HttpRequest, begun: str) -> HttpResponse:
    """How to tell the MASH, once nobody is in immediate danger: the screening form, or a few lines."""
    if begun not in request.session.get(BEGUN, {}):
        return redirect("referrals:start")
    place = place_of(request.user)
    form = WayForm(request.POST if request.method == "POST" else None, agencies=place.agencies)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["way"] == FEW_LINES:
            return redirect("referrals:refer", begun=begun)
        try:
            draft = screenings.begin(
                panel=place.panel, agency=form.cleaned_data["agency"], by=Actor.user(request.user)
            )
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            return redirect("screening:question", reference=draft.reference, page=Question.NAME.value)
    return render(
        request,
        "referrals/ways.jinja",
        {"form": form, "telephone": place.panel.mash_telephone, "invited": current(request) is not None},
    )


@policy(any_role)
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, begun: str) -> HttpResponse:
    """The form, reached only by answering "no" to the first question; sent twice, it gives one receipt."""
    receipts = request.session.get(BEGUN, {})
    if begun not in receipts:
        return redirect("referrals:start")
    if receipts[begun]:
        return redirect("referrals:sent", receipt=receipts[begun])
    place = place_of(request.user)
    panel = place.panel
    form = ReferralForm(request.POST if request.method == "POST" else None, agencies=place.agencies)
    if request.method == "POST" and form.is_valid():
        try:
            referral = services.submit_referral(panel=panel, by=Actor.user(request.user), **form.cleaned_data)
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[BEGUN] = {**receipts, begun: referral.receipt}
            return redirect("referrals:sent", receipt=referral.receipt)
    return render(request, "referrals/refer.jinja", {"form": form, "telephone": panel.mash_telephone})


@policy(may_fill_in)
@require_safe
def sent(request: HttpRequest, receipt: str) -> HttpResponse:
    """The receipt of one of the reader's own referrals, what they sent, and its outcome in a word."""
    rows = Referral.objects.visible_to(request.user).submitted_by(request.user)
    referral = (
        rows.select_related("agency", "submitted_by", "panel", "screening").filter(receipt=receipt).first()
    )
    if referral is None:
        raise Http404("No such referral of yours.")
    if referral.subject_id is not None:
        log_opening(request, subject_id=referral.subject_id, context="own referral")
    shown = SentPresenter(referral, reading.outcomes_of_own().get(referral.pk))
    return render(
        request, "referrals/sent.jinja", {"referral": shown, "telephone": referral.panel.mash_telephone}
    )


def _begin(request: HttpRequest) -> str:
    """Remember in the session that the first question was answered "no"; the oldest answers are forgotten."""
    begun = secrets.token_hex(4)
    kept = list(request.session.get(BEGUN, {}).items())[-(MOST_BEGUN - 1) :]
    request.session[BEGUN] = {**dict(kept), begun: ""}
    return begun
