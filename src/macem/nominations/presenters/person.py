"""One nominated person's page: the evidence explained, the decision, and what was decided before."""

from dataclasses import dataclass, replace
from typing import Any

from macem.agencies.models import Panel
from macem.confidentiality.models import Subject
from macem.gate import clock
from macem.nominations.forms import DecisionForm
from macem.nominations.models import NominationDecision
from macem.nominations.presenters.assembling import ListReading
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.presenters.explaining import CriterionPresenter, criteria_of
from macem.nominations.presenters.listing import ListPage
from macem.nominations.presenters.rows import Row, WaitingRow
from macem.nominations.reading import Uses
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Body


@dataclass(frozen=True)
class PersonPage:
    """``listed`` is the list of this week as far as it is about this person."""

    person: PersonPresenter
    reading: ListReading
    listed: ListPage
    criteria: list[CriterionPresenter]
    history: list[DecisionPresenter]

    @property
    def body(self) -> Body:
        return self.reading.body

    @property
    def row(self) -> Row | None:
        return next(iter(self.listed.to_decide), None)

    @property
    def waiting(self) -> WaitingRow | None:
        return next(iter(self.listed.waiting), None)

    @property
    def forms(self) -> list[DecisionForm]:
        return [self.row.form] if self.row is not None and self.row.form is not None else []

    def again(self, listed: ListPage) -> "PersonPage":
        """Return the page with the row as it came back from saving, its errors and what was typed."""
        return replace(self, listed=listed)


def person_page(panel: Panel, subject: Subject, user: Any, *, ask: str = "") -> PersonPage | None:
    """Return the page of somebody for ``user``: of the RAMM, else of the intelligence DS.

    None where nobody nominated them at this panel, as far as the reader sees. ``ask``: the clause whose
    missing facts the decision is to ask for.
    """
    criteria = criteria_of(subject.pk, subject.reference, user)
    rows = NominationDecision.objects.visible_to(user).at_panel(panel).filter(subject_id=subject.pk)
    decisions = list(rows.with_words().select_related("panel"))
    bodies = {row.nomination.body for row in criteria} | {row.body for row in decisions}
    if not bodies:
        return None
    readings = [ListReading(panel, body, user, only=subject.pk, ask=ask) for body in Body if body in bodies]
    reading = next((one for one in readings if one.may_decide), readings[0])
    person = Person.objects.visible_to(user).with_names().get(pk=subject.pk)
    return PersonPage(
        person=PersonPresenter(person),
        reading=reading,
        listed=reading.page(),
        criteria=criteria,
        history=_history(decisions, reading),
    )


def _history(decisions: list[NominationDecision], reading: ListReading) -> list[DecisionPresenter]:
    """Return every decision in words, the newest first; only the latest of its body may be changed."""
    uses = Uses.of(reading.panel, decisions, clock.now())
    replaced = {row.replaces_id for row in decisions}
    latest = [row.pk for row in decisions if row.body is reading.body and row.pk not in replaced][-1:]
    return [
        DecisionPresenter(
            row,
            may_change=reading.may_decide and row.pk in latest and uses.may_be_changed(row).met,
        )
        for row in reversed(decisions)
    ]
