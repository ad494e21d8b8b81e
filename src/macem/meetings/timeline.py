"""What meetings add to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.gate import clock
from macem.govuk.dates import day
from macem.meetings.models import AgencyReturn, AgendaItem
from macem.meetings.paths import meeting_path
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what ``user`` may see: when the person stood on a list or came off it, and own answers."""
    return [*_lists(subject_id, user), *_answers(subject_id, user)]


def _lists(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = AgendaItem.objects.visible_to(user).filter(subject_id=subject_id).select_related("meeting")
    found = []
    for item in rows:
        when = {"day": day(item.meeting.on), "part": item.part.label}
        found.append(
            TimelineEntry(
                when=item.added_at,
                title=_("On the list of %(day)s, %(part)s") % when,
                kind=_("Meeting"),
                detail=item.late_reason,
                url=meeting_path("meeting", item.meeting),
                clause=Clause.M2,
            )
        )
        if item.removed_at is not None:
            found.append(
                TimelineEntry(
                    when=item.removed_at,
                    title=_("Taken off the list of %(day)s") % when,
                    kind=_("Meeting"),
                    detail=item.removed_reason,
                    url=meeting_path("meeting", item.meeting),
                    clause=Clause.S5,
                )
            )
    return found


def _answers(subject_id: int, user: Any) -> list[TimelineEntry]:
    """The answers of the reader's own agencies only: another agency's belong to the meeting's record."""
    mine = Membership.objects.current(clock.now()).of_user(user).values("agency_id")
    rows = AgencyReturn.objects.visible_to(user).filter(subject_id=subject_id, agency_id__in=mine)
    return [
        TimelineEntry(
            when=row.submitted_at,
            title=_("%(agency)s answered: %(what)s") % {"agency": row.agency.name, "what": row.answer.label},
            kind=_("Answer"),
            detail=row.information or row.withheld_reason,
            source=row.submitted_by.full_name,
            clause=Clause.M5,
        )
        for row in rows.select_related("agency", "submitted_by")
    ]
