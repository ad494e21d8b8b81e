"""Explain: an answer's clause, rule, figures and records, and what would change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.protocol_settings import settings_of
from macem.gate.actor import Actor
from macem.govuk.dates import full_date
from macem.nominations.models import Nomination
from macem.nominations.policies import can_decide
from macem.nominations.presenters.figures import named
from macem.nominations.presenters.headlines import Headline, headline
from macem.nominations.records import Record, records_behind
from macem.nominations.whom_to_ask import whom_to_ask
from macem.people.models import CaseHolder
from macem.protocol.rules import rule_of
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Answer, Clause


@dataclass(frozen=True)
class ChangePresenter:
    """ "5 of the 9 withdrawn" and "not met", which the criterion would then answer (blank for a decision)."""

    words: str
    answer: str = ""


@dataclass(frozen=True)
class Explanation:
    """One answer explained. ``as_of`` says of when it is; ``hidden``: records that the reader may not see."""

    clause: Clause
    reason: str
    rule: str
    figures: list[tuple[str, str]]
    records: list[Record] = field(default_factory=list)
    hidden: int = 0
    changes: list[ChangePresenter] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    as_of: str = ""

    @property
    def title(self) -> str:
        """ "C2, reported missing 5 or more times in 90 days" """
        label = self.clause.label
        return f"{self.clause.value}, {label if label[:2].isupper() else label[:1].lower() + label[1:]}"


@dataclass(frozen=True)
class CriterionPresenter:
    """One criterion that nominated somebody: its name, line, state and explanation, as on a person's page.

    ``ask``: who can say what it lacks; ``ask_url``: where a reader who decides asks them.
    """

    nomination: Nomination
    explanation: Explanation
    ask: str = ""
    ask_url: str = ""

    @property
    def name(self) -> str:
        return self.explanation.clause.label

    @property
    def clause(self) -> str:
        return _("Clause %(clause)s, %(part)s") % {
            "clause": self.nomination.clause,
            "part": self.nomination.part.label,
        }

    @property
    def line(self) -> Headline:
        return headline(self.nomination)

    @property
    def reason(self) -> str:
        return self.nomination.reason

    @property
    def answer(self) -> str:
        return self.nomination.answer.label

    @property
    def tag(self) -> str:
        return "info" if self.nomination.answer is Answer.MET else "ask"


def criteria_of(subject_id: int, reference: str, user: Any) -> list[CriterionPresenter]:
    """Return the latest nomination of each clause that ``user`` may see, explained."""
    rows = Nomination.objects.visible_to(user).filter(subject_id=subject_id).select_related("panel")
    latest = {row.clause: row for row in rows.order_by("raised_at", "pk")}
    shown = [latest[clause] for clause in sorted(latest)]
    behind = records_behind(shown, {subject_id: reference}, user)
    holders = CaseHolder.objects.visible_to(user).filter(person_id=subject_id, until=None)
    holder = holders.select_related("agency").first() if shown else None
    return [_criterion(row, behind, holder, reference, user) for row in shown]


def _criterion(
    row: Nomination, records: Mapping[str, Record], holder: CaseHolder | None, reference: str, user: Any
) -> CriterionPresenter:
    explanation = explain_nomination(row, records)
    if row.answer is not Answer.MAY_BE_MET:
        return CriterionPresenter(row, explanation)
    url = f"{reverse('nominations:decide', kwargs={'reference': reference})}?ask={row.clause}"
    may_ask = can_decide(Actor.user(user), row.panel, row.body)
    return CriterionPresenter(row, explanation, whom_to_ask(row, holder, records), url if may_ask else "")


def explain_nomination(
    nomination: Nomination, records: Mapping[str, Record], settings: MissingSettings | None = None
) -> Explanation:
    """Return a nomination explained as it was raised; ``records`` are those that the reader may see."""
    clause = Clause(nomination.clause)
    names = list(dict.fromkeys(nomination.evidence))
    seen = [records[name] for name in names if name in records]
    return Explanation(
        clause=clause,
        reason=nomination.reason,
        rule=rule_of(clause, settings or settings_of(nomination.panel).missing),
        figures=named(nomination.figures),
        records=seen,
        hidden=len(names) - len(seen),
        changes=[
            ChangePresenter(words, Answer(answer).label.lower()) for words, answer in nomination.would_change
        ],
        missing=list(nomination.figures.get("missing", [])),
        as_of=full_date(nomination.raised_at),
    )
