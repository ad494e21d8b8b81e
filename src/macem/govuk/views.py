"""The gallery of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .gallery import gallery_context


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states."""
    return render(request, "govuk/gallery.jinja", gallery_context())
