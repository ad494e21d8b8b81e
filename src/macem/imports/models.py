from django.db import models
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.agencies.models import Panel
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.states import ImportKind, ImportRowOutcome


class Upload(models.Model):
    """A file as it arrived. Nothing of it counts until somebody has seen what it will do and said go."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT)
    kind = EnumField(ImportKind)
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    reading = models.JSONField(default=dict)
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class UploadRow(models.Model):
    """What became of one row of an applied file. A row without a person yet is seen with its file."""

    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    outcome = EnumField(ImportRowOutcome)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["upload", "line"], name="one_outcome_per_row")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"
