"""Lists of people: which of them, and each in a row of words."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from macem.casefile.levels import LevelPresenter
from macem.cases.models import Case
from macem.cases.querysets import CaseQuerySet
from macem.gate import clock
from macem.gate.actor import Actor
from macem.govuk.parts import Link
from macem.people.models import Person
from macem.people.policies import can_see_former_names
from macem.people.presenters import PersonPresenter
from macem.people.querysets import PersonQuerySet


class Shown(StrEnum):
    """Which people a list shows."""

    OPEN = "open"
    CLOSED = "closed"
    OTHERS = "others"
    ALL = "all"

    @property
    def label(self) -> str:
        return {
            Shown.OPEN: _("Open at the panel"),
            Shown.CLOSED: _("Closed"),
            Shown.OTHERS: _("Not before the panel"),
            Shown.ALL: _("Everybody you may see"),
        }[self]


CHOSEN = {
    Shown.OPEN: Q(has_open=True),
    Shown.CLOSED: Q(has_open=False, has_closed=True),
    Shown.OTHERS: Q(has_open=False, has_closed=False),
    Shown.ALL: Q(),
}


@dataclass(frozen=True)
class PeopleList:
    """The children, or the adults, that ``user`` may see; the counts are of these and of nobody else."""

    people: PersonQuerySet
    user: Any
    shown: Shown

    @cached_property
    def with_state(self) -> PersonQuerySet:
        cases = Case.objects.visible_to(self.user).filter(person_id=OuterRef("pk"))
        return self.people.annotate(has_open=Exists(cases.open()), has_closed=Exists(cases.closed()))

    @cached_property
    def rows(self) -> PersonQuerySet:
        """The people chosen, by name, with everything that a row needs."""
        return with_row(self.with_state.filter(CHOSEN[self.shown]), self.user).by_name()

    @cached_property
    def chips(self) -> list[Link]:
        """A link for each choice, with how many people it shows."""
        counts = self.with_state.aggregate(
            **{each.value: Count("pk", filter=which) for each, which in CHOSEN.items() if which},
            all=Count("pk"),
        )
        return [
            Link(each.label, f"?show={each.value}", current=each is self.shown, count=counts[each.value])
            for each in Shown
        ]


def with_row(people: PersonQuerySet, user: Any) -> PersonQuerySet:
    """Bring along what :class:`RowPresenter` shows, in a constant number of queries."""
    cases: CaseQuerySet = Case.objects.visible_to(user).stays().with_levels()
    return people.with_names().with_holder(clock.now()).prefetch_related(Prefetch("cases", cases))


@dataclass(frozen=True)
class RowPresenter:
    """One person of a list."""

    record: Person
    former_too: bool

    @cached_property
    def person(self) -> PersonPresenter:
        return PersonPresenter(self.record)

    @cached_property
    def formerly(self) -> str:
        """Former names, for those with the right; else nothing."""
        names = ", ".join(self.person.former_names) if self.former_too else ""
        return _("Formerly %(names)s") % {"names": names} if names else ""

    @cached_property
    def case(self) -> Case | None:
        """The open case, else the one closed last."""
        cases = list(self.record.cases.all())
        return next((case for case in cases if case.is_open), cases[0] if cases else None)

    @property
    def state(self) -> str:
        """Where the person stands with the panel."""
        if self.case is None:
            return _("Not before the panel")
        return self.case.part.label if self.case.is_open else self.case.closure.kind.label

    @property
    def is_open(self) -> bool:
        return self.case is not None and self.case.is_open

    @cached_property
    def level(self) -> LevelPresenter:
        return LevelPresenter(self.case.level_now if self.case else None)

    @property
    def holder(self) -> str:
        """Who holds the case; empty where nobody is recorded, which is a fault (clause P9)."""
        return ", ".join(str(holder) for holder in self.record.current_holders)

    @property
    def turns_adult(self) -> bool:
        """Whether somebody known as a child may be 18 (clause P10): a flag, never a reason to drop them."""
        return self.person.is_child and self.person.may_be_adult


def presented(people: Any, user: Any) -> list[RowPresenter]:
    """Return a row for each person; former names only for those with the right."""
    former_too = can_see_former_names(Actor.user(user))
    return [RowPresenter(person, former_too) for person in people]
