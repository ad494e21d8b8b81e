"""What the rooms above ask about a child's assessments and safeguarding (clauses P3, P4, P6)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection

from macem.gate import clock
from macem.protocol.transitions import AssessmentState
from macem.protocol.vocabulary import MashRoute
from macem.protocol.vocabulary.assessment import AssessmentSource
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals.models import RiskAssessment

_STATES = {
    AssessmentOutcome.SIGNED_OFF: AssessmentState.SIGNED_OFF,
    AssessmentOutcome.RETURNED: AssessmentState.RETURNED,
}


def state_of(assessment: RiskAssessment) -> AssessmentState:
    """Return where an assessment stands; one not yet looked at waits for sign-off (clause P4).

    One attached from Mosaic was signed off there.
    """
    if assessment.source is AssessmentSource.MOSAIC:
        return AssessmentState.SIGNED_OFF
    review = next(iter(assessment.reviews.all()), None)
    return AssessmentState.COMPLETED if review is None else _STATES[review.outcome]


def signed_on(assessment: RiskAssessment) -> date | None:
    """Return the day on which an assessment was signed off, here or in Mosaic; None: it is not (P4)."""
    if assessment.source is AssessmentSource.MOSAIC:
        return assessment.attached.signed_on
    review = next(iter(assessment.reviews.all()), None)
    if review is None or review.outcome is not AssessmentOutcome.SIGNED_OFF:
        return None
    return clock.local_date(review.reviewed_at)


def latest_signed(subject_id: int) -> RiskAssessment | None:
    """Return the latest signed-off assessment of a child, which is the one that counts (clause C4)."""
    signed = RiskAssessment.objects.get_queryset().signed_off()
    return signed.filter(subject_id=subject_id).newest_first().first()


def days_assessed(subject_ids: Iterable[int]) -> dict[int, list[date]]:
    """Return, for each child, the days on which an assessment was completed (clause P6).

    One returned to its author is not complete and does not count; one that waits for sign-off does.
    """
    found: dict[int, list[date]] = {subject_id: [] for subject_id in subject_ids}
    rows = RiskAssessment.objects.filter(subject_id__in=found).exclude(
        reviews__outcome=AssessmentOutcome.RETURNED
    )
    for subject_id, day in rows.values_list("subject_id", "completed_on"):
        found[subject_id].append(day)
    return found


def outcomes_of_own() -> dict[int, MashRoute]:
    """Return where the latest decision led, for each decided referral that the signed-in user sent.

    The database answers for the user of the running transaction only: a referrer never reads a decision.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT referral_id, path FROM macem_referral_outcomes()")
        return {referral_id: MashRoute(path) for referral_id, path in cursor.fetchall()}


def returned_to(author: Any, subject_id: int) -> RiskAssessment | None:
    """Return the assessment of a child that waits for its author to revise it, if one does."""
    returned = RiskAssessment.objects.get_queryset().written_by(author).returned()
    return returned.filter(subject_id=subject_id).newest_first().first()
