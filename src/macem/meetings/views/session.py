"""The meeting itself: who attends, start, postpone, finish, a child's safety until a moved one (M4, S7)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from macem.agencies.models import Agency
from macem.agencies.policies import any_of
from macem.agencies.protocol_settings import settings_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.govuk.forms import GovukForm
from macem.meetings import services
from macem.meetings.finding import find_item, find_meeting
from macem.meetings.forms.session import AttendanceForm, PostponeForm, SafetyForm
from macem.meetings.models import AgendaItem, Attendance, InterimSafety, Postponement
from macem.meetings.panel_members import agencies_of, members_of
from macem.meetings.policies import session as policies
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.presenters.item import item_path
from macem.meetings.presenters.session import SessionPage, finish_page, session_page
from macem.meetings.querysets import HEADS
from macem.meetings.room_querysets import RUNNERS
from macem.people.presenters import PersonPresenter
from macem.protocol.postponing import suggested_days
from macem.schedule.models import Meeting


@policy(any_of(*MEMBERS))
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, reference: str) -> HttpResponse:
    """Who attends each part and who is missing; those who run the meeting and contacts record it (M4)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    page = session_page(meeting, request.user)
    agencies = _agencies_to_speak_for(page, by)
    form = _attendance_form(request, page, agencies)
    if request.method == "POST" and not agencies:
        policies.check_can_run(by, meeting.panel)
    if form is not None and form.is_valid():
        try:
            services.record_attendance(meeting=meeting, by=by, **form.attendee(meeting.on))
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Recorded."))
            return redirect("meetings:attendance", reference=reference)
    return render(request, "meetings/attendance.jinja", {"page": page, "form": form or GovukForm()})


@policy(any_of(*MEMBERS))
@require_POST
def accept(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Accept the confidentiality statement, oneself or as heard by whoever runs the meeting (S7)."""
    row = _attendance(request, reference, pk)
    return _done(request, reference, services.accept_confidentiality, attendance=row)


@policy(any_of(*HEADS))
@require_POST
def confirm(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Confirm somebody as their agency's deputy (M4)."""
    row = _attendance(request, reference, pk)
    return _done(request, reference, services.confirm_deputy, attendance=row)


@policy(any_of(*RUNNERS))
@require_POST
def leave(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that somebody left now (M4)."""
    return _done(request, reference, services.leave, attendance=_attendance(request, reference, pk))


@policy(any_of(*RUNNERS))
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the meeting, or read who is missing and what to do about it (M4)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    form = GovukForm(_sent(request))
    if form.is_valid():
        try:
            services.start_meeting(meeting=meeting, by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The meeting has begun."))
            first = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).listed().first()
            return redirect(item_path(first)) if first else redirect("meetings:meeting", reference=reference)
    page = session_page(meeting, request.user)
    return render(request, "meetings/start.jinja", {"page": page, "form": form})


@policy(any_of(*HEADS))
@require_http_methods(["GET", "POST"])
def postpone(request: HttpRequest, reference: str) -> HttpResponse:
    """Move the meeting to another day; three working days are suggested (M4)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    policies.check_can_postpone(by, meeting.panel)
    taken = set(Meeting.objects.at_panel(meeting.panel).values_list("on", flat=True))
    calendar = settings_of(meeting.panel).calendar.working_days
    suggested = suggested_days(calendar, max(meeting.on, clock.today()), taken)
    form = PostponeForm(_sent(request), suggested=suggested)
    if form.is_valid():
        try:
            moved = services.postpone_meeting(
                meeting=meeting, to_on=form.to_on(), reason=form.cleaned_data["reason"], by=by
            )
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The meeting is moved, and everyone is told."))
            return redirect("meetings:safety_list", reference=moved.reference)
    page = session_page(meeting, request.user)
    return render(request, "meetings/postpone.jinja", {"page": page, "form": form})


@policy(any_of(*MEMBERS))
@require_http_methods(["GET"])
def safety_list(request: HttpRequest, reference: str) -> HttpResponse:
    """For each child of a moved meeting: how they are kept safe until then, or that nobody has said (M4)."""
    meeting = find_meeting(request, reference)
    postponement = Postponement.objects.filter(moved_to=meeting).select_related("meeting").first()
    if postponement is None:
        raise Http404("This meeting was not moved.")
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).listed().with_people()
    said = InterimSafety.objects.visible_to(request.user).filter(postponement=postponement)
    confirmed = {row.item_id: row for row in said.select_related("confirmed_by")}
    by = Actor.user(request.user)
    rows = [
        {
            "person": PersonPresenter(item.case.person),
            "pk": item.pk,
            "row": confirmed.get(item.pk),
            "may": policies.can_confirm_safety(by, item),
        }
        for item in items
        if PersonPresenter(item.case.person).is_child
    ]
    context = {"meeting": meeting, "postponement": postponement, "rows": rows}
    return render(request, "meetings/safety_list.jinja", context)


@policy(any_of(*MEMBERS))
@require_http_methods(["GET", "POST"])
def safety(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Confirm how one child is kept safe until the moved meeting (M4)."""
    found, by = find_item(request, reference, pk), Actor.user(request.user)
    policies.check_can_confirm_safety(by, found)
    log_opening(request, subject_id=found.subject_id, context="interim safety")
    form = SafetyForm(_sent(request))
    if form.is_valid():
        try:
            services.confirm_interim_safety(item=found, what=form.cleaned_data["what"], by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Confirmed."))
            return redirect("meetings:safety_list", reference=reference)
    context = {"form": form, "person": PersonPresenter(found.case.person), "meeting": found.meeting}
    return render(request, "meetings/safety.jinja", context)


@policy(any_of(*RUNNERS))
@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, reference: str) -> HttpResponse:
    """What is open, each with a link that mends it; then finish (M6, M7, P8, P10, S3)."""
    meeting, by = find_meeting(request, reference), Actor.user(request.user)
    policies.check_can_run(by, meeting.panel)
    form = GovukForm(_sent(request))
    if form.is_valid():
        try:
            services.finish_meeting(meeting=meeting, by=by)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("The meeting is finished. The minutes can be drafted."))
            return redirect("meetings:minutes", reference=reference)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting).listed().with_people()
    page = finish_page(meeting, list(items))
    return render(request, "meetings/finish.jinja", {"page": page, "form": form})


def _attendance(request: HttpRequest, reference: str, pk: int) -> Attendance:
    rows = Attendance.objects.standing().at(find_meeting(request, reference)).filter(pk=pk)
    row = rows.select_related("meeting__panel", "agency").first()
    if row is None:
        raise Http404("Nobody of that number attends.")
    return row


def _agencies_to_speak_for(page: SessionPage, by: Actor) -> list[Agency]:
    """Return for which agencies the reader may say who comes: all, their own, or none."""
    if not page.is_open:
        return []
    panel = page.meeting.panel
    return [
        agency
        for agency in agencies_of(panel)
        if page.may_run or policies.can_say_who_comes(by, panel, agency, begun=page.begun)
    ]


def _attendance_form(
    request: HttpRequest, page: SessionPage, agencies: list[Agency]
) -> AttendanceForm | None:
    if not agencies:
        return None
    mine = {agency.pk for agency in agencies}
    members = [(user, agency) for user, agency in members_of(page.meeting.panel) if agency.pk in mine]
    return AttendanceForm(_sent(request), members=members, agencies=agencies, runs=page.may_run)


def _sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also where that is nothing but the press of a button."""
    return request.POST if request.method == "POST" else None


def _done(request: HttpRequest, reference: str, service: Any, **given: Any) -> HttpResponse:
    try:
        service(by=Actor.user(request.user), **given)
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    else:
        messages.success(request, _("Recorded."))
    return redirect("meetings:attendance", reference=reference)
