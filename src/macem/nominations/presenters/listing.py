"""The list of a week: who is to be decided, who waits for an answer, what was decided."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from macem.gate import clock
from macem.govuk.dates import full_date
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.rows import Conflict, Row, WaitingRow
from macem.protocol.ramm import week_of
from macem.protocol.vocabulary import Body


@dataclass(frozen=True)
class ListPage:
    """The list of ``week``, whose Monday it is. Of an earlier week only what was decided in it is told.

    ``waiting``: whom an earlier week asked about. ``facts_waiting``: how many people wait to be evaluated.
    ``conflicts``: decisions that somebody else made first.
    """

    body: Body
    week: date
    to_decide: list[Row]
    waiting: list[WaitingRow]
    decided: list[DecisionPresenter]
    may_decide: bool = False
    facts_waiting: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def is_this_week(self) -> bool:
        return self.week == week_of(clock.today())

    @property
    def second(self) -> bool:
        """Whether it is the intelligence DS's list for Part 2."""
        return self.body is Body.INTELLIGENCE_DS

    @property
    def title(self) -> str:
        words = _("Part 2 list, week of %(day)s") if self.second else _("RAMM list, week of %(day)s")
        return words % {"day": full_date(self.week)}

    @property
    def counts(self) -> str:
        """ "11 children: 6 decided, 5 to decide." """
        parts = [_("%(n)d decided") % {"n": len(self.decided)}]
        if self.is_this_week:
            parts.append(_("%(n)d to decide") % {"n": len(self.to_decide)})
        if self.waiting:
            parts.append(_("%(n)d waiting for an answer") % {"n": len(self.waiting)})
        return f"{self.people(self.count)}: {', '.join(parts)}."

    @property
    def count(self) -> int:
        return len(self.to_decide) + len(self.waiting) + len(self.decided)

    def people(self, number: int) -> str:
        """ "5 children"; on the list for Part 2 "5 people" """
        words = (
            ngettext("%(n)d person", "%(n)d people", number)
            if self.second
            else ngettext("%(n)d child", "%(n)d children", number)
        )
        return words % {"n": number}

    @property
    def caption(self) -> str:
        """ "To decide: 5 children" """
        return _("To decide: %(people)s") % {"people": self.people(len(self.to_decide))}

    @property
    def left(self) -> str:
        """ "2 children still to decide." """
        return _("%(people)s still to decide.") % {"people": self.people(len(self.to_decide))}

    @property
    def week_before(self) -> date:
        return self.week - timedelta(days=7)

    @property
    def week_after(self) -> date | None:
        """The next week, if it has begun."""
        return None if self.is_this_week else self.week + timedelta(days=7)

    @property
    def shown(self) -> list[int]:
        """The keys of everybody of whom the page tells, each once."""
        told = [row.person.id for row in self.to_decide] + [row.person.id for row in self.waiting]
        told += [row.person.id for row in self.decided if row.person is not None]
        return list(dict.fromkeys(told))
