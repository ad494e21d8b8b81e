"""Minutes: draft, review, distribute, read (clauses M9, M10, S1)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.meetings import services
from macem.meetings.finding import find_meeting
from macem.meetings.forms.minutes import DraftForm, LaterMemberForm, ReviewForm
from macem.meetings.models import Minutes, MinutesSection
from macem.meetings.policies import minutes as policies
from macem.meetings.policies.agenda import MAKERS, MEMBERS
from macem.meetings.presenters.minutes import minutes_page, overview
from macem.meetings.querysets import HEADS
from macem.meetings.services.minutes import later_members, minutes_path
from macem.protocol.vocabulary.states import ApprovalOutcome


@policy(any_of(*MEMBERS))
@require_safe
def minutes(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest version that the reader may read; for those who make them, all versions and what is next."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    page = overview(meeting, by)
    if page.may_let_read or policies.can_draft(by, meeting.panel):
        return render(request, "meetings/minutes.jinja", {"page": page})
    out = Minutes.objects.filter(meeting=meeting, distribution__isnull=False).order_by("-version").first()
    if out is not None:
        return redirect(minutes_path(out))
    return render(request, "meetings/minutes_wait.jinja", {"page": page})


@policy(any_of(*MAKERS))
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Draft the minutes from the record; once distributed, as an amendment with a reason (M10)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    policies.check_can_draft(by, meeting.panel)
    page = overview(meeting, by)
    form = DraftForm(request.POST if request.method == "POST" else None, amends=page.amends)
    if form.is_valid():
        try:
            written = services.draft_minutes(meeting=meeting, by=by, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Drafted. The chair is told."))
            return redirect(minutes_path(written))
    return render(request, "meetings/minutes_draft.jinja", {"page": page, "form": form})


@policy(any_of(*MEMBERS))
@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version, with the sections of whom the reader may see. Reading it leaves a receipt (M9, S1)."""
    found, by = _find(request, reference, number), Actor.user(request.user)
    services.note_minutes_opened(minutes=found, by=by)
    sections = list(MinutesSection.objects.visible_to(request.user).filter(minutes=found))
    for section in sections:
        log_opening(request, subject_id=section.subject_id, context="minutes")
    page = minutes_page(found, sections, by)
    return render(request, "meetings/minutes_version.jinja", {"page": page})


@policy(any_of(*HEADS))
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Approve minutes or return them; in the chair's conflict the vice chair does (M9, W2)."""
    found, by = _find(request, reference, number), Actor.user(request.user)
    policies.check_can_review(by, found.meeting.panel)
    form = ReviewForm(request.POST or None, instead_of_chair=not policies.is_chair(by, found.meeting.panel))
    if form.is_valid():
        try:
            done = services.review_minutes(minutes=found, by=by, **form.review())
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            approved = done.outcome is ApprovalOutcome.APPROVED
            messages.success(
                request, _("Approved.") if approved else _("Returned. Business support is told.")
            )
            return redirect("meetings:minutes", reference=reference)
    return render(request, "meetings/minutes_review.jinja", {"form": form, "minutes": found})


@policy(any_of(*MAKERS))
@require_POST
def distribute(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Let the members read approved minutes, and tell owners of their actions (M9)."""
    found = _find(request, reference, number)
    try:
        services.distribute_minutes(minutes=found, by=Actor.user(request.user))
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, _("Distributed. Members and owners of actions are told, by a link only."))
    return redirect(minutes_path(found))


@policy(any_of(*HEADS))
@require_http_methods(["GET", "POST"])
def let_read(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree that a member who joined after the meeting reads its minutes (S1)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    policies.check_can_let_read(by, meeting.panel)
    form = LaterMemberForm(request.POST or None, members=later_members(meeting, clock.now()))
    if form.is_valid():
        user = form.members[form.cleaned_data["member"]]
        try:
            services.let_read_minutes(meeting=meeting, user=user, reason=form.cleaned_data["reason"], by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Agreed. They may read these minutes now."))
            return redirect("meetings:minutes", reference=reference)
    return render(request, "meetings/minutes_let_read.jinja", {"form": form, "meeting": meeting})


def _find(request: HttpRequest, reference: str, number: int) -> Minutes:
    rows = Minutes.objects.filter(meeting=find_meeting(request, reference), version=number)
    found = rows.select_related("meeting__panel", "drafted_by", "distribution").first()
    if found is None:
        raise Http404("No such minutes.")
    return found
