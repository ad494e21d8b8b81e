"""The only way into the logs. Called last in a service's own transaction: no audit row, no change."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from macem.audit.models import AccessEntry, AuditEvent
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused


class NoTransaction(RuntimeError):
    """A change was about to be logged outside the transaction that makes it."""


def record(
    event: str,
    *,
    by: Actor,
    at: datetime | None = None,
    obj: models.Model | None = None,
    subject_id: int | None = None,
    **details: Any,
) -> None:
    """Write one audit row in the running transaction.

    ``event`` is a past-tense name such as ``"referral_submitted"``; ``obj`` the row that changed;
    ``subject_id`` the person it is about, if one; ``details`` ids, states and field names only.
    Raises :class:`NoTransaction` where no transaction is open. (security.md 13; clause S1.)
    """
    if not transaction.get_connection().in_atomic_block:
        raise NoTransaction(f"{event} must be recorded in the transaction that makes the change.")
    AuditEvent(
        event=event,
        happened_at=at or clock.now(),
        actor_kind=by.kind,
        actor_id=by.user_id,
        actor_label=by.label,
        subject_id=subject_id,
        object_type=obj._meta.label if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        details=details,
    ).save(force_insert=True)


def record_access(*, by: Actor, subject_id: int, route: str, context: str = "") -> None:
    """Write that a person's record was opened. A failure here must stop the page: no log, no record."""
    _access(by, subject_id, route, context).save(force_insert=True)


def record_accesses(*, by: Actor, subject_ids: Iterable[int], route: str, context: str = "") -> None:
    """Write that the records of these people were shown, in one query; else as :func:`record_access`."""
    AccessEntry.objects.bulk_create(_access(by, subject_id, route, context) for subject_id in subject_ids)


def _access(by: Actor, subject_id: int, route: str, context: str) -> AccessEntry:
    return AccessEntry(
        happened_at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.user_id,
        actor_label=by.label,
        subject_id=subject_id,
        route=route,
        context=context,
    )


def has_opened(*, by: Actor, subject_id: int, context: str, since: datetime) -> bool:
    """Say whether the log holds that ``by`` opened this record in the course of ``context`` since then."""
    return AccessEntry.objects.filter(
        actor_id=by.user_id, subject_id=subject_id, context=context, happened_at__gte=since
    ).exists()


def record_refusal(*, by: Actor, refusal: Refused, route: str, method: str) -> None:
    """Write that somebody was refused, in a transaction of its own (the refused one has gone)."""
    with transaction.atomic():
        record(
            "refused",
            by=by,
            subject_id=refusal.subject_id,
            action=refusal.action,
            route=route,
            method=method,
        )
