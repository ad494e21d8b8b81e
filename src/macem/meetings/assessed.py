"""When the adults on a list were last assessed (clause C7); of children, `referrals.up_to_date` tells."""

from collections.abc import Iterable
from datetime import date

from macem.intelligence.models import PoliceAssessment


def police_days(subject_ids: Iterable[int]) -> dict[int, date]:
    """Return the day of each adult's latest police assessment; who has none is left out."""
    rows = PoliceAssessment.objects.filter(subject_id__in=list(subject_ids)).order_by("assessed_on", "pk")
    return dict(rows.values_list("subject_id", "assessed_on"))
