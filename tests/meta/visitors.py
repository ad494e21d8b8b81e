"""One visitor for each role, holding that role and no other; and three who hold none."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client

from macem.accounts.invitations.session import CODE_ACCEPTED
from macem.accounts.models import User
from macem.accounts.services import create_user, set_password
from macem.agencies.services import give_role
from macem.demo.partnership import PROFESSIONALS, Partnership
from macem.gate import clock
from macem.gate.actor import Actor
from macem.protocol.vocabulary import Role
from macem.screening.services import inviting


class Without(StrEnum):
    """Visitors without a role."""

    SIGN_IN = "not signed in"
    ROLE = "signed in without a role"
    INVITED = "invited to fill in a screening form, by a link and a code"


Who = Role | Without
EVERYBODY: frozenset[Who] = frozenset({*Role, *Without})
SIGNED_IN: frozenset[Who] = frozenset({*Role, Without.ROLE})
ROLES: frozenset[Who] = frozenset(Role)

# Roles that nobody in the partnership holds alone, and the agency for which somebody does here.
LATE_COMERS = {
    Role.CHAIR: "police",
    Role.VICE_CHAIR: "csc",
    Role.REPRESENTATIVE: "health",
    Role.LOCAL_OFFICER: "police",
    Role.GUEST: "health",
    Role.INSPECTOR: "csc",
    Role.OUTSIDE_ACTION_OWNER: "education",
}
INVITED = "Test Street Primary"
SEES_PART_TWO = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.REPRESENTATIVE})
BY = Actor.command("meta tests")


@dataclass(frozen=True)
class Visitor:
    """Who looks. Somebody who is not signed in has neither number nor session."""

    who: Who
    user_id: int | None = None
    session: str = ""
    user: User | None = field(default=None, compare=False)


def invite(partnership: Partnership) -> User:
    """Make the accounts that the partnership has not got, and sign everybody in who looks.

    Returns somebody who has only just become a member.
    """
    for role, agency in LATE_COMERS.items():
        give_role(
            user=create_user(email=_address(role), full_name=f"Only Example-{role.value}", by=BY),
            agency=partnership.agency(agency),
            panel=partnership.panel,
            role=role,
            part_two=role in SEES_PART_TWO,
            by=BY,
            at=clock.now() - timedelta(hours=1),
        )
    create_user(email=_address(Without.ROLE), full_name="Only Example-Nobody", by=BY)
    partnership.does(
        "ce_coordinator",
        inviting.invite,
        at=clock.now(),
        panel=partnership.panel,
        agency=partnership.agency("education"),
        organisation=INVITED,
        full_name="Only Example-Invited",
        address=_address(Without.INVITED),
    )
    for user in _users().values():
        _sign_in(user)
    return _users()[Role.REPRESENTATIVE]


def visitors() -> list[Visitor]:
    """Return everybody who looks, one for each role and those without one."""
    sessions = {session.get_decoded()["_auth_user_id"]: session.pk for session in Session.objects.all()}
    found = [Visitor(who, user.pk, sessions[str(user.pk)], user) for who, user in _users().items()]
    return [*found, Visitor(Without.SIGN_IN)]


def _sign_in(user: User) -> None:
    """Make a session of somebody who has just come in: with a password and a code, or with a link and one."""
    if user.is_invited:
        _come_by_link(user)
        return
    set_password(user=user, password="three-rivers-of-brass")
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    client = Client()
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": method, "at": time.time()} for method in ("password", "mfa")
    ]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()


def _come_by_link(user: User) -> None:
    client = Client()
    client.force_login(user)
    session = client.session
    session[CODE_ACCEPTED] = True
    session.save()


def _users() -> dict[Who, User]:
    alone = {p.roles[0]: p.email for p in reversed(PROFESSIONALS) if len(p.roles) == 1}
    addresses: dict[Who, str] = {**alone, **{who: _address(who) for who in (*LATE_COMERS, Without.ROLE)}}
    by_address = {user.email: user for user in User.objects.filter(email__in=addresses.values())}
    invited = User.objects.get(invitation__address=_address(Without.INVITED))
    return {**{who: by_address[address] for who, address in addresses.items()}, Without.INVITED: invited}


def _address(who: Who) -> str:
    return f"{who.name.lower()}@only.example.org"
