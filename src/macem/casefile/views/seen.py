"""Who has opened a person's record: for the chair and the auditor."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from macem.agencies.policies import any_of, held_roles
from macem.audit.models import AccessEntry
from macem.casefile import policies
from macem.casefile.seeing import openings
from macem.confidentiality.auditor.reading import subject_of
from macem.confidentiality.opening import log_opening, open_subject
from macem.gate.routes import policy
from macem.govuk.paging import paging
from macem.protocol.vocabulary import Role

A_PAGE = 100
CONTEXT = "who has seen the record"


@policy(any_of(*policies.SEEN_BY_READERS))
@require_safe
def seen_by(request: HttpRequest, reference: str) -> HttpResponse:
    """Every opening of one record, latest first. The auditor reads a reference and no name."""
    entries = AccessEntry.objects.filter(subject_id=_subject_id(request, reference)).order_by(
        "-happened_at", "-pk"
    )
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "casefile/seen_by.jinja",
        {
            "reference": reference,
            "openings": openings(page),
            "count": page.paginator.count,
            "people": entries.order_by().values("actor_id").distinct().count(),
            "may_open": Role.CHAIR in held_roles(request),
            "paging": paging(page, request),
        },
    )


def _subject_id(request: HttpRequest, reference: str) -> int:
    """Return the record's key and log that it was looked at. Raises :class:`Http404`."""
    if Role.CHAIR in held_roles(request):
        return open_subject(request, reference, context=CONTEXT).pk
    found = subject_of(reference)
    if found is None:
        raise Http404(_("No such record."))
    log_opening(request, subject_id=found, context=CONTEXT)
    return found
