"""Finding the form that an address names."""

from django.http import Http404, HttpRequest

from macem.screening.models import Screening
from macem.screening.querysets import ScreeningQuerySet

SECTION = "referrals"
"""The part of the navigation to which these pages belong."""


def own_form(request: HttpRequest, reference: str) -> Screening:
    """Return a form that the visitor began, sent or not, with its answers.

    Raises :class:`Http404` for one that is not there or that somebody else began.
    """
    request.macem_section = SECTION  # type: ignore[attr-defined]
    return _found(Screening.objects.visible_to(request.user).begun_by(request.user), reference)


def sent_form(request: HttpRequest, reference: str) -> Screening:
    """Return a sent form that the visitor reads. Raises :class:`Http404` where there is none."""
    request.macem_section = SECTION  # type: ignore[attr-defined]
    return _found(Screening.objects.visible_to(request.user).sent(), reference)


def _found(rows: ScreeningQuerySet, reference: str) -> Screening:
    rows = rows.select_related("panel", "agency", "begun_by", "subject__person")
    found: Screening | None = rows.prefetch_related("answers").filter(reference=reference).first()
    if found is None:
        raise Http404("No such form.")
    return found
