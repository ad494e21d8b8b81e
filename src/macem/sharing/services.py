"""Agreement and awareness, lawful basis, and what child and family may be told: each a new row (S3, S5)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.protocol.sharing import AfterWithdrawal, after_withdrawal
from macem.protocol.vocabulary import Clause, ConsentState, LawfulBasis, SharingPrinciple
from macem.protocol.vocabulary.states import AwarenessOf
from macem.sharing import policies, state
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop


@transaction.atomic
def record_awareness(
    *,
    subject_id: int,
    of_whom: AwarenessOf,
    status: ConsentState,
    by: Actor,
    reason: str = "",
    at: datetime | None = None,
) -> Awareness:
    """Record what the child, a parent or the adult said about sharing, or why nobody asked (clause S5 a).

    A withdrawal forces a decision: see :func:`macem.sharing.state.needs_decision`.
    Raises :class:`Refused`; :class:`NotNow` where nobody was asked and no reason is given.
    """
    at = at or clock.now()
    policies.check_can_record(by, subject_id)
    if status is ConsentState.NOT_SOUGHT and not reason.strip():
        raise NotNow("Say why their agreement was not sought.", clause=Clause.S5.value)
    awareness = Awareness.objects.create(
        subject_id=subject_id,
        of_whom=of_whom,
        status=status,
        reason=reason.strip(),
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record(
        "awareness_recorded", by=by, at=at, obj=awareness, subject_id=subject_id,
        of_whom=of_whom.value, status=status.value,
    )  # fmt: skip
    return awareness


@transaction.atomic
def record_basis(
    *,
    subject_id: int,
    basis: LawfulBasis,
    reason: str,
    by: Actor,
    principles: Iterable[SharingPrinciple] = (),
    at: datetime | None = None,
) -> Basis:
    """Record the lawful basis on which information about a person is shared, always with a reason (S5 b, S4).

    Any basis but consent answers a withdrawal: sharing goes on under it, and bases that rested on consent
    end. Raises :class:`Refused`; :class:`NotNow` for no reason.
    """
    at = at or clock.now()
    policies.check_can_record(by, subject_id)
    _need_reason(reason)
    withdrawal = None if basis.rests_on_consent else state.undecided_withdrawal(subject_id)
    if withdrawal is not None:
        consents = [each.value for each in LawfulBasis if each.rests_on_consent]
        Basis.objects.filter(subject_id=subject_id, until=None, basis__in=consents).update(until=at)
    row = Basis.objects.create(
        subject_id=subject_id,
        basis=basis,
        reason=reason.strip(),
        principles=list(principles),
        answers=withdrawal,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record(
        "basis_recorded", by=by, at=at, obj=row, subject_id=subject_id,
        basis=basis.value, after_withdrawal=withdrawal is not None,
    )  # fmt: skip
    return row


@transaction.atomic
def stop_sharing(
    *,
    subject_id: int,
    by: Actor,
    reason: str = "",
    principles: Iterable[SharingPrinciple] = (),
    at: datetime | None = None,
) -> SharingStop:
    """Decide that nothing more is shared about a person: every basis ends until one is recorded again (S5).

    Raises :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_record(by, subject_id)
    withdrawal = state.undecided_withdrawal(subject_id)
    ended = Basis.objects.filter(subject_id=subject_id, until=None).update(until=at)
    stop = SharingStop.objects.create(
        subject_id=subject_id,
        reason=reason.strip(),
        principles=list(principles),
        answers=withdrawal,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    audit.record("sharing_stopped", by=by, at=at, obj=stop, subject_id=subject_id, bases_ended=ended)
    return stop


@transaction.atomic
def decide_after_withdrawal(
    *,
    subject_id: int,
    choice: AfterWithdrawal,
    reason: str,
    by: Actor,
    basis: LawfulBasis | None = None,
    principles: Iterable[SharingPrinciple] = (),
    at: datetime | None = None,
) -> Basis | SharingStop:
    """Take the decision that a withdrawal forces: go on under another basis with a reason, or stop (S5).

    Raises :class:`Refused`; :class:`NotNow` where no withdrawal waits or the protocol asks for more.
    """
    at = at or clock.now()
    policies.check_can_record(by, subject_id)
    if state.undecided_withdrawal(subject_id) is None:
        raise NotNow("No withdrawal waits for a decision.", clause=Clause.S5.value)
    bases = () if basis is None else (basis,)
    require(after_withdrawal(choice, reason=reason, other_bases=bases))
    if choice is AfterWithdrawal.GO_ON and basis is not None:
        return record_basis(
            subject_id=subject_id, basis=basis, reason=reason, principles=principles, by=by, at=at
        )
    return stop_sharing(subject_id=subject_id, reason=reason, principles=principles, by=by, at=at)


@transaction.atomic
def agree_sharing(
    *,
    subject_id: int,
    may_be_told: str,
    told_by: str,
    tell_by: date | None,
    agencies_may_hold: str,
    by: Actor,
    at: datetime | None = None,
) -> SharingAgreement:
    """Record what the meeting agreed: what the family may be told, by whom, what agencies may hold (S3).

    Raises :class:`Refused`; :class:`NotNow` where a part is missing.
    """
    at = at or clock.now()
    policies.check_can_record(by, subject_id)
    if not (may_be_told.strip() and told_by.strip() and agencies_may_hold.strip()):
        raise NotNow(
            "Say what may be told, who tells it, and what each agency may hold.", clause=Clause.S3.value
        )
    agreement = SharingAgreement.objects.create(
        subject_id=subject_id,
        may_be_told=may_be_told.strip(),
        told_by=told_by.strip(),
        tell_by=tell_by,
        agencies_may_hold=agencies_may_hold.strip(),
        agreed_by_id=by.user_id,
        agreed_at=at,
    )
    audit.record("sharing_agreed", by=by, at=at, obj=agreement, subject_id=subject_id)
    return agreement


@transaction.atomic
def record_told(*, agreement: SharingAgreement, by: Actor, at: datetime | None = None) -> SharingAgreement:
    """Record that child and family have been told what was agreed (clause S3).

    Raises :class:`Refused`; :class:`NotNow` where that has been recorded already.
    """
    at = at or clock.now()
    policies.check_can_record(by, agreement.subject_id)
    locked = SharingAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if locked.told_at is not None:
        raise NotNow("This has been recorded already.")
    locked.told_at = at
    locked.told_recorded_by_id = by.user_id
    locked.save(update_fields=["told_at", "told_recorded_by"])
    audit.record("family_told", by=by, at=at, obj=locked, subject_id=locked.subject_id)
    return locked


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise NotNow("Enter the reason.", clause=Clause.S5.value)
