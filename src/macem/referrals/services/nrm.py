"""NRM referrals and all that follows one: decisions, reconsideration, withdrawal, notes (clause C1)."""

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
from macem.protocol import nrm as rules
from macem.protocol import referral as referral_rules
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmNoteKind, NrmOutcome
from macem.referrals import policies
from macem.referrals.models import NrmDecision, NrmNote, NrmReconsideration, NrmReferral
from macem.referrals.nrm_cases import case_of, decided_of


@transaction.atomic
def record_nrm_referral(
    *,
    person: Person,
    responder: str,
    number: str,
    submitted_on: date,
    by: Actor,
    body: NrmBody | None = None,
    withdrawn_on: date | None = None,
    at: datetime | None = None,
) -> NrmReferral:
    """Record a referral to the National Referral Mechanism: by which first responder, when (clause C1).

    ``body`` decides on it; None: not known. An odd responder or body is recorded as given. Raises
    :class:`Refused`; :class:`NotNow` for days in the future or in the wrong order.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, person.pk)
    require(referral_rules.nrm_may_be_recorded(responder, submitted_on, withdrawn_on, clock.local_date(at)))
    nrm = NrmReferral.objects.create(
        subject_id=person.pk,
        responder=responder.strip(),
        number=number.strip(),
        submitted_on=submitted_on,
        body=body or "",
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
    require(referral_rules.nrm_dates(locked.submitted_on, withdrawn_on, clock.local_date(at)))
    _withdraw(locked, withdrawn_on, by, at)
    return locked


@transaction.atomic
def record_nrm_decision(
    *,
    nrm: NrmReferral,
    kind: NrmDecisionKind,
    outcome: NrmOutcome,
    body: NrmBody,
    decided_on: date,
    by: Actor,
    at: datetime | None = None,
) -> NrmDecision:
    """Record a decision on reasonable or conclusive grounds (clause C1). A day that looks odd is recorded.

    It answers the reconsideration that is open for the decision of this kind, if one is. "Withdrawn" also
    withdraws the referral. Raises :class:`Refused`; :class:`NotNow` for a day in the future.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, nrm.subject_id)
    locked = NrmReferral.objects.select_for_update().get(pk=nrm.pk)
    require(rules.decision_may_be_recorded(decided_on, clock.local_date(at)))
    asked = NrmReconsideration.objects.filter(decision__nrm=locked, decision__kind=kind, answer=None).last()
    decision = NrmDecision.objects.create(
        nrm=locked,
        kind=kind,
        outcome=outcome,
        body=body,
        decided_on=decided_on,
        answers=asked,
        recorded_by=policies.person_behind(by, to="record an NRM decision"),
        recorded_at=at,
    )
    audit.record(
        "nrm_decision_recorded", by=by, at=at, obj=decision, subject_id=locked.subject_id,
        kind=kind.value, outcome=outcome.value,
    )  # fmt: skip
    if outcome is NrmOutcome.WITHDRAWN and locked.withdrawn_on is None:
        _withdraw(locked, max(decided_on, locked.submitted_on), by, at)
    return decision


@transaction.atomic
def record_reconsideration(
    *, decision: NrmDecision, requested_on: date, by: Actor, at: datetime | None = None
) -> NrmReconsideration:
    """Record that somebody asked for a decision to be reconsidered (clause C1).

    Raises :class:`Refused`; :class:`NotNow` where another decision stands, where it was positive, where one
    is open already, or for a day in the future.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, decision.nrm.subject_id)
    locked = NrmReferral.objects.select_for_update().get(pk=decision.nrm_id)
    require(rules.decision_may_be_recorded(requested_on, clock.local_date(at)))
    require(rules.may_be_reconsidered(case_of(locked), decided_of(decision)))
    asked = NrmReconsideration.objects.create(
        decision=decision,
        requested_on=requested_on,
        recorded_by=policies.person_behind(by, to="record a reconsideration"),
        recorded_at=at,
    )
    audit.record(
        "nrm_reconsideration_recorded", by=by, at=at, obj=asked, subject_id=locked.subject_id,
        decision=decision.pk,
    )  # fmt: skip
    return asked


@transaction.atomic
def note_for_nrm(
    *, nrm: NrmReferral, kind: NrmNoteKind, on: date, by: Actor, words: str = "", at: datetime | None = None
) -> NrmNote:
    """Note a guardian referral, an uncertain or assessed age, or the duty to notify (clause C1).

    Raises :class:`Refused`; :class:`NotNow` for a day in the future.
    """
    at = at or clock.now()
    policies.check_can_record_nrm(by, nrm.subject_id)
    require(rules.decision_may_be_recorded(on, clock.local_date(at)))
    note = NrmNote.objects.create(
        nrm=nrm,
        kind=kind,
        on=on,
        words=words.strip(),
        recorded_by=policies.person_behind(by, to="note something of an NRM referral"),
        recorded_at=at,
    )
    audit.record("nrm_note_recorded", by=by, at=at, obj=note, subject_id=nrm.subject_id, kind=kind.value)
    return note


def _withdraw(nrm: NrmReferral, withdrawn_on: date, by: Actor, at: datetime) -> None:
    nrm.withdrawn_on = withdrawn_on
    nrm.save(update_fields=["withdrawn_on"])
    people.note_facts_changed(person_id=nrm.subject_id, what="NRM referral", at=at)
    audit.record("nrm_referral_withdrawn", by=by, at=at, obj=nrm, subject_id=nrm.subject_id)
