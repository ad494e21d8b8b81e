"""What stands on a person's page, part by part. Each part reads what its reader may see."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from macem.agencies.policies import roles_of
from macem.casefile.absences import Absences
from macem.casefile.gathering import Timeline, gather
from macem.casefile.policies import SEEN_BY_READERS
from macem.casefile.standing import Standing
from macem.casefile.tasks import Tasks
from macem.nominations.presenters import CriterionPresenter, criteria_of
from macem.people import numbers
from macem.people.models import Identifier, Person
from macem.people.presenters import About, PersonPresenter
from macem.protocol.vocabulary import Answer
from macem.referrals.summary import Safeguarding, safeguarding
from macem.sharing.presenters import SharingPresenter


@dataclass(frozen=True)
class NumberPresenter:
    """A number of another system, and what looks odd about it."""

    identifier: Identifier

    @property
    def id(self) -> int:
        return self.identifier.pk

    @property
    def kind(self) -> str:
        return self.identifier.kind.label

    @property
    def value(self) -> str:
        return self.identifier.value

    @property
    def odd(self) -> str:
        return numbers.warning(self.identifier.kind, self.identifier.value)


@dataclass(frozen=True)
class PersonPage:
    """One person as ``user`` may see them; ``kind`` and ``limit`` say what the timeline shows."""

    record: Person
    user: Any
    kind: str = ""
    limit: int | None = None

    @cached_property
    def person(self) -> PersonPresenter:
        return PersonPresenter(self.record)

    @property
    def summary(self) -> str:
        """Age and reference in a line, and that the panel does not hold the case (clause P9)."""
        return _("%(age)s, %(reference)s. The panel does not hold the case; whoever is named below does.") % {
            "age": self.person.age_line,
            "reference": self.person.reference,
        }

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.record, self.user)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(self.person, self.user)

    @cached_property
    def criteria(self) -> list[CriterionPresenter]:
        return criteria_of(self.person.id, self.person.reference, self.user)

    @property
    def criteria_met(self) -> int:
        return sum(row.nomination.answer is Answer.MET for row in self.criteria)

    @property
    def criteria_to_ask(self) -> int:
        return len(self.criteria) - self.criteria_met

    @cached_property
    def absences(self) -> Absences:
        return Absences.of(self.person.id, self.user)

    @cached_property
    def safeguarding(self) -> Safeguarding:
        return safeguarding(self.person.id, self.user)

    @cached_property
    def sharing(self) -> SharingPresenter:
        return SharingPresenter.of(self.person.id, self.person.reference, self.user)

    @cached_property
    def numbers(self) -> list[NumberPresenter]:
        rows = Identifier.objects.visible_to(self.user).filter(person=self.record, until=None)
        return [NumberPresenter(row) for row in rows]

    @cached_property
    def about(self) -> About:
        return About(self.record, self.user)

    @cached_property
    def may_see_who_opened_it(self) -> bool:
        return bool(roles_of(self.user.pk) & set(SEEN_BY_READERS))

    @cached_property
    def timeline(self) -> Timeline:
        return Timeline(gather(self.person.id, self.user), self.kind, self.limit)
