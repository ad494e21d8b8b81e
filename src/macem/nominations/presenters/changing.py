"""A decision about to be changed: what stands, and the form of the one that takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from macem.gate import clock
from macem.nominations.forms import ChangeForm, Choices
from macem.nominations.models import NominationDecision
from macem.nominations.presenters.decisions import DecisionPresenter
from macem.nominations.reading import Uses, latest_decision
from macem.nominations.surroundings import surroundings
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.pathway import needs_service_manager
from macem.protocol.ramm import may_be_changed
from macem.protocol.vocabulary import Answer, Body, Clause, Part


@dataclass(frozen=True)
class ChangePage:
    """``refusal``: why the decision may not be changed any more; blank where it may."""

    decision: NominationDecision
    person: PersonPresenter
    standing: DecisionPresenter
    form: ChangeForm
    refusal: str


def change_page(decision: NominationDecision, user: Any, data: Mapping[str, Any] | None = None) -> ChangePage:
    """Return the page on which ``user`` changes a decision; the form shows what stands, or what was sent."""
    panel, subject_id = decision.panel, decision.subject_id
    latest = latest_decision(panel, subject_id, decision.body)
    if latest is not None and latest.pk == decision.pk:
        allowed = Uses.of(panel, [decision], clock.now()).may_be_changed(decision)
    else:
        allowed = may_be_changed(decision.outcome, replaced=True, used=False)
    mash = surroundings([subject_id], user, panel, None)[subject_id].mash
    met = [Clause(row.clause) for row in decision.nominations.all() if row.answer is Answer.MET]
    person = PersonPresenter(Person.objects.visible_to(user).with_names().get(pk=subject_id))
    return ChangePage(
        decision=decision,
        person=person,
        standing=DecisionPresenter(decision),
        form=ChangeForm(
            data,
            body=decision.body,
            choices=Choices.at(panel),
            strict=needs_service_manager(mash[0] if mash else None, met),
            part=decision.part if decision.body is Body.RAMM and decision.part else Part.CHILD_1A,
            initial=_as_it_stands(decision),
        ),
        refusal="" if allowed.met else allowed.reason,
    )


def _as_it_stands(decision: NominationDecision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome.value,
        "goes_to": f"{decision.part.value}:{decision.meeting_id}" if decision.meeting_id else "",
        "reason": decision.reason,
        "manager": decision.manager_id or "",
        "manager_reason": decision.manager_reason,
        "more_from": decision.more_from_id or "",
        "more_by": decision.more_by,
        "question": DecisionPresenter(decision).question,
    }
