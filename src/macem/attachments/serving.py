"""The one way in which a file leaves: scoped, logged, never shown inside a page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from macem.attachments.models import FileContent, StoredFile
from macem.confidentiality.opening import log_opening


def download(request: HttpRequest, pk: Any, *, called: str, context: str) -> HttpResponse:
    """Return the file with that key to be saved, and log that the signed-in user opened it.

    ``called`` is the name it is saved under, without its ending and without a name of anybody. Raises
    :class:`Http404` for one that is not there, not used by a record, or not theirs to see. A room gives the
    route its policy.
    """
    stored = StoredFile.objects.visible_to(request.user).filter(pk=pk, used_at__isnull=False).first()
    if stored is None:
        raise Http404("No such file.")
    content = FileContent.objects.visible_to(request.user).get(file=stored)
    log_opening(request, subject_id=stored.subject_id, context=context)
    response = HttpResponse(bytes(content.data), content_type=stored.kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{called}.{stored.kind.value}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
