"""An invitation in words, for whoever was invited."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from macem.accounts.models import Invitation
from macem.govuk.dates import moment
from macem.protocol.invitation import code_may_be_tried, state_of
from macem.protocol.vocabulary.invitations import InvitationState


@dataclass(frozen=True)
class LinkPresenter:
    """The page behind a link: who invites to what, until when, and why it may be shut."""

    invitation: Invitation
    now: datetime

    @property
    def inviter(self) -> str:
        """Name and post: "Sasha Example-Reed, CSE/CCE coordinator"."""
        inviter = self.invitation.invited_by
        return ", ".join(filter(None, (inviter.full_name, inviter.job_title)))

    @property
    def inviter_name(self) -> str:
        return self.invitation.invited_by.full_name

    @property
    def telephone(self) -> str:
        """The inviter's number, or "" where they gave none."""
        return self.invitation.invited_by.telephone

    @property
    def until(self) -> str:
        return moment(self.invitation.expires_at)

    @property
    def is_open(self) -> bool:
        """Whether a code may be typed."""
        return code_may_be_tried(self.invitation.standing, self.now).met

    @property
    def is_used(self) -> bool:
        return self.invitation.used_at is not None

    @property
    def heading(self) -> str:
        """What the page says first: the purpose, or how the link stands."""
        if self.is_open:
            return _("You are invited to fill in a screening form")
        state = state_of(self.invitation.standing, self.now)
        if state is InvitationState.LOCKED:
            return _("This link is locked")
        return _("This link was ended") if self.invitation.ended_at else _("This link has expired")
