"""A meeting in two windows: the shared display, and a pane that saves what is typed (M7, S1)."""

import hashlib
import json
from base64 import b64encode
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from macem.agencies.policies import any_of
from macem.confidentiality.opening import log_opening
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.govuk.dates import stamp
from macem.meetings import floor as display_floor
from macem.meetings import services
from macem.meetings.finding import find_item, find_meeting
from macem.meetings.forms.floor import Move, MoveForm
from macem.meetings.forms.item import record_inputs
from macem.meetings.models import AgendaItem, ItemRecord
from macem.meetings.policies import session as policies
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.presenters.floor import display as display_of
from macem.meetings.presenters.floor import state
from macem.meetings.presenters.item import item_page, item_path
from macem.meetings.room_querysets import RUNNERS
from macem.meetings.services.record import latest_record
from macem.meetings.views.item_forms import item_forms
from macem.schedule.models import Meeting


@policy(any_of(*MEMBERS))
@require_safe
def display(request: HttpRequest, reference: str) -> HttpResponse:
    """The screen that everybody looks at: only what everybody in the room may see stands on it (S1)."""
    meeting = find_meeting(request, reference)
    shown = _shown(request, meeting)
    may_run = policies.can_run(Actor.user(request.user), meeting.panel)
    page = display_of(meeting, request.user, shown=shown, may_run=may_run)
    if page.page is not None and page.bar.step is not None:
        log_opening(
            request,
            subject_id=page.page.item.subject_id,
            context="display",
            once_since=page.bar.step.moved_at,
        )
    return render(request, "meetings/display.jinja", {"display": page, "page": page.page, "bar": page.bar})


@policy(any_of(*MEMBERS))
@require_http_methods(["GET", "HEAD", "POST"])
def floor(request: HttpRequest, reference: str) -> HttpResponse:
    """How the meeting stands, for a page that follows it; sent to it, a move of the shared display."""
    meeting = find_meeting(request, reference)
    if request.method == "POST":
        return _move(request, meeting)
    beside = request.GET.get("item", "")
    stands = state(meeting, request.user, beside=int(beside) if beside.isdecimal() else None)
    tag = f'"{hashlib.sha256(json.dumps(stands).encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return JsonResponse(stands, headers={"ETag": tag})


@policy(any_of(*RUNNERS))
@require_POST
def autosave(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Keep what is being typed, field by field; answers with what stands and with what two people changed.

    ``touched`` names the fields that were typed in. One that cannot be read keeps none of the others back.
    """
    found, by = find_item(request, reference, pk), Actor.user(request.user)
    policies.check_can_record(by, found)
    form: Any = item_forms(item_page(found, request.user, may_record=True)).record(request.POST)
    touched = set(request.POST.getlist("touched")) & set(form.fields)
    for name in set(form.fields) - touched - {"version"}:
        del form.fields[name]
    form.is_valid()
    typed = {name: form.cleaned_data[name] for name in touched if name in form.cleaned_data}
    version = form.cleaned_data.get("version") or 0
    clashes: tuple[str, ...] = ()
    try:
        try:
            row = services.save_record(item=found, by=by, version=version, **typed) if typed else None
        except services.RecordClash as clash:
            clashes = clash.fields
            rest = {name: value for name, value in typed.items() if name not in clashes}
            row = services.save_record(item=found, by=by, version=version, **rest)
    except NotNow as refusal:
        return JsonResponse({"refused": refusal.reason}, status=409)
    row = row or latest_record(found) or ItemRecord()
    return JsonResponse(
        {
            "version": row.version or 0,
            "saved": stamp(row.saved_at) if row.saved_at else "",
            "clashes": sorted(clashes),
            "errors": {name: [str(one) for one in faults] for name, faults in form.errors.items()},
            "stands": record_inputs(row, prefix=str(form.prefix)),
        }
    )


@policy(any_of(*RUNNERS))
@require_safe
def kept_key(request: HttpRequest, reference: str) -> HttpResponse:
    """The key under which this user's browser keeps what it could not send during this meeting.

    Made from the server's secret and written down nowhere; another user, meeting or day has another.
    """
    meeting, user = find_meeting(request, reference), Actor.user(request.user)
    policies.check_can_run(user, meeting.panel)
    value = f"{user.user_id}:{meeting.pk}:{clock.today()}"
    digest = salted_hmac("macem.meetings.kept", value, algorithm="sha256").digest()
    return JsonResponse({"key": b64encode(digest).decode()})


def _shown(request: HttpRequest, meeting: Meeting) -> AgendaItem | None:
    """Return the item on the display, if there is one and the user may see it."""
    step = display_floor.latest_step(meeting)
    if step is None:
        return None
    rows = AgendaItem.objects.visible_to(request.user).listed().filter(pk=step.item_id)
    return rows.with_people().select_related("meeting__panel").first()


def _move(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    by = Actor.user(request.user)
    policies.check_can_run(by, meeting.panel)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("meetings:meeting", reference=meeting.reference)
    pk, to = form.cleaned_data["item"], form.cleaned_data["to"]
    item = find_item(request, meeting.reference, pk) if pk else None
    try:
        if to is Move.SHOW and item is not None:
            services.show_item(item=item, by=by)
        elif to is Move.HOLD:
            services.hold_display(meeting=meeting, by=by)
        elif to in (Move.COVER, Move.UNCOVER):
            services.cover_display(meeting=meeting, covered=to is Move.COVER, by=by)
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    if form.cleaned_data["display"] or item is None:
        return redirect("meetings:display", reference=meeting.reference)
    return redirect(item_path(item))
