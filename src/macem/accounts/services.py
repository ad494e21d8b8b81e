"""Accounts: made and shut by an administrator; every sign-in and change of a secret leaves an audit row."""

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from macem.accounts.models import User
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor, ActorKind


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
    """Make an account without a password; the person sets one by a link sent to ``email``.

    Raises ``ValidationError`` where the address is used already or a field is too long.
    """
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
def change_user(
    *, user: User, full_name: str, job_title: str, telephone: str, by: Actor, at: datetime | None = None
) -> None:
    """Change how a user is shown. The address they sign in with stays: it is who they are."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    wanted = {"full_name": full_name, "job_title": job_title, "telephone": telephone}
    changed = [name for name, value in wanted.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, wanted[name])
    locked.full_clean(exclude=["password"])
    if changed:
        locked.save(update_fields=["full_name", "job_title", "telephone"])
        audit.record("user_changed", by=by, at=at, obj=locked, fields=changed)


@transaction.atomic
def disable_user(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Shut an account: its sessions end now and the next request is refused (security.md 18)."""
    at = at or clock.now()
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.disabled_at = at
    locked.save(update_fields=["disabled_at"])
    end_sessions(user_id=user.pk)
    audit.record("user_disabled", by=by, at=at, obj=user)


@transaction.atomic
def enable_user(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Open an account again. Its password is gone: the person sets a new one by a link."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.disabled_at = None
    locked.set_unusable_password()
    locked.save(update_fields=["disabled_at", "password"])
    audit.record("user_enabled", by=by, at=at, obj=locked)


@transaction.atomic
def reset_second_factor(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Take away a lost second factor; the person sets up another at the next sign-in. Sessions end."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    end_sessions(user_id=user.pk)
    audit.record("second_factor_reset", by=by, at=at, obj=user)


@transaction.atomic
def send_password_link(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Mail the link by which ``user`` sets a password, once this transaction is committed.

    The link holds the user's number and a token that dies with the first password set; the mail names
    nobody.
    """
    audit.record("password_link_sent", by=by, at=at, obj=user)
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    words = {"password_reset_url": password_link(key)}
    subject = render_to_string("account/email/password_reset_key_subject.txt").strip()
    body = render_to_string("account/email/password_reset_key_message.txt", words).strip()
    transaction.on_commit(lambda: send_mail(f"MACEM: {subject}", body, None, [user.email]))


def password_link(key: str) -> str:
    """Return the full address of the page where the holder of ``key`` sets a password."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.PUBLIC_ADDRESS.rstrip("/") + path.replace("UID-KEY", key)


@transaction.atomic
def set_password(*, user: User, password: str, at: datetime | None = None) -> None:
    """Set a password that its form has checked. Django ends the user's other sessions by it."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("password_set", by=Actor.user(user), at=at, obj=user)


def note_signed_in(*, user: User) -> None:
    """Log that a user passed every step of signing in."""
    audit.record("signed_in", by=Actor.user(user), obj=user)


def note_signed_out(*, user: User) -> None:
    """Log that a user signed out."""
    audit.record("signed_out", by=Actor.user(user), obj=user)


def note_sign_in_failed(*, email: str) -> None:
    """Log an attempt with a wrong address or password. An address that nobody has is not kept."""
    nobody = Actor(kind=ActorKind.USER, label="not signed in")
    audit.record("sign_in_failed", by=nobody, obj=User.objects.filter(email__iexact=email).first())


def end_sessions(*, user_id: int) -> int:
    """End every session of a user. Returns how many there were."""
    mine = [s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") == str(user_id)]
    ended, _rows = Session.objects.filter(pk__in=mine).delete()
    return ended
