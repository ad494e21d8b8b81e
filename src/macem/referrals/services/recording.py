"""NRM referrals (clause C1), and strategy meetings and section 47 enquiries (clause P3)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.people import services as people
from macem.people.models import Person
from macem.protocol import referral as rules
from macem.protocol.vocabulary import Clause
from macem.referrals import policies
from macem.referrals.models import NrmReferral, StrategyMeeting


@transaction.atomic
def record_nrm_referral(
    *,
    person: Person,
    responder: str,
    number: str,
    submitted_on: date,
    by: Actor,
    withdrawn_on: date | None = None,
    at: datetime | None = None,
) -> NrmReferral:
    """Record a referral to the National Referral Mechanism: by which first responder, when (clause C1).

    Raises :class:`Refused`; :class:`NotNow` for days in the future or in the wrong order.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, person.pk)
    require(rules.nrm_may_be_recorded(responder, submitted_on, withdrawn_on, clock.local_date(at)))
    nrm = NrmReferral.objects.create(
        subject_id=person.pk,
        responder=responder.strip(),
        number=number.strip(),
        submitted_on=submitted_on,
        withdrawn_on=withdrawn_on,
        recorded_by=policies.person_behind(by, to="record an NRM referral"),
        recorded_at=at,
    )
    people.note_facts_changed(person_id=person.pk, what="NRM referral", at=at)
    audit.record("nrm_referral_recorded", by=by, at=at, obj=nrm, subject_id=person.pk)
    return nrm


@transaction.atomic
def withdraw_nrm_referral(
    *, nrm: NrmReferral, withdrawn_on: date, by: Actor, at: datetime | None = None
) -> NrmReferral:
    """Record the day on which an NRM referral was withdrawn; from then on it no longer stands (clause C1).

    Raises :class:`Refused`; :class:`NotNow` where it was withdrawn already or the day cannot be right.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, nrm.subject_id)
    locked = NrmReferral.objects.select_for_update().get(pk=nrm.pk)
    if locked.withdrawn_on is not None:
        raise NotNow(_("This NRM referral is recorded as withdrawn already."), clause=Clause.C1.value)
    require(rules.nrm_dates(locked.submitted_on, withdrawn_on, clock.local_date(at)))
    locked.withdrawn_on = withdrawn_on
    locked.save(update_fields=["withdrawn_on"])
    people.note_facts_changed(person_id=locked.subject_id, what="NRM referral", at=at)
    audit.record("nrm_referral_withdrawn", by=by, at=at, obj=locked, subject_id=locked.subject_id)
    return locked


@transaction.atomic
def record_strategy_meeting(
    *,
    person: Person,
    held_on: date,
    section_47: bool,
    outcome: str,
    by: Actor,
    at: datetime | None = None,
) -> StrategyMeeting:
    """Record a strategy meeting, whether it opened a section 47 enquiry, and its outcome (clause P3).

    Raises :class:`Refused`; :class:`NotNow` for a day in the future or without an outcome.
    """
    at = at or clock.now()
    policies.check_can_record_strategy(by, person.pk)
    require(rules.strategy_meeting(held_on, outcome, clock.local_date(at)))
    meeting = StrategyMeeting.objects.create(
        subject_id=person.pk,
        held_on=held_on,
        section_47=section_47,
        outcome=outcome.strip(),
        recorded_by=policies.person_behind(by, to="record a strategy meeting"),
        recorded_at=at,
    )
    audit.record(
        "strategy_meeting_recorded", by=by, at=at, obj=meeting, subject_id=person.pk, section_47=section_47
    )
    return meeting
