"""The only writers of files: looked through, held for a form, used by a record, forgotten when none does."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from macem.attachments.cleaning import UnfitFile, clean
from macem.attachments.models import FileContent, StoredFile
from macem.attachments.names import safe_name
from macem.audit import services as audit
from macem.confidentiality.policies import check_sees
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary.files import FileKind

HELD_FOR = timedelta(hours=24)
FORGETTING = Actor.job("forget held files")
MEGABYTE = 1024 * 1024


@transaction.atomic
def hold(
    *,
    subject_id: int,
    name: str,
    data: bytes,
    by: Actor,
    accepts: Collection[FileKind] = tuple(FileKind),
    at: datetime | None = None,
) -> StoredFile:
    """Look a file through and keep it, without metadata, for whoever sent it and still mends a form.

    A file that they sent before about the same person and never used makes way. Raises :class:`Refused`;
    :class:`NotNow`, in words that say how to mend it, for a file that is too large or is never kept
    (security.md 24).
    """
    at = at or clock.now()
    check_sees(by, subject_id, to="add a file")
    if len(data) > settings.ATTACHMENT_LIMIT:
        raise NotNow(too_large())
    try:
        kind, kept = clean(data, accepts=accepts)
    except UnfitFile as unfit:
        raise NotNow(unfit.reason) from unfit
    earlier = StoredFile.objects.get_queryset().held().filter(subject_id=subject_id, added_by_id=by.person_id)
    _delete(list(earlier.values_list("pk", flat=True)))
    stored = StoredFile.objects.create(
        subject_id=subject_id,
        kind=kind,
        name=safe_name(name, kind),
        size=len(kept),
        digest=hashlib.sha256(kept).hexdigest(),
        sent_digest=hashlib.sha256(data).hexdigest(),
        added_by_id=by.person_id,
        added_at=at,
    )
    FileContent.objects.create(file=stored, data=kept)
    audit.record(
        "file_held", by=by, at=at, obj=stored, subject_id=subject_id, kind=kind.value, digest=stored.digest
    )
    return stored


@transaction.atomic
def use(*, stored: StoredFile, subject_id: int, by: Actor, at: datetime | None = None) -> StoredFile:
    """Let a record use a file that is held; for the service that writes the record, in its transaction.

    Raises :class:`Refused` for a file about somebody else or held for another; :class:`NotNow` for one that
    is used already or was forgotten meanwhile.
    """
    at = at or clock.now()
    if stored.added_by_id != by.user_id or stored.subject_id != subject_id:
        raise Refused("This file was not sent for this record.", action="use a file", subject_id=subject_id)
    locked = StoredFile.objects.select_for_update().filter(pk=stored.pk, used_at=None).first()
    if locked is None:
        raise NotNow(_("The file is no longer held. Choose it again."))
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    audit.record("file_used", by=by, at=at, obj=locked, subject_id=locked.subject_id, digest=locked.digest)
    return locked


@transaction.atomic
def forget_held(*, by: Actor = FORGETTING, at: datetime | None = None) -> int:
    """Delete the files that nobody used within a day. Returns how many."""
    at = at or clock.now()
    rows = StoredFile.objects.get_queryset().held().added_before(at - HELD_FOR).select_for_update()
    keys = list(rows.values_list("pk", flat=True))
    _delete(keys)
    if keys:
        audit.record("held_files_forgotten", by=by, at=at, files=len(keys))
    return len(keys)


def too_large() -> str:
    """Say how large a file may be, and what to do with a larger one."""
    return _("The file must be smaller than %(most)d MB. Save it as a PDF with smaller pictures.") % {
        "most": settings.ATTACHMENT_LIMIT // MEGABYTE
    }


def _delete(keys: list[int]) -> None:
    FileContent.objects.filter(file_id__in=keys).delete()
    StoredFile.objects.filter(pk__in=keys).delete()
