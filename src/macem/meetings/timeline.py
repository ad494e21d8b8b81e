"""What meetings add to a person's timeline."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.gate import clock
from macem.govuk.dates import day
from macem.meetings.models import AgencyReturn, AgendaItem, InterimSafety, ItemDecision, ItemRecord
from macem.meetings.paths import meeting_path
from macem.meetings.policies.agenda import MEMBERS
from macem.meetings.wording import sentences
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return what ``user`` may see: lists, own answers, what meetings decided, safety in between.

    Whoever does not come to meetings reads what came of them, without a way into their pages.
    """
    comes = Membership.objects.current(clock.now()).of_user(user).holding(*MEMBERS).exists()
    found = [
        *_lists(subject_id, user),
        *_answers(subject_id, user),
        *_decisions(subject_id, user),
        *_safety(subject_id, user),
    ]
    return found if comes else [replace(entry, url="") for entry in found]


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
            source=row.submitted_by.full_name if row.submitted_by else "",
            clause=Clause.M5,
        )
        for row in rows.select_related("agency", "submitted_by")
    ]


def _decisions(subject_id: int, user: Any) -> list[TimelineEntry]:
    """What each finished meeting decided, with the level that it agreed where the reader was there (P10)."""
    rows = ItemDecision.objects.visible_to(user).filter(subject_id=subject_id).standing()
    records = ItemRecord.objects.visible_to(user).filter(subject_id=subject_id).standing()
    levels = {row.item_id: row.level.label for row in records if row.level}
    found = []
    for row in rows.select_related("item__meeting", "decided_by"):
        kind = f": {row.closure_kind.label.lower()}" if row.closure_kind else ""
        said = [
            levels.get(row.item_id, ""),
            row.reason,
            "" if row.quorate else _("Provisional: not every agency was represented"),
        ]
        found.append(
            TimelineEntry(
                when=row.decided_at,
                title=_("Discussed on %(day)s: %(what)s")
                % {"day": day(row.item.meeting.on), "what": f"{row.outcome.label}{kind}"},
                kind=_("Meeting"),
                detail=sentences(said),
                source=row.decided_by.full_name if row.decided_by else "",
                url=meeting_path("item", row.item.meeting, pk=row.item_id),
                clause=Clause.P10,
            )
        )
    return found


def _safety(subject_id: int, user: Any) -> list[TimelineEntry]:
    rows = InterimSafety.objects.visible_to(user).filter(subject_id=subject_id)
    return [
        TimelineEntry(
            when=row.confirmed_at,
            title=_("Safe until the postponed meeting of %(day)s")
            % {"day": day(row.postponement.moved_to.on)},
            kind=_("Meeting"),
            detail=row.what,
            source=row.confirmed_by.full_name if row.confirmed_by else "",
            clause=Clause.M4,
        )
        for row in rows.select_related("postponement__moved_to", "confirmed_by")
    ]
