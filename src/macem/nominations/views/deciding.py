"""The decision about one person: on a page of its own, in its row by script, and changed afterwards."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening, open_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.govuk.dates import stamp
from macem.nominations import policies, services
from macem.nominations.models import NominationDecision
from macem.nominations.paths import list_path
from macem.nominations.presenters.assembling import ListReading
from macem.nominations.presenters.changing import ChangePage, change_page
from macem.nominations.presenters.person import person_page
from macem.nominations.saving import save_rows


@policy(any_of(*policies.READERS))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """One person's evidence, explained; the decision on all of it; and what was decided before (P5, I2)."""
    panel, by = panel_of(request), Actor.user(request.user)
    subject = open_subject(request, reference, context="nomination")
    page = person_page(panel, subject, request.user, ask=request.GET.get("ask", ""))
    if page is None:
        raise Http404("Nobody nominated this person here.")
    if request.method == "POST":
        policies.check_can_decide(by, panel, page.body)
        saved = save_rows(page.reading, request.POST, by)
        if saved.number:
            messages.success(request, _("The decision is recorded."))
            return redirect(list_path(page.body))
        page = page.again(saved.page)
    return render(request, "nominations/decide.jinja", {"page": page, "forms": page.forms})


@policy(any_of(*policies.EVERY_DECIDER))
@require_POST
def decide_row(request: HttpRequest, reference: str) -> HttpResponse:
    """Save one row of the list as somebody goes down it; for script, which draws what comes back (P5).

    ``row``: the row as it now is, where it is still to be decided, else blank; ``folded``: what stands in the
    place of the decision; ``saved``: the time; and what the counts of the page now say.
    """
    panel, by = panel_of(request), Actor.user(request.user)
    subject = open_subject(request, reference, context="nomination")
    body = policies.body_named(request.POST.get("body", ""))
    policies.check_can_decide(by, panel, body)
    saved = save_rows(ListReading(panel, body, request.user, only=subject.pk), request.POST, by)
    whole = ListReading(panel, body, request.user).page()
    context = {"page": saved.page, "now": clock.now()}
    part = "row" if saved.page.to_decide else "folded"
    html = render_to_string(f"nominations/{part}.jinja", context, request)
    return JsonResponse(
        {
            part: html,
            "saved": stamp(clock.now()) if saved.number else "",
            "counts": whole.counts,
            "left": whole.left,
            "caption": whole.caption,
        }
    )


@policy(any_of(*policies.EVERY_DECIDER))
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Put another decision in the place of one that no meeting has made use of, with the reason (P5)."""
    decision = _find(request, number)
    by = Actor.user(request.user)
    policies.check_can_decide(by, decision.panel, decision.body)
    page = change_page(decision, request.user, request.POST or None)
    if page.form.is_valid() and _changed(request, page, by):
        messages.success(request, _("The decision is changed."))
        return redirect(list_path(decision.body))
    return render(request, "nominations/change.jinja", {"page": page, "form": page.form})


def _changed(request: HttpRequest, page: ChangePage, by: Actor) -> bool:
    """Change the decision, or say in the form why not."""
    try:
        services.change_decision(
            decision=page.decision, proposed=page.form.proposed(), why=page.form.cleaned_data["why"], by=by
        )
    except NotNow as refusal:
        page.form.add_error(None, refusal.reason)
        return False
    return True


def _find(request: HttpRequest, number: int) -> NominationDecision:
    """Return the decision, whose opening is logged; not there and not shown look the same."""
    rows = NominationDecision.objects.visible_to(request.user).with_words().select_related("panel", "subject")
    decision = rows.filter(pk=number).first()
    if decision is None:
        raise Http404("No such decision.")
    log_opening(request, subject_id=decision.subject_id, context="nomination decision")
    return decision
