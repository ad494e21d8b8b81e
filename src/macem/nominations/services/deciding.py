"""Deciding: one decision uses up all that is open about a person; another may take its place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.cases.models import Case
from macem.cases.querysets import side_of
from macem.cases.services import open_case, take_back_case
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.nominations import policies, reading
from macem.nominations.models import DecidedNomination, Nomination, NominationDecision
from macem.nominations.services.asking import ask, close_questions
from macem.nominations.services.proposing import Proposed, Seen, Weighed, weigh
from macem.people.models import Person
from macem.protocol.vocabulary import Body, RammOutcome

DECIDED_MEANWHILE = "Somebody else has decided in the meantime. Nothing of yours was saved: look at both."
NEW_EVIDENCE = "New evidence came in while you were deciding. Look at it, then save again."
CHANGED_MEANWHILE = "Somebody else has changed this decision in the meantime. Nothing of yours was saved."


@transaction.atomic
def decide(
    *,
    panel: Panel,
    person: Person,
    proposed: Proposed,
    by: Actor,
    body: Body | None = None,
    seen: Seen | None = None,
    at: datetime | None = None,
) -> NominationDecision:
    """Record what the RAMM (or for Part 2 the intelligence DS) decided on all that is open (P5, I2).

    "To MACEM" opens the case for the next meeting. "Not now" against a level 4 or a criterion of Part 1a
    needs a service manager's reason, which the chair sees. "More information" puts the question to the
    agency. ``body``: for whom; by default for whom something is open. ``seen``: what the decider had before
    them. Raises :class:`Refused`; :class:`NotNow` where something is missing or nothing is open any more;
    :class:`StaleWrite` where somebody else has decided, or evidence has come, since ``seen``.
    """
    at = at or clock.now()
    locked = Person.objects.select_for_update().get(pk=person.pk)
    open_now = reading.open_about(panel, locked.pk, body)
    body = body or (open_now[0].body if open_now else Body.RAMM)
    policies.check_can_decide(by, panel, body)
    latest = reading.latest_decision(panel, locked.pk, body)
    if seen is not None:
        _check_seen(seen, open_now, latest, proposed)
    if not open_now:
        raise NotNow("Nothing is open about this person: somebody has decided in the meantime.")
    weighed = weigh(panel=panel, person=locked, body=body, nominations=open_now, proposed=proposed, at=at)
    require(weighed.allowed())
    decision = _record(weighed, locked, open_now, by=by)
    audit.record(
        "nomination_decided",
        by=by,
        at=at,
        obj=decision,
        subject_id=locked.pk,
        outcome=proposed.outcome.value,
        nominations=[nomination.pk for nomination in open_now],
    )
    return decision


@transaction.atomic
def change_decision(
    *,
    decision: NominationDecision,
    proposed: Proposed,
    why: str,
    by: Actor,
    at: datetime | None = None,
) -> NominationDecision:
    """Put another decision in the place of one that no meeting has made use of yet (P5, I2).

    It covers what the earlier one decided and all that is open now; the earlier one stays to be read. A case
    that it opened is taken back where the person does not go to MACEM after all. Raises :class:`Refused`;
    :class:`NotNow` where the protocol says no; :class:`StaleWrite` where somebody else was first.
    """
    at = at or clock.now()
    locked = Person.objects.select_for_update().get(pk=decision.subject_id)
    earlier = NominationDecision.objects.select_related("panel", "meeting").get(pk=decision.pk)
    panel, body = earlier.panel, earlier.body
    policies.check_can_decide(by, panel, body)
    latest = reading.latest_decision(panel, locked.pk, body)
    if latest is not None and latest.pk != earlier.pk:
        raise StaleWrite(CHANGED_MEANWHILE, theirs=latest, yours=proposed)
    require(reading.Uses.of(panel, [earlier], at).may_be_changed(earlier, why))
    covered = {
        row.pk: row for row in (*earlier.nominations.all(), *reading.open_about(panel, locked.pk, body))
    }
    nominations = [covered[pk] for pk in sorted(covered)]
    weighed = weigh(panel=panel, person=locked, body=body, nominations=nominations, proposed=proposed, at=at)
    require(weighed.allowed())
    if earlier.outcome is RammOutcome.TO_MACEM and proposed.outcome is not RammOutcome.TO_MACEM:
        _take_back(earlier, by=by, at=at)
    decided = _record(weighed, locked, nominations, by=by, replaces=earlier, why=why.strip())
    audit.record(
        "nomination_decision_changed",
        by=by,
        at=at,
        obj=decided,
        subject_id=locked.pk,
        replaces=earlier.pk,
        outcome=proposed.outcome.value,
    )
    return decided


def _check_seen(
    seen: Seen, open_now: Sequence[Nomination], latest: NominationDecision | None, proposed: Proposed
) -> None:
    """Raise :class:`StaleWrite` where the row is no longer the one that the decider saw."""
    if (latest.pk if latest else 0) != seen.decision:
        raise StaleWrite(DECIDED_MEANWHILE, theirs=latest, yours=proposed)
    if open_now and Seen.of(open_now, latest) != seen:
        raise StaleWrite(NEW_EVIDENCE, theirs=None, yours=proposed)


def _record(
    weighed: Weighed,
    person: Person,
    nominations: Sequence[Nomination],
    *,
    by: Actor,
    replaces: NominationDecision | None = None,
    why: str = "",
) -> NominationDecision:
    """Write the decision with what follows from it: the case opened, the question put."""
    proposed, at = weighed.proposed, weighed.at
    close_questions(panel=weighed.panel, subject_id=person.pk, body=weighed.body, at=at)
    decision = NominationDecision.objects.create(
        panel=weighed.panel,
        subject_id=person.pk,
        body=weighed.body,
        outcome=proposed.outcome,
        part=weighed.part or "",
        meeting=weighed.meeting,
        reason=proposed.reason.strip(),
        manager=proposed.manager,
        manager_reason=proposed.manager_reason.strip(),
        more_from=proposed.more_from,
        more_by=proposed.more_by,
        shown_to_chair=weighed.shown_to_chair,
        replaces=replaces,
        change_reason=why,
        decided_by_id=by.person_id,
        decided_at=at,
    )
    DecidedNomination.objects.bulk_create(
        DecidedNomination(decision=decision, nomination=nomination) for nomination in nominations
    )
    if proposed.outcome is RammOutcome.TO_MACEM and weighed.part is not None:
        level = weighed.gathered.level
        open_case(person=person, panel=weighed.panel, part=weighed.part, level_at_entry=level, by=by, at=at)
    if proposed.outcome is RammOutcome.MORE_INFORMATION:
        ask(decision=decision, text=proposed.question, by=by, at=at)
    return decision


def _take_back(decision: NominationDecision, *, by: Actor, at: datetime) -> None:
    """Take back the case that a decision opened."""
    case = Case.objects.filter(
        subject_id=decision.subject_id,
        panel=decision.panel,
        part__in=side_of(decision.part),
        closed_at=None,
    ).first()
    if case is not None:
        take_back_case(case=case, by=by, at=at)
