"""Minutes: drafted from the record, returned or approved by the chair, distributed (clauses M9, M10, S1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.confidentiality.fields import NarrativeField
from macem.confidentiality.models import Subject
from macem.gate.enum_field import EnumField
from macem.meetings.models.agenda import AgendaItem
from macem.meetings.room_querysets import MinutesSectionManager
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.schedule.models import Meeting


class Minutes(models.Model):
    """One version of a meeting's minutes. An amendment is a new version with a reason.

    ``general`` holds what is about nobody: who was there, who chaired, the quorum. ``digest`` is taken over
    it and over ``section_digests`` in order, so that somebody who may read only some sections can check
    them. The tables of versions and sections are append-only in the database.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    general = models.JSONField(default=dict)
    section_digests = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        verbose_name_plural = "minutes"
        constraints = [models.UniqueConstraint(fields=["meeting", "version"], name="one_minutes_per_version")]

    def __str__(self) -> str:
        return f"minutes version {self.version}"


class MinutesSection(models.Model):
    """One person's part of the minutes, frozen with its version."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="sections")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    objects = MinutesSectionManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "position"], name="one_section_per_position"),
            models.UniqueConstraint(fields=["minutes", "item"], name="one_section_per_item"),
        ]

    def __str__(self) -> str:
        return f"section {self.position}"


class MinutesReview(models.Model):
    """The chair returned a version with comments, or approved it; in their conflict the vice chair (W2)."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="reviews")
    outcome = EnumField(ApprovalOutcome)
    comments = NarrativeField(_("comments"), blank=True)
    decided_as = EnumField(Role)
    chairs_conflict = models.CharField(_("why the chair does not decide"), max_length=400, blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["reviewed_at", "id"]

    def __str__(self) -> str:
        return str(self.outcome)


class MinutesDistribution(models.Model):
    """A version was distributed, with its actions."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, related_name="distribution")
    distributed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    distributed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"distributed {self.distributed_at:%Y-%m-%d}"


class MinutesReceipt(models.Model):
    """A member opened distributed minutes for the first time."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="receipts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["minutes", "user"], name="first_opening_of_minutes")]

    def __str__(self) -> str:
        return f"opened by {self.user}"


class EarlierMinutesAgreed(models.Model):
    """The chair agreed that a member who joined later reads this meeting's minutes (clause S1)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "earlier minutes agreed"
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="earlier_minutes_once")]

    def __str__(self) -> str:
        return f"{self.user} may read earlier minutes"
