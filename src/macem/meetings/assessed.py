"""How up to date the assessments of the people on a list are (clauses P6, C7)."""

from collections.abc import Iterable
from datetime import date

from macem.agencies.protocol_settings import settings_of
from macem.intelligence.models import PoliceAssessment
from macem.protocol.pathway import AssessmentStanding, assessment_standing
from macem.referrals.reading import days_assessed
from macem.schedule.models import Meeting
from macem.schedule.reading import due_dates


def standings(meeting: Meeting, subject_ids: Iterable[int], today: date) -> dict[int, AssessmentStanding]:
    """Return how each child's risk assessment stands for ``meeting`` on ``today`` (P6)."""
    due = due_dates(meeting).risk_assessments_due
    settings = settings_of(meeting.panel).risk_assessment
    return {
        subject_id: assessment_standing(days, meeting=meeting.on, due=due, today=today, settings=settings)
        for subject_id, days in days_assessed(subject_ids).items()
    }


def police_days(subject_ids: Iterable[int]) -> dict[int, date]:
    """Return the day of each adult's latest police assessment; who has none is left out."""
    rows = PoliceAssessment.objects.filter(subject_id__in=list(subject_ids)).order_by("assessed_on", "pk")
    return dict(rows.values_list("subject_id", "assessed_on"))
