"""The logs as the auditor filters them, and the references of the records they speak of."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models

from macem.audit.models import AccessEntry, AuditEvent, LogRow
from macem.gate.actor import ActorKind
from macem.gate.clock import LONDON

SYSTEM = "system"
"""The filter's word for jobs and commands, behind which no person stands."""

# One look at the index for each event, however long the log is.
EVENTS = """
    WITH RECURSIVE step AS (
        (SELECT event FROM audit_auditevent ORDER BY event LIMIT 1)
        UNION ALL
        SELECT (SELECT e.event FROM audit_auditevent e WHERE e.event > step.event ORDER BY e.event LIMIT 1)
          FROM step WHERE step.event IS NOT NULL
    )
    SELECT event FROM step WHERE event IS NOT NULL
"""


def events() -> list[str]:
    """Return the names of all events that the log holds, in order."""
    with connection.cursor() as cursor:
        cursor.execute(EVENTS)
        return [name for (name,) in cursor.fetchall()]


def changes(*, event: str = "", **narrowing: Any) -> models.QuerySet[AuditEvent]:
    """Return changes and refusals, latest first, narrowed as :func:`_narrowed` says."""
    rows = AuditEvent.objects.filter(event=event) if event else AuditEvent.objects.all()
    return _narrowed(rows, **narrowing)


def openings(**narrowing: Any) -> models.QuerySet[AccessEntry]:
    """Return openings of records, latest first, narrowed as :func:`_narrowed` says."""
    return _narrowed(AccessEntry.objects.all(), **narrowing)


def references(subject_ids: Iterable[int | None]) -> dict[int, str]:
    """Return the reference of each record, for an auditor; the database answers nobody else."""
    wanted = sorted({key for key in subject_ids if key is not None})
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, reference FROM macem_audited_references(%s)", [wanted])
        return dict(cursor.fetchall())


def subject_of(reference: str) -> int | None:
    """Return the number of the record with ``reference``, for an auditor, as :func:`references`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT macem_audited_subject(%s)", [reference])
        found: int | None = cursor.fetchone()[0]
    return found


def _narrowed(
    rows: Any,
    *,
    who: str = "",
    subject_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Any:
    """Keep rows of one actor, of one record, from the day ``since`` to the end of the day ``until``."""
    if who == SYSTEM:
        rows = rows.exclude(actor_kind=ActorKind.USER)
    elif who:
        rows = rows.filter(actor_id=int(who))
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if since:
        rows = rows.filter(happened_at__gte=_midnight(since))
    if until:
        rows = rows.filter(happened_at__lt=_midnight(until + timedelta(days=1)))
    return rows.order_by("-happened_at", "-pk")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def readers_of(rows: Iterable[LogRow]) -> set[int]:
    """Return the numbers of the users behind ``rows``."""
    return {row.actor_id for row in rows if row.actor_id is not None}
