"""Inviting somebody without an account, and letting them in (clause P1; security.md 16).

Who may invite is decided by the room that asks for something; here stands only how an invitation lives.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password
from django.db import transaction

from macem.accounts.invitations import codes
from macem.accounts.models import Invitation, User
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor, ActorKind
from macem.gate.refusal import NotNow
from macem.gate.rules import require
from macem.protocol import invitation as rules
from macem.protocol.vocabulary.invitations import InvitationPurpose

NOBODY_YET = Actor(kind=ActorKind.USER, label="not signed in")
NO_ADDRESS = "invited-{handle}@invited.invalid"


@dataclass(frozen=True)
class Given:
    """An invitation and its code, which can be shown this once: only a hash of it is kept."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(
    *,
    purpose: InvitationPurpose,
    full_name: str,
    organisation: str,
    address: str,
    by: Actor,
    at: datetime | None = None,
) -> Given:
    """Make an invitation for somebody of ``organisation``, with a user behind it who holds no role.

    The link goes to ``address`` by whatever mail the calling room sends; the code is told in another way.
    Raises ``ValidationError`` where a field is too long or the address is none. (Clause P1.)
    """
    at = at or clock.now()
    handle, code = secrets.token_urlsafe(16), codes.new_code()
    user = User(
        email=NO_ADDRESS.format(handle=handle).lower(),
        full_name=full_name,
        job_title=organisation,
        is_invited=True,
    )
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    invitation = Invitation(
        user=user,
        purpose=purpose,
        address=User.objects.normalize_email(address),
        handle=handle,
        code_hash=codes.hashed(code),
        invited_by_id=by.person_id,
        invited_at=at,
        expires_at=at + rules.VALID_FOR,
    )
    invitation.full_clean()
    invitation.save()
    audit.record("invitation_made", by=by, at=at, obj=invitation, purpose=purpose.value, user=user.pk)
    return Given(invitation, code)


@transaction.atomic
def renew(*, invitation: Invitation, by: Actor, at: datetime | None = None) -> Given:
    """Give an invitation a new code and a new last day. Its link, its user and their draft stay.

    The code before is worth nothing from now on, and whoever is in by it is out. Whoever renews has told
    the code, and is from now on the one to ring. Raises :class:`NotNow` where it was used or ended.
    """
    at = at or clock.now()
    locked = _locked(invitation)
    require(rules.may_be_renewed(locked.standing))
    code = codes.new_code()
    locked.code_hash = codes.hashed(code)
    locked.wrong_codes = 0
    locked.expires_at = at + rules.VALID_FOR
    locked.invited_by_id = by.person_id
    locked.save(update_fields=["code_hash", "wrong_codes", "expires_at", "invited_by"])
    _end_sessions(locked.user)
    audit.record("invitation_renewed", by=by, at=at, obj=locked)
    return Given(locked, code)


@transaction.atomic
def end(*, invitation: Invitation, by: Actor, at: datetime | None = None) -> None:
    """End an invitation for good: the link opens nothing more, and whoever is in by it is out (middleware).

    What they wrote is kept. Raises :class:`NotNow` where it was ended before.
    """
    at = at or clock.now()
    locked = _locked(invitation)
    require(rules.may_be_ended(locked.standing))
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    audit.record("invitation_ended", by=by, at=at, obj=locked)


@transaction.atomic
def try_code(*, invitation: Invitation, code: str, at: datetime | None = None) -> bool:
    """Say whether ``code`` is the invitation's, and count it where it is wrong (security.md 16).

    One attempt at a time, so that many at once are counted as many. A right one sets the count back.
    Raises :class:`NotNow` where the link is expired, ended or locked: then no code is looked at.
    """
    at = at or clock.now()
    locked = _locked(invitation)
    require(rules.code_may_be_tried(locked.standing, at))
    if not check_password(codes.typed(code), locked.code_hash):
        locked.wrong_codes += 1
        locked.save(update_fields=["wrong_codes"])
        audit.record(
            "invitation_code_wrong", by=NOBODY_YET, at=at, obj=locked, wrong_codes=locked.wrong_codes
        )
        return False
    locked.wrong_codes = 0
    locked.opened_at = locked.opened_at or at
    locked.save(update_fields=["wrong_codes", "opened_at"])
    audit.record("invitation_opened", by=Actor.user(locked.user), at=at, obj=locked)
    return True


@transaction.atomic
def note_used(*, by: Actor, at: datetime | None = None) -> None:
    """Note that the invited person behind ``by`` has sent in what they were asked for.

    Does nothing for anybody who was not invited. Raises :class:`NotNow` the second time.
    """
    at = at or clock.now()
    locked = Invitation.objects.select_for_update().filter(user_id=by.person_id).first()
    if locked is None:
        return
    if locked.used_at is not None:
        raise NotNow("You have sent this in before. There is nothing more for you to do.")
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    audit.record("invitation_used", by=by, at=at, obj=locked)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("user").select_for_update(of=("self",))
    return rows.get(pk=invitation.pk)


def _end_sessions(user: User) -> None:
    """End a user's sessions: each is bound to the password, and an unusable one is random too."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
