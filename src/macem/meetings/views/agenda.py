"""One version of an agenda: compiled, decided on, circulated, opened."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from macem.agencies.policies import any_of, roles_of
from macem.confidentiality.opening import log_opening
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.gate.submission import carried_out
from macem.govuk.forms import GovukForm
from macem.meetings import reading, services
from macem.meetings.finding import find_meeting, find_version
from macem.meetings.forms.agenda import CompileForm, DecideForm
from macem.meetings.models import AgendaVersion
from macem.meetings.policies import agenda as policies
from macem.meetings.presenters.agenda import VersionPage, version_page
from macem.meetings.querysets import HEADS
from macem.protocol.vocabulary import Role


@policy(any_of(*policies.READERS))
@require_safe
def agenda_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The frozen list. A contact's first opening is noted, and each person shown is logged (M2, S1)."""
    version = find_version(request, reference, number)
    by = Actor.user(request.user)
    if reading.is_circulated(version):
        services.note_agenda_opened(version=version, by=by)
    elif not policies.is_office(by, version.meeting.panel):
        raise Http404("No such agenda.")
    page = version_page(version, request.user)
    for entry in page.entries:
        log_opening(request, subject_id=entry.subject_id, context=f"agenda {reference} version {number}")
    return render(request, "meetings/agenda_version.jinja", {"page": page})


@policy(any_of(*policies.MAKERS))
@require_http_methods(["GET", "POST"])
def compile_agenda(request: HttpRequest, reference: str) -> HttpResponse:
    """Freeze the list as it stands and put it before the chair (M2)."""
    meeting = find_meeting(request, reference)
    by = Actor.user(request.user)
    policies.check_can_compile(by, meeting.panel)
    circulated = reading.circulated_version(meeting) is not None
    form = CompileForm(request.POST if request.method == "POST" else None, circulated=circulated)
    if form.is_valid():
        try:
            version = services.compile_agenda(meeting=meeting, by=by, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _("Version %(n)d is with the chair.") % {"n": version.number})
            return redirect("meetings:agenda_version", reference=reference, number=version.number)
    return render(
        request, "meetings/compile.jinja", {"form": form, "meeting": meeting, "circulated": circulated}
    )


@policy(any_of(*HEADS))
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Approve an agenda or return it; the vice chair says why the chair does not decide (M2, P5, W2)."""
    version = find_version(request, reference, number)
    by = Actor.user(request.user)
    policies.check_can_decide(by, version.meeting.panel)
    user: Any = request.user
    is_chair = Role.CHAIR in roles_of(user.pk, panel=version.meeting.panel)
    form = DecideForm(request.POST or None, for_the_chair=not is_chair)
    if form.is_valid() and carried_out(
        form, services.review_agenda, request, version=version, **form.cleaned_data
    ):
        messages.success(request, _("Your decision is recorded, and business support is told."))
        return redirect("meetings:agenda_version", reference=reference, number=number)
    page = _whom_it_waits_for(request, version)
    for words in page.not_now:
        log_opening(request, subject_id=words.entry.subject_id, context="not now, against a criterion")
    return render(request, "meetings/decide_agenda.jinja", {"form": form, "page": page})


@policy(any_of(*policies.MAKERS))
@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Send the approved list to every contact: once, and by mail without a name (M2, S1, S5)."""
    version = find_version(request, reference, number)
    by = Actor.user(request.user)
    policies.check_can_circulate(by, version.meeting.panel)
    form = GovukForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, services.circulate, request, version=version):
        messages.success(request, _("Version %(n)d is circulated.") % {"n": number})
        return redirect("meetings:meeting", reference=reference)
    page = _whom_it_waits_for(request, version)
    contacts = len(reading.contacts_of(version.meeting.panel))
    return render(request, "meetings/circulate.jinja", {"form": form, "page": page, "contacts": contacts})


def _whom_it_waits_for(request: HttpRequest, version: AgendaVersion) -> VersionPage:
    """Return the page of a version; those who are named because something is missing are logged (S5)."""
    page = version_page(version, request.user)
    for words in page.waiting:
        log_opening(request, subject_id=words.entry.subject_id, context="agenda waits for a lawful basis")
    return page
