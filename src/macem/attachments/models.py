from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from macem.accounts.models import User
from macem.attachments.querysets import FileContentQuerySet, StoredFileQuerySet
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import ScopedManager
from macem.gate.enum_field import EnumField
from macem.protocol.vocabulary.files import FileKind


class StoredFile(models.Model):
    """A file about a person: looked through, without metadata, and never changed.

    ``name`` is what its sender called it; it may name the child, so it stands on pages only. ``digest`` is
    the SHA-256 of what is kept, ``sent_digest`` of what was sent. Until a record uses it (``used_at``) it is
    held for the form that its sender still mends, and nobody else sees it.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="files")
    kind = EnumField(FileKind)
    name = models.CharField(_("name"), max_length=120)
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(max_length=64)
    sent_digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(queryset=StoredFileQuerySet)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_holds_something")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class FileContent(models.Model):
    """The bytes of a file, apart from what lists say of it: no list reads them by mistake."""

    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    data = models.BinaryField()

    objects = ScopedManager("file__subject_id", queryset=FileContentQuerySet)

    def __str__(self) -> str:
        return f"content of {self.file_id}"
