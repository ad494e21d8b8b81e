"""Error pages. Each is one kind sentence; none tells whether a record exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from macem.audit import middleware as refusal_log
from macem.gate.refusal import Refused


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 and have the refusal logged once the transaction is over (security.md 12)."""
    if not isinstance(exception, Refused):
        exception = Refused(str(exception) or "You may not do this.", action="open a page")
    refusal_log.note(request, exception)
    return render(request, "403.jinja", {"reason": exception.reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.jinja", status=400)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.jinja", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer without the request: what draws the frame may be what failed."""
    return HttpResponse(loader.render_to_string("500.jinja"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    refusal_log.note(request, Refused("The form was too old or came from elsewhere.", action="send a form"))
    return render(request, "csrf.jinja", status=403)
