"""The two logs. Looking through those of one record is itself an opening, and logged."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from macem.agencies.policies import any_of
from macem.confidentiality.auditor import presenters, reading
from macem.confidentiality.auditor.forms import ChangesFilter, OpeningsFilter
from macem.confidentiality.opening import log_opening
from macem.gate.routes import policy
from macem.govuk.paging import paging
from macem.protocol.vocabulary import Role

A_PAGE = 100


@policy(any_of(Role.AUDITOR))
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What was changed and what was refused."""
    form = ChangesFilter(request.GET or None)
    wanted = _wanted(request, form)
    page = Paginator(reading.changes(**wanted), A_PAGE).get_page(request.GET.get("page"))
    return _shown(request, "confidentiality/log.jinja", form, page, presenters.changes(page.object_list))


@policy(any_of(Role.AUDITOR))
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened which record."""
    form = OpeningsFilter(request.GET or None)
    wanted = _wanted(request, form)
    page = Paginator(reading.openings(**wanted), A_PAGE).get_page(request.GET.get("page"))
    return _shown(
        request, "confidentiality/openings.jinja", form, page, presenters.openings(page.object_list)
    )


def _wanted(request: HttpRequest, form: OpeningsFilter) -> dict[str, Any]:
    wanted = form.narrowing()
    if wanted.get("subject_id") is not None:
        log_opening(request, subject_id=wanted["subject_id"], context="the logs of the record")
    return wanted


def _shown(
    request: HttpRequest, template: str, form: OpeningsFilter, page: Any, rows: list[Any]
) -> HttpResponse:
    shown = {"form": form, "rows": rows, "number": page.paginator.count, "paging": paging(page, request)}
    return render(request, template, shown)
