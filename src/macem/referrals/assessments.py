"""The assessments of a child as their pages read them: what stands beside what (clause P4)."""

from typing import Any

from macem.confidentiality.querysets import ScopedQuerySet
from macem.referrals.models import RiskAssessment


def assessments_of(user: Any, subject_id: int) -> ScopedQuerySet[RiskAssessment]:
    """Return the assessments of a child that ``user`` sees, with all that their pages show."""
    rows = RiskAssessment.objects.visible_to(user).filter(subject_id=subject_id)
    return rows.select_related("author", "sent_to", "subject", "attached__file__added_by").prefetch_related(
        "reviews__reviewed_by", "notes", "writers__user"
    )


def latest_signed_for(user: Any, subject_id: int) -> RiskAssessment | None:
    """Return the latest signed-off assessment that ``user`` sees, to write a new one beside it."""
    latest: RiskAssessment | None = assessments_of(user, subject_id).signed_off().newest_first().first()
    return latest


def signed_before(user: Any, found: RiskAssessment) -> RiskAssessment | None:
    """Return the assessment to read beside ``found``: the latest signed-off one that came before it."""
    rows = assessments_of(user, found.subject_id).signed_off().exclude(pk=found.pk)
    before: RiskAssessment | None = rows.filter(sent_at__lte=found.sent_at).newest_first().first()
    return before
