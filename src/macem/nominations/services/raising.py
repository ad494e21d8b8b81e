"""Raising: once per person, clause and body of evidence."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.nominations.facts import gather
from macem.nominations.models import Nomination
from macem.people.models import FactsChanged, Person
from macem.protocol.evidence import RAISING, is_new
from macem.protocol.pathway import DECIDED_BY, PART_OF_CRITERION
from macem.protocol.vocabulary import Decision, Part, Role

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
            raised.append(_raise(panel, person, decision, records, by, at))
    return raised


def drain_changed_facts(*, at: datetime | None = None) -> int:
    """Evaluate everybody about whom a fact changed. Returns how many people; run every minute and nightly.

    One transaction a person, so that a fault with one keeps nobody else waiting; two workers share the work.
    """
    at = at or clock.now()
    waiting = FactsChanged.objects.filter(handled_at=None).values_list("person_id", flat=True).distinct()
    return sum(_drain(person_id, at) for person_id in list(waiting))


@transaction.atomic
def _drain(person_id: int, at: datetime) -> bool:
    changes = FactsChanged.objects.select_for_update(skip_locked=True).filter(
        person_id=person_id, handled_at=None
    )
    taken = [change.pk for change in changes]
    if not taken:
        return False
    person = Person.objects.get(pk=person_id)
    for panel in _panels_of(person):
        evaluate(panel=panel, person=person, at=at)
    FactsChanged.objects.filter(pk__in=taken).update(handled_at=at)
    return True


def _panels_of(person: Person) -> list[Panel]:
    """Return the panels of which somebody may see the person: those whose roles hold a grant."""
    principals = AccessGrant.objects.filter(subject_id=person.pk, principal__startswith="p")
    numbers = {int(name[1:].split(":")[0]) for name in principals.values_list("principal", flat=True)}
    return list(Panel.objects.filter(pk__in=numbers).order_by("pk"))


def _raise(
    panel: Panel, person: Person, decision: Decision, records: tuple[str, ...], by: Actor, at: datetime
) -> Nomination:
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
        figures=_plain({**decision.figures, "missing": list(decision.missing)}),
        evidence=list(records),
        evidence_digest=hashlib.sha256(json.dumps(sorted(records)).encode()).hexdigest(),
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
