"""The MASH's pages: what waits for a decision, and one contact or screening to decide."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.holders import holders
from macem.agencies.models import Agency
from macem.agencies.panels import panel_of
from macem.agencies.policies import any_of
from macem.agencies.protocol_settings import settings_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.rules import StaleWrite
from macem.govuk.paging import paging
from macem.people.finding import Perhaps, candidates
from macem.people.models import Person
from macem.protocol.vocabulary import Role
from macem.referrals import known, policies, services
from macem.referrals.forms.mash import DecisionForm
from macem.referrals.models import Referral
from macem.referrals.presenters import queue as shown_queue
from macem.referrals.presenters.beside import Beside
from macem.referrals.presenters.early_help import EarlyHelpOverview
from macem.referrals.presenters.emergency import EmergencyPresenter
from macem.referrals.queue import Queue, Shown

SECTION = "mash"
ON_A_PAGE = 25


@policy(any_of(*policies.MASH))
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, harm that is happening now first; or what was decided lately."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    panel, today = panel_of(request), clock.today()
    calendar = settings_of(panel).calendar.working_days
    asked = request.GET.get("show", "")
    shown = Shown(asked) if asked in {one.value for one in Shown} else Shown.WAITING
    found = Queue(panel, request.user)
    page = Paginator(found.rows(shown), ON_A_PAGE).get_page(request.GET.get("page"))
    if shown is Shown.WAITING:
        rows: list[Any] = shown_queue.waiting_rows(found.waiting(list(page)), calendar, today)
    else:
        rows = [shown_queue.DecidedPresenter.of(row, calendar, today) for row in page]
    return render(
        request,
        "referrals/mash.jinja",
        {
            "rows": rows,
            "is_waiting": shown is Shown.WAITING,
            "heading": shown.label,
            "chips": shown_queue.chips(found, shown),
            "count": page.paginator.count,
            "paging": paging(page, request),
            "emergencies": [EmergencyPresenter(one) for one in found.emergencies()],
            "early_help": EarlyHelpOverview.of(panel, request.user, today),
            "telephone": panel.mash_telephone,
        },
    )


@policy(any_of(*policies.MASH))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, receipt: str) -> HttpResponse:
    """One contact as it was sent, whom it may be about, and the decision (clause P2)."""
    referral = _referral(request, receipt)
    found = _records(request, referral)
    form = _form(referral, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, referral, form)
        except StaleWrite as refusal:
            referral = _referral(request, receipt)
            found = _records(request, referral)
            form = _form(referral, found, request.POST, seen=referral.decisions.count())
            form.add_error(None, str(refusal))
        else:
            if decided:
                messages.success(request, _("The decision is recorded."))
                return redirect("referrals:decided", receipt=receipt)
    shown = Beside(referral, request.user, found or [])
    return render(request, "referrals/decide.jinja", {"form": form, "beside": shown})


@policy(any_of(*policies.MASH))
@require_safe
def decided(request: HttpRequest, receipt: str) -> HttpResponse:
    """The decision that stands, and what it asks for next: a strategy meeting, a holder (P3, P9)."""
    shown = Beside(_referral(request, receipt), request.user, [])
    if shown.child is None:
        raise Http404("The MASH has not decided on this contact, or its child's record is closed.")
    return render(request, "referrals/decided.jinja", {"beside": shown})


@policy(any_of(*policies.MASH))
@require_POST
def compare(request: HttpRequest, receipt: str) -> HttpResponse:
    """Open, to compare, the records that may be of the child and that the MASH does not see yet."""
    referral = _referral(request, receipt)
    try:
        opened = services.open_to_compare(referral=referral, by=Actor.user(request.user))
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        said = ngettext("%(n)d record is open to compare.", "%(n)d records are open to compare.", opened)
        messages.success(request, said % {"n": opened})
    return redirect("referrals:decide", receipt=receipt)


def _referral(request: HttpRequest, receipt: str) -> Referral:
    """Return a contact with the reader's own MASH; log the opening where it is about somebody known."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    rows = Referral.objects.visible_to(request.user).select_related(
        "agency", "submitted_by", "panel", "subject", "screening__agency"
    )
    referral: Referral | None = rows.filter(receipt=receipt).first()
    if referral is None:
        raise Http404("No such contact here.")
    policies.check_can_decide(Actor.user(request.user), referral.panel)
    if referral.subject_id is not None:
        log_opening(request, subject_id=referral.subject_id, context="MASH decision")
    return referral


def _records(request: HttpRequest, referral: Referral) -> list[Perhaps] | None:
    """Return the records that may be of the child; None where an earlier decision says who it is."""
    return None if referral.subject_id else known.records(referral, Actor.user(request.user))


def _form(
    referral: Referral, found: list[Perhaps] | None, data: QueryDict | None, *, seen: int | None = None
) -> DecisionForm:
    """Return the form of a decision; with ``seen``, what was typed before another decision came between."""
    if data is not None and seen is not None:
        data = data.copy()
        data["decisions_seen"] = str(seen)
    return DecisionForm(
        data,
        initial={"decisions_seen": referral.decisions.count()},
        early_help=settings_of(referral.panel).early_help,
        agencies=Agency.objects.filter(places__panel=referral.panel).order_by("name"),
        workers=holders(referral.panel, Role.SOCIAL_CARE_WORKER),
        people=None if found is None else candidates(found),
    )


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
            why_new=typed.get("why_new", ""),
            level=typed["level"],
            reason=typed["reason"],
            early_help=form.early_help,
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
