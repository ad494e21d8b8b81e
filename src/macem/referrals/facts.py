"""Referrals, assessments and NRM referrals as the protocol's criteria want them (clauses C1, C4 to C6, P2).

Each fact stands beside the row it was read from, which is the evidence.
"""

from dataclasses import dataclass

from macem.gate import clock
from macem.protocol.criteria import facts as protocol
from macem.protocol.criteria.recorded import behaviour_recorded
from macem.protocol.vocabulary import MashLevel, NotKnown, ScreenedBy
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import reading
from macem.referrals.models import MashDecision, NrmReferral, Referral, RiskAssessment


@dataclass(frozen=True)
class ReferralFacts:
    """All that this room knows of one child that bears on a criterion."""

    nrm_referrals: list[tuple[NrmReferral, protocol.NrmReferral]]
    risk_assessments: list[tuple[RiskAssessment, protocol.RiskAssessment]]
    screenings: list[tuple[Referral, protocol.Screening]]
    harmful_sexual_behaviour: bool | NotKnown
    harmful_sexual_behaviour_records: list[Referral | RiskAssessment]
    mash_decisions: list[tuple[MashDecision, MashLevel]]

    @property
    def mash_level(self) -> MashLevel | None:
        """The level of the MASH's latest decision; None: it decided on no referral of this child."""
        latest = max(self.mash_decisions, key=lambda pair: (pair[0].decided_at, pair[0].pk), default=None)
        return latest[1] if latest else None


def facts(subject_id: int) -> ReferralFacts:
    """Gather what this room knows of a child. Unscoped: for services and jobs."""
    referrals = list(Referral.objects.filter(subject_id=subject_id).select_related("agency"))
    assessments = list(
        RiskAssessment.objects.filter(subject_id=subject_id, revision=None)
        .select_related("attached")
        .prefetch_related("reviews")
    )
    behaviour, records = _behaviour(referrals, assessments)
    return ReferralFacts(
        nrm_referrals=[(row, _nrm(row)) for row in NrmReferral.objects.filter(subject_id=subject_id)],
        risk_assessments=[(row, _assessment(row)) for row in assessments],
        screenings=[(row, _screening(row, by)) for row in referrals if (by := _screener(row))],
        harmful_sexual_behaviour=behaviour,
        harmful_sexual_behaviour_records=records,
        mash_decisions=mash_decisions(subject_id),
    )


def mash_decisions(subject_id: int) -> list[tuple[MashDecision, MashLevel]]:
    """Return the decision that stands on each referral of a child (clause P2), oldest first."""
    rows = MashDecision.objects.filter(referral__subject_id=subject_id)
    latest = {row.referral_id: row for row in rows}
    return [(row, MashLevel(row.level)) for row in latest.values()]


def _nrm(row: NrmReferral) -> protocol.NrmReferral:
    return protocol.NrmReferral(submitted=row.submitted_on, withdrawn=row.withdrawn_on)


def _assessment(row: RiskAssessment) -> protocol.RiskAssessment:
    return protocol.RiskAssessment(
        level=row.level, completed=row.completed_on, signed_off=reading.signed_on(row)
    )


def _screener(row: Referral) -> ScreenedBy | None:
    if row.agency.is_police:
        return ScreenedBy.POLICE
    return ScreenedBy.CSC if row.agency.is_social_care else None


def _screening(row: Referral, by: ScreenedBy) -> protocol.Screening:
    return protocol.Screening(
        by=by,
        concern=bool(row.strands),
        reason=row.discussion_reason or None,
        home_authority=row.home_authority or None,
        screened=clock.local_date(row.submitted_at),
    )


def _behaviour(
    referrals: list[Referral], assessments: list[RiskAssessment]
) -> tuple[bool | NotKnown, list[Referral | RiskAssessment]]:
    """C5: a concern on any referral, or on any assessment that was not returned; not known without either."""
    complete = [row for row in assessments if not _is_returned(row)]
    rows: list[Referral | RiskAssessment] = [*referrals, *complete]
    concerned = [row for row in rows if behaviour_recorded([row.harmful_sexual_behaviour]) is True]
    return behaviour_recorded([row.harmful_sexual_behaviour for row in rows]), concerned


def _is_returned(row: RiskAssessment) -> bool:
    return any(one.outcome is AssessmentOutcome.RETURNED for one in row.reviews.all())
