"""Deciding: one decision uses up all that is open about a person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.agencies.policies import roles_of
from macem.audit import services as audit
from macem.cases.services import open_case
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.nominations import policies
from macem.nominations.facts import Gathered, gather
from macem.nominations.models import DecidedNomination, Nomination, NominationDecision
from macem.people.models import Person
from macem.protocol.part_two import PartTwoDecision, part_two_decision
from macem.protocol.pathway import RammDecision, ramm_decision
from macem.protocol.vocabulary import Answer, Body, Clause, Decision, Part, RammOutcome, Role
from macem.schedule.models import Meeting
from macem.schedule.reading import next_meeting


@dataclass(frozen=True)
class Proposed:
    """What is about to be recorded: the outcome and what it asks for."""

    outcome: RammOutcome
    part: Part | None = None
    meeting: Meeting | None = None
    reason: str = ""
    manager: User | None = None
    manager_reason: str = ""
    more_from: Agency | None = None
    more_by: date | None = None


@transaction.atomic
def decide(
    *, panel: Panel, person: Person, proposed: Proposed, by: Actor, at: datetime | None = None
) -> NominationDecision:
    """Record what the RAMM (or for Part 2 the intelligence DS) decided on all that is open (P5, I2).

    "To MACEM" opens the case for the next meeting. "Not now" against a level 4 or a criterion of Part 1a
    needs a service manager's reason. Raises :class:`Refused`; :class:`NotNow` where something is missing or
    nothing is open any more.
    """
    at = at or clock.now()
    locked = Person.objects.select_for_update().get(pk=person.pk)
    open_now = list(Nomination.objects.get_queryset().open().filter(panel=panel, subject_id=locked.pk))
    if not open_now:
        raise NotNow("Nothing is open about this person: somebody has decided in the meantime.")
    body = open_now[0].body
    policies.check_can_decide(by, panel, body)
    meeting = proposed.meeting
    if meeting is None and proposed.outcome is RammOutcome.TO_MACEM:
        meeting = next_meeting(panel, clock.local_date(at))
    part = Part.ADULT_2 if body is Body.INTELLIGENCE_DS else proposed.part
    gathered = gather(panel, locked, at)
    require(_allowed(proposed, body, part, meeting, panel, gathered, open_now, at))
    decision = NominationDecision.objects.create(
        panel=panel,
        subject_id=locked.pk,
        body=body,
        outcome=proposed.outcome,
        part=part or "",
        meeting=meeting,
        reason=proposed.reason.strip(),
        manager=proposed.manager,
        manager_reason=proposed.manager_reason.strip(),
        more_from=proposed.more_from,
        more_by=proposed.more_by,
        decided_by_id=by.person_id,
        decided_at=at,
    )
    DecidedNomination.objects.bulk_create(
        DecidedNomination(decision=decision, nomination=nomination) for nomination in open_now
    )
    if proposed.outcome is RammOutcome.TO_MACEM and part is not None:
        open_case(person=locked, panel=panel, part=part, level_at_entry=gathered.level, by=by, at=at)
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


def _allowed(
    proposed: Proposed,
    body: Body,
    part: Part | None,
    meeting: Meeting | None,
    panel: Panel,
    gathered: Gathered,
    open_now: list[Nomination],
    at: datetime,
) -> Decision:
    """Ask the protocol, with the criteria that are met now or were when the nominations were raised."""
    today = clock.local_date(at)
    ask_whom = proposed.more_from.name if proposed.more_from else ""
    if body is Body.INTELLIGENCE_DS:
        return part_two_decision(
            PartTwoDecision(
                outcome=proposed.outcome,
                reason=proposed.reason,
                meeting=meeting.on if meeting else None,
                ask_whom=ask_whom,
                answer_by=proposed.more_by,
            ),
            today=today,
        )
    met = {Clause(nomination.clause) for nomination in open_now if nomination.answer is Answer.MET}
    met |= {decision.clause for decision in gathered.evaluation.decisions if decision.met}
    manager_roles: tuple[Role, ...] = ()
    if proposed.manager is not None:
        manager_roles = tuple(roles_of(proposed.manager.pk, panel=panel, at=at))
    return ramm_decision(
        RammDecision(
            outcome=proposed.outcome,
            reason=proposed.reason,
            part=part,
            meeting=meeting.on if meeting else None,
            service_manager_reason=proposed.manager_reason,
            service_manager_roles=manager_roles,
            ask_whom=ask_whom,
            answer_by=proposed.more_by,
        ),
        mash_level=gathered.mash_level,
        criteria_met=sorted(met),
        today=today,
    )
