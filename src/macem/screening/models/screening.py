from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Agency, Panel
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.screening import Source
from macem.screening.querysets import ScreeningAnswerQuerySet, ScreeningQuerySet


class Screening(models.Model):
    """A screening form about a child (clause P1). It is not a safeguarding referral (P3).

    Until it is sent it is a draft that nobody but whoever began it sees. ``indicator_set`` is the one in
    force on the day it was begun, and stays so. ``no_danger_at`` is when its author last said that no child
    is in immediate danger. ``subject`` is set when the MASH says who the child is.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="screenings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="screenings")
    reference = models.CharField(max_length=20, unique=True)
    indicator_set = models.CharField(max_length=40)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="screenings")
    begun_at = models.DateTimeField()
    no_danger_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="screenings"
    )

    objects = ScopedManager(queryset=ScreeningQuerySet)

    class Meta:
        ordering = ["begun_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject=None) | Q(sent_at__isnull=False), name="screening_linked_once_sent"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class ScreeningAnswer(models.Model):
    """The answer to one question of a screening form; ``question`` is its key.

    A draft's answers are written over, and ``version`` counts how often, so that two windows never undo each
    other unseen. Once the form is sent nothing changes any more. ``facts`` holds the short facts of a
    question that asks for several, by name.
    """

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    choice = models.CharField(max_length=40, blank=True)
    words = NarrativeField(_("what is known"), blank=True)
    source = EnumField(Source, blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ScopedManager("screening__subject_id", queryset=ScreeningAnswerQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "question"], name="screening_answers_question_once")
        ]

    def __str__(self) -> str:
        return self.question
