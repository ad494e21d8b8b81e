"""Accounts as the administrator handles them: the accounts room's writes behind this room's policies."""

from datetime import datetime

from django.db import transaction

from macem.accounts import services as accounts
from macem.accounts.models import User
from macem.agencies import policies, services
from macem.agencies.models import Membership
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow


@transaction.atomic
def admit(
    *, email: str, full_name: str, job_title: str, telephone: str, by: Actor, at: datetime | None = None
) -> User:
    """Make an account and mail its owner the link by which they set a password.

    It opens nothing until a role is given. Raises ``ValidationError`` where the address has an account.
    """
    policies.check_can_administer(by, to="make accounts")
    user = accounts.create_user(
        email=email, full_name=full_name, job_title=job_title, telephone=telephone, by=by, at=at
    )
    accounts.send_password_link(user=user, by=by, at=at)
    return user


@transaction.atomic
def change_details(
    *, user: User, full_name: str, job_title: str, telephone: str, by: Actor, at: datetime | None = None
) -> None:
    """Change how a user is shown."""
    policies.check_can_administer(by, to="change accounts")
    accounts.change_user(
        user=user, full_name=full_name, job_title=job_title, telephone=telephone, by=by, at=at
    )


@transaction.atomic
def send_link(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Mail the link to set a password again. Raises :class:`NotNow` for a shut account."""
    policies.check_can_administer(by, to="send password links")
    if not user.is_active:
        raise NotNow("This account is shut. Open it again first.")
    accounts.send_password_link(user=user, by=by, at=at)


@transaction.atomic
def shut(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Shut an account of somebody who left: roles and sessions end now (security.md 18; clause M9).

    Raises :class:`Refused` for one's own; :class:`NotNow` where it is shut already.
    """
    at = at or clock.now()
    policies.check_can_administer(by, to="shut accounts")
    policies.check_is_somebody_else(by, user.pk, to="shut an account")
    if User.objects.select_for_update().get(pk=user.pk).disabled_at is not None:
        raise NotNow("This account is shut already.")
    for membership in Membership.objects.current(at).filter(user=user):
        services.end_role(membership=membership, by=by, at=at)
    accounts.disable_user(user=user, by=by, at=at)


@transaction.atomic
def open_again(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Open a shut account and mail the link to set a password. Roles are given anew, one by one."""
    policies.check_can_administer(by, to="open accounts")
    if user.is_active:
        raise NotNow("This account is open already.")
    accounts.enable_user(user=user, by=by, at=at)
    accounts.send_password_link(user=user, by=by, at=at)


@transaction.atomic
def reset_second_factor(*, user: User, by: Actor, at: datetime | None = None) -> None:
    """Take away the second factor of somebody who lost their phone; they set up another (security.md 16).

    Raises :class:`Refused` for one's own.
    """
    policies.check_can_administer(by, to="reset a second factor")
    policies.check_is_somebody_else(by, user.pk, to="reset a second factor")
    accounts.reset_second_factor(user=user, by=by, at=at)
