"""Police assessments as the protocol's criteria want them (clause C7)."""

from macem.intelligence.models import PoliceAssessment
from macem.protocol.criteria import facts


def police_assessments(subject_id: int) -> list[tuple[PoliceAssessment, facts.PoliceAssessment]]:
    """Return the police assessments of a person beside what the protocol reads in them, oldest first."""
    return [(row, _fact(row)) for row in PoliceAssessment.objects.filter(subject_id=subject_id)]


def _fact(row: PoliceAssessment) -> facts.PoliceAssessment:
    return facts.PoliceAssessment(
        date=row.assessed_on,
        assessor=row.assessor or None,
        children_at_risk="unidentified child" if row.unidentified_child else "identified child",
        connection=row.connection or None,
    )
