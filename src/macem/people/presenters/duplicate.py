"""Two records that may be of one person, side by side."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from macem.gate.actor import Actor
from macem.govuk.dates import full_date
from macem.people import policies
from macem.people.finding import describe_person
from macem.people.likeness import Compared, compare
from macem.people.models import DuplicateAnswer, Person, PossibleDuplicate
from macem.people.presenters.person import PersonPresenter


@dataclass(frozen=True)
class DuplicatePresenter:
    """Both records as ``by`` may read them, and what the comparison says of that alone.

    Bring ``names``, ``identifiers``, ``addresses`` and ``current_holders`` of both along.
    """

    duplicate: PossibleDuplicate
    people: tuple[Person, Person]
    by: Actor

    @cached_property
    def records(self) -> tuple[PersonPresenter, PersonPresenter]:
        first, second = self.people
        return PersonPresenter(first), PersonPresenter(second)

    @cached_property
    def compared(self) -> Compared:
        first, second = (describe_person(person, by=self.by) for person in self.people)
        return compare(first, second)

    @property
    def speaks_for(self) -> list[str]:
        return [reason.sentence for reason in self.compared.reasons if reason.speaks_for]

    @property
    def speaks_against(self) -> list[str]:
        return [reason.sentence for reason in self.compared.reasons if not reason.speaks_for]

    @property
    def noted(self) -> str:
        return _("Noted on %(day)s, when the later record was made.") % {
            "day": full_date(self.duplicate.noted_at)
        }

    @property
    def rows(self) -> list[list[str]]:
        """One line a fact: its name, then what each record says."""
        shown = self.records
        return [
            [_("Name"), *(one.name for one in shown)],
            [_("Earlier names"), *(self._former(one) for one in shown)],
            [_("Born"), *(one.born_words for one in shown)],
            [_("Numbers"), *(self._numbers(person) for person in self.people)],
            [_("Who holds the case"), *(self._holder(person) for person in self.people)],
            [_("Here since"), *(full_date(person.recorded_at) for person in self.people)],
        ]

    @cached_property
    def answers(self) -> list["AnswerPresenter"]:
        rows = self.duplicate.answers.select_related("answered_by").order_by("-answered_at", "-pk")
        return [AnswerPresenter(row) for row in rows]

    @cached_property
    def _reads_former_names(self) -> bool:
        return policies.can_see_former_names(self.by)

    def _former(self, shown: PersonPresenter) -> str:
        if not self._reads_former_names:
            return _("Not needed for your role")
        return ", ".join(shown.former_names) or _("None recorded")

    @staticmethod
    def _numbers(person: Person) -> str:
        held = [one for one in person.identifiers.all() if one.until is None]
        return "; ".join(f"{one.kind.label} {one.value}" for one in held) or _("None recorded")

    @staticmethod
    def _holder(person: Person) -> str:
        holder = next(iter(person.current_holders), None)
        return f"{holder.worker_name}, {holder.agency.name}" if holder else _("Nobody recorded")


@dataclass(frozen=True)
class AnswerPresenter:
    """What somebody said of the two, and why."""

    answer: DuplicateAnswer

    @property
    def said(self) -> str:
        return _("The same person") if self.answer.same_person else _("Two people")

    @property
    def reason(self) -> str:
        return self.answer.reason

    @property
    def by(self) -> str:
        return _("%(who)s, %(day)s") % {
            "who": self.answer.answered_by.full_name,
            "day": full_date(self.answer.answered_at),
        }
