"""A person's timeline, gathered from every room that has something to tell."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from macem.actions import timeline as actions
from macem.cases import timeline as cases
from macem.gate import clock
from macem.govuk import parts
from macem.govuk.dates import full_date
from macem.govuk.parts import Link
from macem.intelligence import timeline as intelligence
from macem.meetings import timeline as meetings
from macem.missing import timeline as missing
from macem.nominations import timeline as nominations
from macem.people import timeline as people
from macem.protocol.vocabulary import TimelineEntry
from macem.referrals import timeline as referrals
from macem.sharing import timeline as sharing

TELLING = (
    people.entries,
    sharing.entries,
    cases.entries,
    actions.entries,
    referrals.entries,
    missing.entries,
    intelligence.entries,
    nominations.entries,
    meetings.entries,
)
"""What each room tells of a person, as ``entries(subject_id, user)``: only what ``user`` may see."""

END_OF_DAY = time(23, 59, 59)


def gather(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return everything that the rooms tell of a person, latest first."""
    found: list[TimelineEntry] = []
    for entries in TELLING:
        found += entries(subject_id, user)
    return sorted(found, key=_instant, reverse=True)


@dataclass(frozen=True)
class Timeline:
    """A person's timeline: everything, or one kind of entry; ``limit`` of them, or all."""

    entries: list[TimelineEntry]
    kind: str = ""
    limit: int | None = None

    @cached_property
    def chosen(self) -> list[TimelineEntry]:
        return [entry for entry in self.entries if not self.kind or slugify(entry.kind) == self.kind]

    @cached_property
    def shown(self) -> list[parts.TimelineEntry]:
        return [_presented(entry) for entry in self.chosen[: self.limit]]

    @property
    def count(self) -> int:
        return len(self.entries)

    @property
    def earlier(self) -> int:
        """How many entries are left out."""
        return len(self.chosen) - len(self.shown)

    @property
    def earlier_url(self) -> str:
        return f"?show={self.kind}&all=1#timeline"

    @cached_property
    def chips(self) -> list[Link]:
        """A link for each kind of entry, the most frequent first, with how many there are."""
        counts: dict[str, int] = {}
        for entry in self.entries:
            counts[entry.kind] = counts.get(entry.kind, 0) + 1
        kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
        return [
            Link(_("Everything"), "?show=#timeline", current=not self.kind, count=self.count),
            *(
                Link(
                    kind,
                    f"?show={slugify(kind)}#timeline",
                    current=slugify(kind) == self.kind,
                    count=counts[kind],
                )
                for kind in kinds
            ),
        ]


def _presented(entry: TimelineEntry) -> parts.TimelineEntry:
    detail = entry.detail
    if entry.source:
        said = _("Source: %(source)s.") % {"source": entry.source}
        stop = "" if not detail or detail.endswith((".", "!", "?")) else "."
        detail = f"{detail}{stop} {said}".strip()
    return parts.TimelineEntry(
        when=full_date(_day(entry.when)),
        kind=entry.kind,
        title=entry.title,
        detail=detail,
        url=entry.url or "",
    )


def _day(when: date | datetime) -> date:
    return clock.local_date(_instant_of(when)) if isinstance(when, datetime) else when


def _instant_of(when: datetime) -> datetime:
    """A clock time without a zone is London's."""
    return when if when.tzinfo else when.replace(tzinfo=clock.LONDON)


def _instant(entry: TimelineEntry) -> datetime:
    """When an entry stands in the order: a day without a time comes after the times of that day."""
    if isinstance(entry.when, datetime):
        return _instant_of(entry.when)
    return datetime.combine(entry.when, END_OF_DAY, tzinfo=clock.LONDON)
