from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery

from macem.protocol.vocabulary.states import MeetingStage


class MeetingQuerySet(models.QuerySet["Meeting"]):  # type: ignore[name-defined]
    """Reads as sentences: ``Meeting.objects.at_panel(panel).not_postponed().from_day(today)``."""

    def at_panel(self, panel: object) -> "MeetingQuerySet":
        return self.filter(panel=panel)

    def from_day(self, day: date) -> "MeetingQuerySet":
        return self.filter(on__gte=day)

    def with_stage(self) -> "MeetingQuerySet":
        """Annotate ``.stage``, the :class:`MeetingStage` that each meeting has reached."""
        reached = apps.get_model("schedule", "StageReached").objects.filter(meeting=OuterRef("pk"))
        return self.annotate(stage=Subquery(reached.order_by("-at", "-id").values("stage")[:1]))

    def not_postponed(self) -> "MeetingQuerySet":
        """Keep meetings that stand, with their stage."""
        return self.with_stage().exclude(stage=MeetingStage.POSTPONED.value)

    def with_dates(self) -> "MeetingQuerySet":
        """Fetch what :func:`macem.schedule.reading.due_dates` reads, for a list of meetings."""
        return self.select_related("panel").prefetch_related("reckonings")
