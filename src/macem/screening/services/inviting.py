"""Inviting a school, a charity or whoever else has no account to fill in a screening form (clause P1)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.invitations import services as invitations
from macem.accounts.invitations.services import Given
from macem.accounts.models import Invitation
from macem.agencies.models import Agency, Membership, Panel
from macem.audit import services as audit
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite, require
from macem.notices import services as notices
from macem.notices.models import Notice
from macem.protocol import invitation as rules
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.invitations import InvitationPurpose
from macem.screening import policies
from macem.screening.models import Screening, ScreeningInvitation

KIND = "invitation"


@transaction.atomic
def invite(
    *,
    panel: Panel,
    agency: Agency,
    organisation: str,
    full_name: str,
    address: str,
    by: Actor,
    at: datetime | None = None,
) -> Given:
    """Invite ``full_name`` of ``organisation`` to fill in one form, which counts as sent by ``agency`` (P1).

    The link goes to ``address`` by mail, without a name in it; the code is only in what is returned, to be
    told in another way. Raises :class:`Refused`; :class:`NotNow` for an agency without a place on the panel,
    and for somebody who has an account to do it with.
    """
    at = at or clock.now()
    policies.check_can_invite(by, panel)
    if not panel.places.filter(agency=agency).exists():
        raise NotNow(_("This agency has no place on the panel."), clause=Clause.P1.value)
    if Membership.objects.current(at).filter(user__email__iexact=address).exists():
        raise NotNow(
            _("Somebody with this address has an account. Ask them to sign in and refer the child there."),
            clause=Clause.P1.value,
        )
    given = invitations.invite(
        purpose=InvitationPurpose.SCREENING,
        full_name=full_name,
        organisation=organisation,
        address=address,
        by=by,
        at=at,
    )
    row = ScreeningInvitation.objects.create(
        invitation=given.invitation, panel=panel, agency=agency, organisation=organisation
    )
    _mail(given.invitation, by=by, at=at)
    audit.record("screening_invited", by=by, at=at, obj=row, agency=agency.pk)
    return given


@transaction.atomic
def renew(*, invited: ScreeningInvitation, seen: datetime, by: Actor, at: datetime | None = None) -> Given:
    """Give an invitation a new code and a new last day, and mail its link again; the draft stays (P1).

    ``seen`` is the last day that stood before whoever renews: two who renew at once would tell two codes.
    Raises :class:`StaleWrite` then; :class:`Refused`; :class:`NotNow` where it was sent in or ended.
    """
    at = at or clock.now()
    policies.check_can_invite(by, invited.panel)
    standing = Invitation.objects.select_for_update().get(pk=invited.invitation_id)
    if standing.expires_at != seen:
        raise StaleWrite(
            _("Somebody renewed this invitation just now. The code that they were shown is the one to tell."),
            theirs=standing.expires_at,
            yours=seen,
        )
    given = invitations.renew(invitation=standing, by=by, at=at)
    _mail(standing, by=by, at=at)
    return given


@transaction.atomic
def mail_again(*, invited: ScreeningInvitation, by: Actor, at: datetime | None = None) -> None:
    """Mail the link again, for a mail that was lost. The code and the last day stay (P1).

    Raises :class:`Refused`; :class:`NotNow` where the link opens nothing more.
    """
    at = at or clock.now()
    policies.check_can_invite(by, invited.panel)
    require(rules.stays_open(invited.invitation.standing, at))
    _mail(invited.invitation, by=by, at=at)


@transaction.atomic
def end(*, invited: ScreeningInvitation, by: Actor, at: datetime | None = None) -> None:
    """End an invitation for good; what was written is kept (P1). Raises :class:`Refused`, :class:`NotNow`."""
    policies.check_can_invite(by, invited.panel)
    invitations.end(invitation=invited.invitation, by=by, at=at)


def require_first_form(user_id: int) -> None:
    """Let somebody who was invited begin one form; whoever has an account begins as many as they like (P1).

    Raises :class:`NotNow`.
    """
    invited = ScreeningInvitation.objects.select_for_update(of=("self",)).of_person(user_id).first()
    if invited is not None:
        require(rules.may_begin(Screening.objects.filter(begun_by_id=user_id).count()))


def latest_mail(invited: ScreeningInvitation) -> Notice | None:
    """Return the notice by which an invitation's link was mailed last."""
    return Notice.objects.filter(user=invited.invitation.user, kind=KIND).order_by("-pk").first()


def _mail(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Mail the link. Whoever presses the button twice at once sends one mail."""
    sent = Notice.objects.filter(user=invitation.user, kind=KIND).count()
    notices.notify(
        user=invitation.user,
        kind=KIND,
        subject_line="a form for you to fill in",
        path=reverse("screening:invited"),
        key=f"{KIND}:{invitation.pk}:{sent}",
        by=by,
        at=at,
    )
