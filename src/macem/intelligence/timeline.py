"""What police assessments add to a person's timeline."""

from typing import Any

from django.utils.translation import gettext as _

from macem.intelligence.models import PoliceAssessment
from macem.protocol.vocabulary import Clause, TimelineEntry


def entries(subject_id: int, user: Any) -> list[TimelineEntry]:
    """Return one entry for each police assessment that ``user`` may see."""
    return [
        TimelineEntry(
            when=row.assessed_on,
            title=_("Assessed by police as a potential perpetrator"),
            kind=_("Police assessment"),
            detail=row.connection,
            source=row.assessor,
            clause=Clause.C7,
        )
        for row in PoliceAssessment.objects.visible_to(user).filter(subject_id=subject_id)
    ]
