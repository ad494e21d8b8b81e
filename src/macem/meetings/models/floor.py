"""What stands on the shared display of a meeting in session (clauses M1, S1)."""

from django.db import models
from django.db.models import Q

from macem.accounts.models import User
from macem.confidentiality.models import Subject
from macem.meetings.models.agenda import AgendaItem
from macem.meetings.room_querysets import OfItemManager
from macem.schedule.models import Meeting


class FloorStep(models.Model):
    """The display was moved, held where it is, covered or shown again. The latest of a meeting stands."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="floor_steps")
    number = models.PositiveIntegerField()
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="floor_steps")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    held = models.BooleanField(default=False)
    covered = models.BooleanField(default=False)
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moved_at = models.DateTimeField()

    objects = OfItemManager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_floor_step_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="floor_steps_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"step {self.number} of meeting {self.meeting_id}"
