"""Raising: once per person, clause and body of evidence."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.nominations import policies
from macem.nominations.details import changes_of, figures_of, happened_on
from macem.nominations.facts import Gathered, gather
from macem.nominations.models import Nomination
from macem.people.models import FactsChanged, Person
from macem.protocol.evidence import RAISING, is_new
from macem.protocol.pathway import DECIDED_BY, PART_OF_CRITERION
from macem.protocol.vocabulary import Body, Decision, Part, Role

JOB = Actor.job("nominations")
RAMM_SEES = (Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT, Role.CHAIR, Role.VICE_CHAIR)
PART_TWO_SEES = (Role.INTELLIGENCE_DS, *RAMM_SEES)


@transaction.atomic
def evaluate(
    *, panel: Panel, person: Person, by: Actor = JOB, at: datetime | None = None
) -> list[Nomination]:
    """Ask every criterion about one person and raise what is new (C1 to C7; P2 for a MASH level 4).

    Both "met" and "may be met" are put before people, the latter with what is missing. Evidence that an
    earlier nomination of the same clause rested on raises no other. Returns the nominations raised now.
    """
    at = at or clock.now()
    Person.objects.select_for_update().get(pk=person.pk)
    gathered = gather(panel, person, at)
    raised = []
    for decision in gathered.answers():
        records = gathered.records.get(decision.clause, ())
        earlier = Nomination.objects.filter(
            panel=panel, subject_id=person.pk, clause=decision.clause.value
        ).values_list("evidence", flat=True)
        if decision.answer in RAISING and is_new(records, list(earlier)):
            raised.append(_raise(panel, person, gathered, decision, records, by, at))
    return raised


@dataclass(frozen=True)
class Evaluated:
    """How many people were evaluated, and how many nominations that raised."""

    people: int
    raised: int


def drain_changed_facts(*, at: datetime | None = None) -> int:
    """Evaluate everybody about whom a fact changed. Returns how many people; run every minute and nightly.

    One transaction a person, so that a fault with one keeps nobody else waiting; two workers share the work.
    """
    at = at or clock.now()
    return sum(_drain(person_id, at) for person_id in _waiting())


@transaction.atomic
def evaluate_waiting(*, panel: Panel, by: Actor, at: datetime | None = None) -> Evaluated:
    """Evaluate at once whom ``by`` sees at ``panel`` and about whom a fact changed, rather than in a minute.

    What this reader or this panel may not see of somebody stays for the worker, who evaluates them again:
    that raises nothing twice. Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_decide(by, panel, Body.RAMM)
    sees_part_two = policies.sees_part_two(by, panel)
    people = raised = 0
    for person_id in _waiting():
        taken = _take(person_id)
        person = Person.objects.get(pk=person_id)
        panels = _panels_of(person)
        if not taken or panel not in panels:
            continue
        people += 1
        raised += len(evaluate(panel=panel, person=person, by=by, at=at))
        if sees_part_two and panels == [panel]:
            FactsChanged.objects.filter(pk__in=taken).update(handled_at=at)
    audit.record("facts_evaluated", by=by, at=at, obj=panel, people=people, raised=raised)
    return Evaluated(people, raised)


@transaction.atomic
def _drain(person_id: int, at: datetime) -> bool:
    taken = _take(person_id)
    if not taken:
        return False
    person = Person.objects.get(pk=person_id)
    for panel in _panels_of(person):
        evaluate(panel=panel, person=person, at=at)
    FactsChanged.objects.filter(pk__in=taken).update(handled_at=at)
    return True


def _waiting() -> list[int]:
    rows = FactsChanged.objects.filter(handled_at=None)
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def _take(person_id: int) -> list[int]:
    """Lock the changes of a fact about somebody that nobody else has in hand; return their keys."""
    rows = FactsChanged.objects.select_for_update(skip_locked=True)
    return [change.pk for change in rows.filter(person_id=person_id, handled_at=None)]


def _panels_of(person: Person) -> list[Panel]:
    """Return the panels of which somebody may see the person: those whose roles hold a grant."""
    principals = AccessGrant.objects.filter(subject_id=person.pk, principal__startswith="p")
    numbers = {int(name[1:].split(":")[0]) for name in principals.values_list("principal", flat=True)}
    return list(Panel.objects.filter(pk__in=numbers).order_by("pk"))


def _raise(
    panel: Panel,
    person: Person,
    gathered: Gathered,
    decision: Decision,
    records: tuple[str, ...],
    by: Actor,
    at: datetime,
) -> Nomination:
    figures = figures_of(gathered, decision)
    part = PART_OF_CRITERION.get(decision.clause, Part.CHILD_1A)
    second = part is Part.ADULT_2
    sees = PART_TWO_SEES if second else RAMM_SEES
    grant_access(
        subject_id=person.pk,
        to=[Principal.role(panel.pk, role, part_two=second) for role in sees],
        basis=f"nominated under {decision.clause.value}",
        source=f"{source_of(person)}:nominated",
        part=part,
        by=by,
        at=at,
    )
    nomination = Nomination.objects.create(
        panel=panel,
        subject_id=person.pk,
        clause=decision.clause.value,
        answer=decision.answer,
        part=part,
        body=DECIDED_BY[decision.clause],
        reason=decision.reason,
        figures=_plain({**figures, "missing": list(decision.missing)}),
        evidence=list(records),
        evidence_digest=hashlib.sha256(json.dumps(sorted(records)).encode()).hexdigest(),
        would_change=[[words, answer.value] for words, answer in changes_of(gathered, decision.clause)],
        happened_on=happened_on(decision.clause, figures),
        raised_at=at,
    )
    audit.record(
        "nomination_raised",
        by=by,
        at=at,
        obj=nomination,
        subject_id=person.pk,
        clause=decision.clause.value,
        answer=decision.answer.value,
    )
    return nomination


def _plain(figures: dict[str, object]) -> dict[str, object]:
    """Return figures as JSON holds them: dates and times as ISO text."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in figures.items()
    }
