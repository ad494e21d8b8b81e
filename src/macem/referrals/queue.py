"""The MASH's queue: contacts and screenings to decide, and what is known beside each (clause P2)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.gate import clock
from macem.gate.actor import Actor
from macem.people.finding import Perhaps
from macem.referrals import known
from macem.referrals.models import EmergencyStop, Referral

LATELY = timedelta(days=28)


class Shown(StrEnum):
    """Which contacts the queue shows."""

    WAITING = "waiting"
    DECIDED = "decided"
    MINE = "mine"

    @property
    def label(self) -> str:
        return {
            Shown.WAITING: _("Waiting"),
            Shown.DECIDED: _("Decided this week"),
            Shown.MINE: _("Decided by you"),
        }[self]


@dataclass(frozen=True)
class Waiting:
    """One contact that waits, and what may be known of its child already."""

    referral: Referral
    records: Sequence[Perhaps] = ()
    alike: Sequence[Referral] = ()
    earlier: int = 0
    """How many contacts there were about the child whom it most likely is."""
    likely_reference: str = ""


@dataclass(frozen=True)
class Queue:
    """The contacts of one panel's MASH that ``user`` may see."""

    panel: Panel
    user: Any
    now: datetime = field(default_factory=clock.now)

    def rows(self, shown: Shown) -> "QuerySet[Referral]":
        """Return what is shown: harm now first, then what waits longest; or what was decided last first."""
        rows = Referral.objects.visible_to(self.user).filter(panel=self.panel)
        rows = rows.select_related("agency", "submitted_by", "screening__agency")
        if shown is Shown.WAITING:
            return rows.undecided().harm_now_first().prefetch_related("screening__answers")
        rows = rows.prefetch_related("decisions__decided_by").latest_decided_first()
        if shown is Shown.DECIDED:
            return rows.decided_since(self._monday())
        return rows.decided_by(self.user, since=self.now - LATELY)

    def waiting(self, rows: Sequence[Referral]) -> list[Waiting]:
        """Return what stands beside each of ``rows``, in a constant number of queries.

        Only people here and contacts that are likely of the same child are spoken of.
        """
        by = Actor.user(self.user)
        found = known.records_of(rows, by)
        alike = known.alike_among(rows, list(self.rows(Shown.WAITING)))
        likely = {
            row.pk: next((one for one in records if one.is_seen and one.likeness.wants_a_word), None)
            for row, records in zip(rows, found, strict=True)
        }
        earlier = self._contacts_about({one.subject_id for one in likely.values() if one})
        return [
            Waiting(
                row,
                [one for one in records if one.likeness.wants_a_word],
                alike[row.pk],
                *earlier.get(one.subject_id if (one := likely[row.pk]) else 0, (0, "")),
            )
            for row, records in zip(rows, found, strict=True)
        ]

    def emergencies(self) -> "QuerySet[EmergencyStop]":
        """Return whom the emergency route was shown to lately, and what followed, the latest first (P3)."""
        rows = EmergencyStop.objects.filter(panel=self.panel, stopped_at__gte=self.now - LATELY)
        return rows.select_related("agency", "stopped_for", "follow_up__recorded_by").order_by("-stopped_at")

    def _contacts_about(self, subject_ids: set[int]) -> dict[int, tuple[int, str]]:
        """Return, for each child, how many contacts there were, and the reference of their record."""
        rows = Referral.objects.visible_to(self.user).filter(subject_id__in=subject_ids).order_by()
        counted = rows.values_list("subject_id", "subject__reference").annotate(Count("pk"))
        return {subject_id: (count, reference) for subject_id, reference, count in counted}

    def _monday(self) -> datetime:
        today: date = clock.local_date(self.now)
        monday = today - timedelta(days=today.weekday())
        return datetime.combine(monday, time.min, tzinfo=clock.LONDON)
