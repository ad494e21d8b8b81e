from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager, ScopedQuerySet
from macem.protocol.vocabulary.facts import RestrictedField


class RecordQuerySet(ScopedQuerySet[Any]):
    """Reads as a sentence: ``Address.objects.visible_to(user).filter(person=person).standing(today)``."""

    def standing(self, on: date) -> "RecordQuerySet":
        """Keep what holds on the day ``on`` as far as is known, and was not withdrawn as a mistake."""
        return self.filter(
            Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on), withdrawn_at=None
        )


class DatedRecord(models.Model):
    """Something that is so of a person for a time: a change is a new row, never an overwritten column.

    ``since`` is the first day and ``until`` the day on which it no longer was so; None where not known, or
    where it still is. What was never true is withdrawn, with a reason, and stays in the history.
    """

    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    told_by = NarrativeField(_("who said so"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = NarrativeField(blank=True)

    if TYPE_CHECKING:
        objects: ScopedManager[Any]

    class Meta:
        abstract = True
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="%(class)s_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="%(class)s_withdrawn_with_a_reason",
            ),
        ]

    def stands_on(self, day: date) -> bool:
        """Whether it holds on ``day`` as far as is known: ``RecordQuerySet.standing`` for one row."""
        begun = self.since is None or self.since <= day
        return self.withdrawn_at is None and begun and (self.until is None or self.until > day)

    @property
    def subject_ids(self) -> tuple[int, ...]:
        """The keys of those whom it is about."""
        return (self.person_id,)  # type: ignore[attr-defined]

    @property
    def restricted_as(self) -> RestrictedField | None:
        """The field under whose rule it is read (clause S1); None: by everybody who sees the person."""
        return None
