"""Opening a child's record on one of this room's pages."""

from django.http import HttpRequest

from macem.confidentiality.models import Subject
from macem.confidentiality.opening import open_subject

CHILDREN = "children"
"""The part of the navigation to which a page about one child belongs."""


def open_child(request: HttpRequest, reference: str, *, context: str) -> Subject:
    """Return the subject with ``reference`` and log the opening; the page counts among those of children.

    Raises :class:`Http404` for one that is not there or that the reader may not see.
    """
    request.macem_section = CHILDREN  # type: ignore[attr-defined]
    return open_subject(request, reference, context=context)
