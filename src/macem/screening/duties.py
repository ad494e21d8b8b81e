"""What screening asks of people: finish what they began, renew or end an invitation that is stuck (P1)."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.agencies.models import Membership
from macem.gate import clock
from macem.govuk.dates import full_date
from macem.protocol.invitation import MOST_WRONG_CODES, state_of
from macem.protocol.vocabulary import Clause, Duty, Role
from macem.protocol.vocabulary.invitations import InvitationState
from macem.screening.models import ScreeningInvitation
from macem.screening.presenters.answers import DraftPresenter
from macem.screening.querysets import INVITERS
from macem.screening.reading import drafts_of


def duties(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return what ``user`` owes: forms that they began, and invitations."""
    return [*_unfinished(user), *_stuck(user, roles, now)]


def _unfinished(user: Any) -> list[Duty]:
    """Return the forms that ``user`` began and has not sent, the latest first. Only they know of them."""
    return [
        Duty(
            title=_("Finish screening form %(reference)s") % {"reference": draft.reference},
            url=draft.url,
            due=None,
            reason=_("Begun on %(day)s, %(progress)s. Nothing has been sent.")
            % {"day": draft.begun, "progress": draft.progress},
            done_hint=_("Send it, or delete it."),
            clause=Clause.P1,
        )
        for draft in map(DraftPresenter, drafts_of(user))
    ]


def _stuck(user: Any, roles: set[Role], now: datetime) -> list[Duty]:
    """Return the invitations that ``user`` must renew or end: their own, and for the CE coordinator also
    those of somebody who no longer invites."""
    held = [role for role in INVITERS if role in roles]
    if not held:
        return []
    rows = ScreeningInvitation.objects.at_panels_of(user).stuck(now)
    still_invites = Membership.objects.current(now).holding(*INVITERS)
    still_invites = still_invites.filter(user=OuterRef("invitation__invited_by"), panel=OuterRef("panel"))
    found = []
    for row in rows.select_related("invitation").annotate(has_inviter=Exists(still_invites)):
        mine = row.invitation.invited_by_id == user.pk
        if mine or (Role.CE_COORDINATOR in roles and not row.has_inviter):
            found.append(_duty(row, held[0], now))
    return found


def _duty(row: ScreeningInvitation, role: Role, now: datetime) -> Duty:
    locked = state_of(row.invitation.standing, now) is InvitationState.LOCKED
    if locked:
        reason = _("%(n)d wrong codes locked their link.") % {"n": MOST_WRONG_CODES}
    else:
        day = full_date(row.invitation.expires_at)
        reason = _("Their link ran out on %(day)s, and nothing was sent.") % {"day": day}
    return Duty(
        title=_("Renew or end the invitation of %(organisation)s") % {"organisation": row.organisation},
        url=reverse("screening:invitation", kwargs={"number": row.pk}),
        due=clock.local_date(now if locked else row.invitation.expires_at),
        reason=reason,
        role=role,
        clause=Clause.P1,
    )
