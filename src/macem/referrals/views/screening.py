"""Sending a screening form: immediate danger asked again, the answers checked, then a receipt (P1, P3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.protocol.screening import danger_asked
from macem.referrals import services
from macem.referrals.forms.referring import ConfirmForm, DangerForm
from macem.referrals.models import Referral
from macem.screening import services as screenings
from macem.screening.models import Screening
from macem.screening.policies import may_fill_in
from macem.screening.presenters.answers import Answers
from macem.screening.reading import agencies_at
from macem.screening.views.opening import own_form


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def danger(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask about immediate danger again; yes shows the emergency route, and the draft waits (clause P3)."""
    draft = own_form(request, reference)
    if draft.sent_at is not None:
        return _receipt(request, draft)
    form = DangerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = Actor.user(request.user)
        if form.cleaned_data["in_danger"]:
            services.stop_for_emergency(panel=draft.panel, agency=draft.agency, by=by)
            return redirect("referrals:emergency")
        if carried_out(form, screenings.say_no_danger, request, screening=draft):
            return redirect("referrals:check", reference=reference)
    return render(
        request,
        "referrals/danger.jinja",
        {"form": form, "draft": draft, "telephone": draft.panel.mash_telephone},
    )


@policy(may_fill_in)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """All answers once more, what they suggest, and the button that sends them; then there is a receipt."""
    draft = own_form(request, reference)
    if draft.sent_at is not None:
        return _receipt(request, draft)
    today = danger_asked(clock.local_date(draft.no_danger_at), clock.today())
    if not today.met:
        return redirect("referrals:danger", reference=reference)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, services.submit_screening, request, screening=draft)
    ):
        return _receipt(request, draft)
    answers = Answers(draft, agencies_at(draft.panel))
    return render(
        request,
        "referrals/check.jinja",
        {"form": form, "answers": answers, "telephone": draft.panel.mash_telephone},
    )


def _receipt(request: HttpRequest, sent: Screening) -> HttpResponse:
    """Lead to the receipt of the referral that was made of a form."""
    referral = Referral.objects.visible_to(request.user).get(screening_id=sent.pk)
    return redirect("referrals:sent", receipt=referral.receipt)
