"""Invitations in words, for those who invite."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.invitations import links
from macem.govuk.dates import full_date, moment
from macem.notices.models import Notice
from macem.notices.presenters import NoticePresenter
from macem.protocol.invitation import may_be_ended, may_be_renewed, state_of, stays_open
from macem.protocol.vocabulary.invitations import InvitationState
from macem.screening.models import ScreeningInvitation

LOOKS = {
    InvitationState.NOT_OPENED: "info",
    InvitationState.BEGUN: "info",
    InvitationState.USED: "done",
    InvitationState.LOCKED: "stop",
    InvitationState.EXPIRED: "ask",
    InvitationState.ENDED: "none",
}


@dataclass(frozen=True)
class InvitedPresenter:
    """One invitation: who was invited by whom, how far it has come, what can be done about it."""

    row: ScreeningInvitation
    now: datetime
    mailed: Notice | None = None

    @property
    def organisation(self) -> str:
        return self.row.organisation

    @property
    def name(self) -> str:
        return self.row.invitation.user.full_name

    @property
    def address(self) -> str:
        return self.row.invitation.address

    @property
    def agency(self) -> str:
        return self.row.agency.name

    @property
    def inviter(self) -> str:
        return self.row.invitation.invited_by.full_name

    @property
    def invited_day(self) -> str:
        return full_date(self.row.invitation.invited_at)

    @property
    def state(self) -> InvitationState:
        return state_of(self.row.invitation.standing, self.now)

    @property
    def look(self) -> str:
        """The kind of tag that the state wears."""
        return LOOKS[self.state]

    @property
    def since(self) -> str:
        """When the state came about, or until when the link is open."""
        invitation = self.row.invitation
        match self.state:
            case InvitationState.USED:
                return _("On %(moment)s") % {"moment": moment(invitation.used_at)}
            case InvitationState.ENDED:
                return _("On %(moment)s") % {"moment": moment(invitation.ended_at)}
            case InvitationState.EXPIRED:
                return _("On %(moment)s") % {"moment": moment(invitation.expires_at)}
            case _:
                return _("The link is open until %(moment)s") % {"moment": self.until}

    @property
    def until(self) -> str:
        """The last moment at which the link is open."""
        return moment(self.row.invitation.expires_at)

    @property
    def mail(self) -> str:
        """Whether the link went out: "Sent on …", "Waiting to be sent", "Not sent: why"."""
        return NoticePresenter(self.mailed).state if self.mailed else ""

    @property
    def link(self) -> str:
        """The full address that was mailed."""
        return settings.PUBLIC_ADDRESS.rstrip("/") + links.path_to(self.row.invitation)

    @property
    def seen(self) -> str:
        """The last day as it stands, for :class:`RenewForm`."""
        return self.row.invitation.expires_at.isoformat()

    @property
    def opens(self) -> bool:
        """Whether the link opens anything."""
        return stays_open(self.row.invitation.standing, self.now).met

    @property
    def may_be_renewed(self) -> bool:
        return may_be_renewed(self.row.invitation.standing).met

    @property
    def may_be_ended(self) -> bool:
        return may_be_ended(self.row.invitation.standing).met

    @property
    def url(self) -> str:
        return self._address("invitation")

    @property
    def renew_url(self) -> str:
        return self._address("renew")

    @property
    def mail_url(self) -> str:
        return self._address("mail_again")

    @property
    def end_url(self) -> str:
        return self._address("end")

    def _address(self, view: str) -> str:
        return reverse(f"screening:{view}", kwargs={"number": self.row.pk})
