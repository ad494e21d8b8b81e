"""The start page of everybody who holds a role."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.agencies.panels import panels_of
from macem.agencies.policies import any_role, held_roles
from macem.desk import gathering
from macem.desk.next_meeting import next_meetings
from macem.desk.presenters import YourWork
from macem.desk.waiting import waiting_for_others
from macem.gate import clock
from macem.gate.routes import policy
from macem.schedule.policies import READERS


@policy(any_role)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What the signed-in person owes, by when; then the next meeting; then what others owe."""
    user: Any = request.user
    roles, panels = held_roles(request), panels_of(user.pk)
    duties = gathering.gather(user, roles, clock.now())
    meetings = next_meetings(panels, roles)
    return render(
        request,
        "desk/work.jinja",
        {
            "work": YourWork(duties, panels[0]),
            "meetings": meetings,
            "waiting": waiting_for_others(user, roles, panels, meetings),
            "sees_dates": bool(roles & set(READERS)),
        },
    )
