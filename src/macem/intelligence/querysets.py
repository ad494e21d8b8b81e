from typing import Any

from django.db import models
from django.db.models import Q

from macem.confidentiality.querysets import ScopedQuerySet, sees_in_part_two


class PoliceAssessmentQuerySet(ScopedQuerySet[Any]):
    """Police assessments are Part 2: sight of the same person as a child at risk does not show them."""

    def sight(self, user_id: int) -> Q:
        """Return the table's policy in Python: see ``row_security.py``, whose twin this is."""
        return sees_in_part_two(user_id, self.path)


class PoliceAssessmentManager(models.Manager.from_queryset(PoliceAssessmentQuerySet)):  # type: ignore[misc]
    """The manager of police assessments; in a view begin with ``visible_to``."""
