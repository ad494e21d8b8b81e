"""Accounts: made and disabled by an administrator."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from macem.accounts.models import User
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor


@transaction.atomic
def create_user(
    *,
    email: str,
    full_name: str,
    by: Actor,
    job_title: str = "",
    telephone: str = "",
    at: datetime | None = None,
) -> User:
    """Make an account without a password; the person sets one by a link sent to ``email``."""
    at = at or clock.now()
    user = User(
        email=User.objects.normalize_email(email).lower(),
        full_name=full_name,
        job_title=job_title,
        telephone=telephone,
    )
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    audit.record("user_created", by=by, at=at, obj=user)
    return user


@transaction.atomic
def disable_user(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Shut an account: its sessions end now and the next request is refused (security.md 18)."""
    at = at or clock.now()
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.disabled_at = at
    locked.save(update_fields=["disabled_at"])
    end_sessions(user_id=user.pk)
    audit.record("user_disabled", by=by, at=at, obj=user)


def end_sessions(*, user_id: int) -> int:
    """End every session of a user. Returns how many there were."""
    mine = [s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(user_id)]
    ended, _rows = Session.objects.filter(pk__in=mine).delete()
    return ended
