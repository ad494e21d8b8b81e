from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.confidentiality.models import Subject
from macem.gate.enum_field import EnumField
from macem.imports.querysets import UploadManager, UploadRowManager
from macem.protocol.vocabulary.states import ImportKind, ImportRowOutcome


class Upload(models.Model):
    """A file as it arrived. Nothing of it counts until somebody has seen what it will do and said go."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    kind = EnumField(ImportKind)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, db_index=True)
    rows_read = models.PositiveIntegerField(_("rows read"))
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = UploadManager()

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_by=None) | models.Q(applied_at__isnull=False),
                name="applied_by_somebody_at_an_instant",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class UploadRow(models.Model):
    """What became of one row of an applied file; ``reason`` is a code, never what was written.

    Seen with its file, whose row it restates. Who the child is, is asked of people.
    """

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = EnumField(ImportRowOutcome)
    reason = models.CharField(max_length=40, blank=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)

    objects = UploadRowManager()

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="one_outcome_per_row")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"
