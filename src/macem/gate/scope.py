"""Tells the database, for the length of one transaction, for whom it is read and at what instant.

Row-level security reads both settings (see confidentiality). They are local to the transaction, so a
pooled connection never carries one person's sight into another's request.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from macem.gate import clock

WEB_ROLE = "macem_web"


@dataclass(frozen=True)
class Acting:
    """The database role in force and the user it acts for."""

    role: str
    user_id: int | None


_acting: ContextVar[Acting | None] = ContextVar("macem_acting", default=None)


def current() -> Acting | None:
    """Return who the running transaction acts for, or None outside :func:`acting_for`."""
    return _acting.get()


@contextmanager
def acting_for(user_id: int | None, *, at: datetime | None = None) -> Iterator[Acting]:
    """Open a transaction in which the database shows what ``user_id`` may see at ``at`` (default: now).

    None means nobody: every table about people is empty. On leaving, the settings found on entering
    are put back, so that one such block may stand inside another.
    """
    instant = at or clock.now()
    with clock.standing_at(instant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_setting('macem.user_id', true), current_setting('macem.now', true)"
        )
        role, former_user, former_now = cursor.fetchone()
        set_local(cursor, "" if user_id is None else str(user_id), instant.isoformat())
        acting = Acting(role=role, user_id=user_id)
        token = _acting.set(acting)
        try:
            yield acting
        finally:
            _acting.reset(token)
            if not connection.needs_rollback:
                set_local(cursor, former_user or "", former_now or "")


def set_local(cursor: object, user_id: str, instant: str) -> None:
    """Set both settings for the rest of the transaction."""
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT set_config('macem.user_id', %s, true), set_config('macem.now', %s, true)", [user_id, instant]
    )
