import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.querysets import ScopedManager, ScopedQuerySet, sees
from macem.gate.enum_field import EnumField
from macem.people.likeness import Likeness
from macem.people.models.person import Person


class PossibleDuplicateQuerySet(ScopedQuerySet[Any]):
    """Reads as a sentence: ``PossibleDuplicate.objects.visible_to(user).unanswered()``."""

    def sight(self, user_id: int) -> Q:
        """Whoever sees one of the two alone learns nothing of the other."""
        return sees(user_id, "first_id") & sees(user_id, "second_id")

    def of(self, person: Person) -> "PossibleDuplicateQuerySet":
        """Keep those in which one person stands, on whichever side."""
        return self.filter(Q(first=person) | Q(second=person))

    def unanswered(self) -> "PossibleDuplicateQuerySet":
        answers = self.model._meta.get_field("answers").related_model._base_manager
        return self.filter(~Exists(answers.filter(duplicate_id=OuterRef("pk"))))


class DuplicateAnswerQuerySet(ScopedQuerySet[Any]):
    """Answers are seen with the two records that they are about."""

    def sight(self, user_id: int) -> Q:
        return sees(user_id, "duplicate__first_id") & sees(user_id, "duplicate__second_id")


class PossibleDuplicate(models.Model):
    """Two records that may be of one person, noted when the later one was made.

    The lower number stands first. Not an automatic key: whoever makes a record may have to note one that
    bars them, and PostgreSQL gives a key back only to those who may read the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duplicates_as_first")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duplicates_as_second")
    likeness = EnumField(Likeness)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ScopedManager[Any] = ScopedManager("first_id", queryset=PossibleDuplicateQuerySet)

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="duplicate_with_the_lower_number_first"
            ),
            models.UniqueConstraint(fields=["first", "second"], name="two_records_noted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"


class DuplicateAnswer(models.Model):
    """Somebody said whether two records are of one person. The latest stands; nothing is joined by it."""

    duplicate = models.ForeignKey(PossibleDuplicate, on_delete=models.PROTECT, related_name="answers")
    same_person = models.BooleanField()
    reason = NarrativeField(_("reason"))
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects: ScopedManager[Any] = ScopedManager("duplicate__first_id", queryset=DuplicateAnswerQuerySet)

    class Meta:
        ordering = ["answered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="duplicate_answered_with_a_reason")
        ]

    def __str__(self) -> str:
        return "the same person" if self.same_person else "two people"
