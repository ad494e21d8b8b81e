"""The one way to open a person's record: scoped, and logged in the same transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from macem.audit import services as audit
from macem.confidentiality.models import Subject
from macem.gate.actor import Actor


def open_subject(request: HttpRequest, reference: str, *, context: str = "") -> Subject:
    """Return the subject with ``reference`` and log that the signed-in user opened it.

    Not there and not allowed look the same: both raise :class:`Http404`. If the log cannot be written
    the error goes up and no page is shown (security.md 11).
    """
    try:
        subject = Subject.objects.visible_to(request.user).get(reference=reference)
    except Subject.DoesNotExist:
        raise Http404("No such record, or none that you may see.") from None
    log_opening(request, subject_id=subject.pk, context=context)
    return subject


def log_opening(
    request: HttpRequest, *, subject_id: int, context: str = "", once_since: datetime | None = None
) -> None:
    """Log that the signed-in user is shown the record of ``subject_id`` on this route.

    ``once_since``: a page that is drawn again and again is one opening; not logged twice since then.
    """
    match: Any = request.resolver_match
    by = Actor.user(request.user)
    if once_since is not None and audit.has_opened(
        by=by, subject_id=subject_id, context=context, since=once_since
    ):
        return
    audit.record_access(by=by, subject_id=subject_id, route=match.view_name, context=context)


def log_openings(request: HttpRequest, subject_ids: Iterable[int], *, context: str = "") -> None:
    """Log, in one query, that the signed-in user is shown what is on record about each of these people.

    For lists that tell more of somebody than a name.
    """
    match: Any = request.resolver_match
    audit.record_accesses(
        by=Actor.user(request.user), subject_ids=subject_ids, route=match.view_name, context=context
    )
