"""From an address to what it names: not there and not allowed look the same."""

from typing import Any

from django.http import Http404, HttpRequest

from macem.agencies.panels import panels_of
from macem.meetings.models import AgendaItem, AgendaVersion
from macem.schedule.models import Meeting


def find_meeting(request: HttpRequest, reference: str) -> Meeting:
    """Return the meeting with this reference, if a panel meets that the signed-in user works for, or 404."""
    user: Any = request.user
    rows = Meeting.objects.filter(panel__in=panels_of(user.pk), reference=reference)
    meeting = rows.with_stage().with_dates().first()
    if meeting is None:
        raise Http404("No such meeting.")
    return meeting


def find_version(request: HttpRequest, reference: str, number: int) -> AgendaVersion:
    """Return one version of the agenda of a meeting that the user may find, or 404."""
    rows = AgendaVersion.objects.filter(meeting=find_meeting(request, reference), number=number)
    rows = rows.select_related("meeting__panel", "circulation__circulated_by", "compiled_by")
    version = rows.prefetch_related("approvals__decided_by").first()
    if version is None:
        raise Http404("No such agenda.")
    return version


def find_item(request: HttpRequest, reference: str, pk: int) -> AgendaItem:
    """Return one person on the list of a meeting, if the user may see them there, or 404."""
    rows = AgendaItem.objects.visible_to(request.user).filter(meeting=find_meeting(request, reference), pk=pk)
    item = rows.with_people().select_related("meeting__panel").first()
    if item is None:
        raise Http404("Nobody of that number is on this list.")
    return item
