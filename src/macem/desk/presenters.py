"""What somebody owes, in words: late, today and tomorrow, later."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.agencies.models import Panel
from macem.govuk.dates import day, long_date
from macem.govuk.parts import WorkGroup, WorkItem
from macem.protocol.vocabulary import Duty
from macem.schedule.distance import Distances, distances_at


@dataclass(frozen=True)
class YourWork:
    """The duties of one person, most urgent first, seen from today with the panel's working days."""

    duties: list[Duty]
    panel: Panel

    @cached_property
    def distances(self) -> Distances:
        return distances_at(self.panel)

    @property
    def today(self) -> str:
        return long_date(self.distances.today)

    @property
    def number(self) -> int:
        return len(self.duties)

    @property
    def number_words(self) -> str:
        return ngettext("You owe %(n)d thing", "You owe %(n)d things", self.number) % {"n": self.number}

    @property
    def late_words(self) -> str:
        """ "2 are late", or nothing."""
        late = len(self._late)
        return ngettext("%(n)d is late", "%(n)d are late", late) % {"n": late} if late else ""

    @property
    def soon_words(self) -> str:
        """ "2 are due by tomorrow", or nothing."""
        soon = len(self._soon)
        words = ngettext("%(n)d is due by %(day)s", "%(n)d are due by %(day)s", soon)
        return words % {"n": soon, "day": self.distances.next_words} if soon else ""

    @property
    def groups(self) -> list[WorkGroup]:
        """The work under its headings; a heading without work is left out by the component."""
        return [
            WorkGroup(_("Late"), self._items(self._late), late=True),
            WorkGroup(self.distances.soon_title, self._items(self._soon)),
            WorkGroup(_("Later"), self._items(self._later)),
        ]

    @cached_property
    def _late(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.due and self.distances.is_late(duty.due)]

    @cached_property
    def _soon(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.due and self.distances.is_soon(duty.due)]

    @cached_property
    def _later(self) -> list[Duty]:
        sooner = {*self._late, *self._soon}
        return [duty for duty in self.duties if duty not in sooner]

    def _items(self, duties: list[Duty]) -> list[WorkItem]:
        return [
            WorkItem(
                due=self._day(duty.due),
                distance=self.distances.words(duty.due) if duty.due else "",
                label=duty.title,
                url=duty.url,
                reason=duty.reason,
                late=duty.due is not None and self.distances.is_late(duty.due),
            )
            for duty in duties
        ]

    def _day(self, due: date | None) -> str:
        if due is None:
            return _("When you can")
        if due == self.distances.today:
            return _("Today")
        return day(due)
