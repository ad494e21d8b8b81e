"""Files: taken in as they are, looked at, and applied in one go or not at all."""

import hashlib
from collections import Counter
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.imports import policies
from macem.imports.applying import Applying
from macem.imports.kinds import KINDS
from macem.imports.models import Upload, UploadRow
from macem.imports.reading import plan_of, reading_of
from macem.protocol.vocabulary.states import ImportKind, ImportRowOutcome
from macem.readers import UnreadableFile

APPLYING = 0x6D696D70  # one file is applied at a time, or two would register the same child


@transaction.atomic
def take_in(
    *, panel: Panel, kind: ImportKind, file_name: str, content: bytes, by: Actor, at: datetime | None = None
) -> Upload:
    """Keep a file as it arrived; nothing of it counts yet.

    Raises :class:`Refused`; :class:`NotNow`, in one plain sentence, for a file that cannot be read.
    """
    at = at or clock.now()
    policies.check_can_import(by, panel)
    try:
        KINDS[kind].read(content, today=clock.local_date(at))
        rows = KINDS[kind].cells(content)
    except UnreadableFile as fault:
        raise NotNow(str(fault)) from fault
    upload = Upload.objects.create(
        panel=panel,
        kind=kind,
        file_name=file_name[:200],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        rows_read=len(rows),
        uploaded_by_id=by.user_id,
        uploaded_at=at,
    )
    audit.record("file_taken_in", by=by, at=at, obj=upload, kind=kind.value, rows=upload.rows_read)
    return upload


@transaction.atomic
def apply(*, upload: Upload, seen: str, by: Actor, at: datetime | None = None) -> Upload:
    """Record what the file says and was shown: all of it, or nothing where one row fails (C2, C3).

    ``seen`` is the digest of the plan that was looked at. Absences count as received now: what lay here
    unread was not known when an agenda was compiled. Nominations follow by their own job.
    Raises :class:`Refused`; :class:`NotNow` where the file has been applied, or would do something else
    than was shown.
    """
    at = at or clock.now()
    policies.check_can_import(by, upload.panel)
    _one_at_a_time()
    locked = Upload.objects.select_for_update(of=("self",)).select_related("panel").get(pk=upload.pk)
    if locked.applied_at is not None:
        raise NotNow(_("This file has been applied already."))
    planned = plan_of(locked, by=by, at=at)
    if planned.digest != seen:
        raise NotNow(_("What is known has changed since you looked. Look again at what the file would do."))
    rows = [*Applying(locked, planned, by=by, at=at).rows(), *_faulty(locked, at)]
    UploadRow.objects.bulk_create(rows)
    locked.applied_by_id = by.user_id
    locked.applied_at = at
    locked.save(update_fields=["applied_by", "applied_at"])
    counted = Counter(row.outcome.value for row in rows)
    audit.record("file_applied", by=by, at=at, obj=locked, **counted)
    return locked


def _faulty(upload: Upload, at: datetime) -> list[UploadRow]:
    """One row for each line that could not be read, with its first fault."""
    first: dict[int, str] = {}
    for fault in reading_of(upload, at=at).rejected:
        first.setdefault(fault.lines[0], fault.reason)
    return [
        UploadRow(upload=upload, line=line, outcome=ImportRowOutcome.REJECTED, reason=reason)
        for line, reason in sorted(first.items())
    ]


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [APPLYING])
