"""The mail that macem sent: to oneself, and what could not be delivered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.agencies.policies import any_of, any_role, held_roles
from macem.gate.routes import policy
from macem.notices.models import Notice
from macem.notices.presenters import NoticePresenter
from macem.protocol.vocabulary import Role

LATEST = 50
SEE_FAILURES = (Role.BUSINESS_SUPPORT, Role.ADMINISTRATOR)


@policy(any_role)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The latest mail to the signed-in person."""
    user: Any = request.user
    rows = Notice.objects.filter(user=user)[:LATEST]
    return render(
        request,
        "notices/mine.jinja",
        {
            "notices": [NoticePresenter(row) for row in rows],
            "sees_failures": bool(held_roles(request) & set(SEE_FAILURES)),
        },
    )


@policy(any_of(*SEE_FAILURES))
@require_safe
def failures(request: HttpRequest) -> HttpResponse:
    """Mail that did not go out: to whom, when, why."""
    rows = Notice.objects.failed().select_related("user__invitation")[:LATEST]
    return render(request, "notices/failures.jinja", {"notices": [NoticePresenter(row) for row in rows]})
