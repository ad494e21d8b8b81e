"""What an invited person's session stands on: the link, and the code that came by another way."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from macem.accounts.invitations import current
from macem.accounts.models import Invitation
from macem.gate import clock
from macem.protocol import invitation as rules

CODE_ACCEPTED = "macem_invitation_code_accepted"


def open_session(request: HttpRequest, invitation: Invitation) -> None:
    """Let in whoever typed the right code. A session of somebody else in this browser ends."""
    login(request, invitation.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[CODE_ACCEPTED] = True


def by_link_and_code(request: HttpRequest) -> bool:
    """Say whether this session was opened by a link and a code: one of the second-factor checks."""
    return current(request) is not None and bool(request.session.get(CODE_ACCEPTED))


def over(request: HttpRequest) -> bool:
    """Say whether this visitor was invited and their link is open no more: it expired or was ended."""
    invitation = current(request)
    return invitation is not None and not rules.stays_open(invitation.standing, clock.now()).met
