"""Saving the rows of a list that were decided on: each for itself, so that one fault holds up no other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite
from macem.nominations import services
from macem.nominations.forms import Choices, DecisionForm
from macem.nominations.models import NominationDecision
from macem.nominations.presenters.assembling import ListReading
from macem.nominations.presenters.listing import ListPage
from macem.nominations.presenters.rows import Conflict, Row
from macem.nominations.reading import latest_decision
from macem.nominations.services import Seen
from macem.nominations.services.deciding import DECIDED_MEANWHILE
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import RammOutcome

SEEN = "-seen"


@dataclass(frozen=True)
class Saved:
    """What came of saving: how many decisions, and the page with whatever is still missing."""

    number: int
    page: ListPage
    is_whole: bool

    @property
    def words(self) -> str:
        words = ngettext("%(n)d decision is saved.", "%(n)d decisions are saved.", self.number)
        return words % {"n": self.number}


@dataclass(frozen=True)
class Fault:
    """Why one row was not saved: its form with its errors, and the refusal where a service gave one."""

    person: PersonPresenter
    form: DecisionForm
    refusal: NotNow | None = None

    @property
    def conflict(self) -> Conflict | None:
        """The decision that somebody else made first, beside what was chosen here."""
        if isinstance(self.refusal, StaleWrite) and isinstance(self.refusal.theirs, NominationDecision):
            return Conflict.of(self.person, self.refusal.reason, self.refusal.theirs, self.form)
        return None


def save_rows(reading: ListReading, data: Mapping[str, Any], by: Actor) -> Saved:
    """Record the decision of every row in which one was chosen (P5).

    What lacks something, or met another's decision, is not saved and stays as it was typed: the page that
    comes back asks for it. Raises :class:`Refused` where ``by`` does not decide.
    """
    number = 0
    faults: dict[str, Fault] = {}
    page = reading.page(data=data)
    for row in page.to_decide:
        fault = save_row(reading, row, by)
        if fault is not None:
            faults[row.key] = fault
        elif row.form is not None and row.form.chosen is not None:
            number += 1
    faults |= _decided_before(reading, page, data)
    again = reading.page(data=data if faults else None)
    return Saved(number, with_faults(again, faults), is_whole=not faults)


def save_row(reading: ListReading, row: Row, by: Actor) -> Fault | None:
    """Record the decision of one row, if one was chosen; return why not, if it was not recorded."""
    form = row.form
    if form is None:
        return None
    if not form.is_valid():
        return Fault(row.person, form)
    if form.chosen is None:
        return None
    try:
        with transaction.atomic():
            services.decide(
                panel=reading.panel,
                person=row.person.person,
                body=reading.body,
                proposed=form.proposed(),
                seen=form.seen_then,
                by=by,
            )
    except NotNow as refusal:
        return Fault(row.person, form, refusal)
    return None


def with_faults(page: ListPage, faults: Mapping[str, Fault]) -> ListPage:
    """Say in the rows of a page, read again, why they were not saved; everything typed is still there."""
    for row in page.to_decide:
        fault = faults.get(row.key)
        if row.form is not None and fault is not None:
            _say(row, row.form, fault)
    return replace(page, conflicts=[one for fault in faults.values() if (one := fault.conflict)])


def _say(row: Row, form: DecisionForm, fault: Fault) -> None:
    if not form.is_valid() or fault.refusal is None:
        return
    form.strict = form.strict or form.chosen is RammOutcome.NOT_NOW
    form.stand_on(Seen.of(row.nominations, row.last))
    form.add_error("outcome", f"{row.person.name}: {fault.refusal.reason}")


def _decided_before(reading: ListReading, page: ListPage, data: Mapping[str, Any]) -> dict[str, Fault]:
    """Return the rows that were sent of people on whom somebody else decided before this was sent."""
    here = {row.key for row in page.to_decide}
    sent = {key.removesuffix(SEEN) for key in data if key.endswith(SEEN)} - here
    chosen = [key for key in sent if data.get(f"{key}-outcome")]
    if not chosen:
        return {}
    people = Person.objects.visible_to(reading.user).filter(subject__reference__in=chosen).with_names()
    choices = Choices.at(reading.panel)
    found = {}
    for person in people:
        shown = PersonPresenter(person)
        form = DecisionForm(data, prefix=shown.reference, body=reading.body, choices=choices)
        latest = latest_decision(reading.panel, person.pk, reading.body)
        if form.is_valid() and latest is not None:
            refusal = StaleWrite(DECIDED_MEANWHILE, theirs=latest, yours=form.proposed())
            found[shown.reference] = Fault(shown, form, refusal)
    return found
