"""The nightly look for actions whose owner has left (clause M9)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from macem.accounts.models import User
from macem.actions.models import Action, OwnerLeft
from macem.actions.services import path_of
from macem.agencies.holders import holders
from macem.agencies.models import Membership, MembershipEnding
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.notices import services as notices
from macem.protocol.vocabulary import Role

LOOKING = Actor.job("owners who left")


@transaction.atomic
def flag_owners_left(*, by: Actor = LOOKING, at: datetime | None = None) -> int:
    """Flag open actions whose owner works for their agency no more, and tell the agency's contact.

    The action stays open. Where the agency has no contact, business support is told. Returns how many are
    new. Everybody who left is noted as seen to.
    """
    at = at or clock.now()
    there = Membership.objects.current(at).filter(
        user_id=OuterRef("owner_id"), agency_id=OuterRef("agency_id")
    )
    left = (
        Action.objects.with_state()
        .open()
        .filter(~Exists(there), owner__isnull=False, owner_has_left=False)
        .select_related("panel", "agency")
    )
    flagged = 0
    for action in left:
        OwnerLeft.objects.create(action=action, noted_at=at)
        for user in _to_be_told(action, at):
            notices.notify(
                user=user,
                kind="owner_left",
                subject_line="an action that needs another owner",
                path=path_of(action),
                key=f"owner-left:{action.pk}:{action.owner_id}:{user.pk}:{at:%Y-%m-%d}",
                by=by,
                at=at,
            )
        audit.record("action_owner_left", by=by, at=at, obj=action, subject_id=action.subject_id)
        flagged += 1
    MembershipEnding.objects.filter(handled_at=None).update(handled_at=at)
    return flagged


def _to_be_told(action: Action, at: datetime) -> list[User]:
    contacts = holders(action.panel, Role.SPOC, agency=action.agency, at=at)
    return list(contacts) or list(holders(action.panel, Role.BUSINESS_SUPPORT, at=at))
