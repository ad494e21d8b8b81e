from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.intelligence.querysets import PoliceAssessmentManager


class PoliceAssessment(models.Model):
    """The police formally assessed an adult as a potential perpetrator (clause C7)."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="police_assessments")
    assessed_on = models.DateField(_("assessed on"))
    assessor = models.CharField(_("assessor"), max_length=120)
    child_at_risk = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="at_risk_from"
    )
    unidentified_child = models.BooleanField(_("an unidentified child"), default=False)
    connection = NarrativeField(_("connection with the area"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    objects = PoliceAssessmentManager()

    class Meta:
        ordering = ["assessed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unidentified_child=True) | Q(child_at_risk__isnull=False),
                name="assessment_names_a_child_at_risk",
            )
        ]

    def __str__(self) -> str:
        return f"police assessment {self.pk}"
