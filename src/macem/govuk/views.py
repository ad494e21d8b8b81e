"""The gallery, and the pages that say kindly why there is nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from .gallery import gallery_context


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states."""
    return render(request, "govuk/gallery.jinja", gallery_context())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.jinja", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`PermissionDenied("You are not on this panel.")`: the sentence is shown, so it never names a person."""
    return render(request, "403.jinja", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.jinja", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "csrf.jinja", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: a context processor may be what failed."""
    return HttpResponse(loader.render_to_string("500.jinja"), status=500)
