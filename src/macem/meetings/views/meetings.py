"""The series, one meeting's page, and reminding those who owe something."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from macem.agencies.panels import panels_of
from macem.agencies.policies import any_of, held_roles
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.routes import policy
from macem.meetings import services
from macem.meetings.finding import find_meeting
from macem.meetings.policies.agenda import CONTACTS, MAKERS, MEMBERS
from macem.meetings.presenters.calendar import series_of
from macem.meetings.presenters.meeting import page_of
from macem.schedule.policies import READERS as READERS_OF_DATES


@policy(any_of(*MEMBERS))
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Every meeting of the panels that somebody works for, to come and past (clause M1)."""
    user: Any = request.user
    return render(
        request,
        "meetings/list.jinja",
        {
            "series": series_of(panels_of(user.pk)),
            "answers": bool(held_roles(request) & set(CONTACTS)),
            "dates": bool(held_roles(request) & set(READERS_OF_DATES)),
        },
    )


@policy(any_of(*MEMBERS))
@require_safe
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """One meeting: its stages with what is missing and who owes it, and the list as the reader may see it."""
    page = page_of(find_meeting(request, reference), request.user)
    return render(request, "meetings/meeting.jinja", {"page": page})


@policy(any_of(*MAKERS))
@require_POST
def chase(request: HttpRequest, reference: str) -> HttpResponse:
    """Remind everybody who owes something before this meeting: one message each, with a link and no names."""
    found = find_meeting(request, reference)
    try:
        told = services.chase(meeting=found, by=Actor.user(request.user))
    except NotNow as refusal:
        messages.warning(request, refusal.reason)
    else:
        words = ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", told)
        messages.success(request, words % {"n": told})
    return redirect("meetings:meeting", reference=reference)
