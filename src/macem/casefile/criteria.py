"""Why a person is here: the latest answer of each criterion, with its figures and its clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from macem.govuk.dates import full_date
from macem.nominations.models import Nomination
from macem.protocol.vocabulary import Answer, Clause


@dataclass(frozen=True)
class CriterionPresenter:
    """One criterion that nominated the person: its sentence, figures, records and clause."""

    nomination: Nomination

    @property
    def name(self) -> str:
        return Clause(self.nomination.clause).label

    @property
    def clause(self) -> str:
        return _("Clause %(clause)s, %(part)s") % {
            "clause": self.nomination.clause,
            "part": self.nomination.part.label,
        }

    @property
    def reason(self) -> str:
        return self.nomination.reason

    @property
    def answer(self) -> str:
        return self.nomination.answer.label

    @property
    def tag(self) -> str:
        return "info" if self.nomination.answer is Answer.MET else "ask"

    @property
    def raised(self) -> str:
        return full_date(self.nomination.raised_at)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The figures behind the answer, by name."""
        return _named(self.nomination.figures)

    @property
    def records(self) -> int:
        """How many records the answer rests on."""
        return len(self.nomination.evidence)


def criteria(subject_id: int, user: Any) -> list[CriterionPresenter]:
    """Return the latest nomination of each clause that ``user`` may see, in the order of the clauses."""
    rows = Nomination.objects.visible_to(user).filter(subject_id=subject_id).order_by("raised_at", "pk")
    latest = {row.clause: row for row in rows}
    return [CriterionPresenter(latest[clause]) for clause in sorted(latest)]


def _named(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name.replace("_", " "), _written(value))
        for name, value in figures.items()
        if value not in (None, [], "")
    ]


def _written(value: Any) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
