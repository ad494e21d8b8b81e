"""Route policies that let invited people in. Every other route refuses them (see the gate)."""

from django.http import HttpRequest

from macem.accounts.invitations import current
from macem.gate.refusal import Refused
from macem.gate.routes import RoutePolicy, admits_invited
from macem.protocol.vocabulary.invitations import InvitationPurpose


def invited(*purposes: InvitationPurpose) -> RoutePolicy:
    """Return a route policy: people invited for one of ``purposes``, and nobody else."""

    @admits_invited
    def check(request: HttpRequest) -> None:
        """Whoever was invited by a link and a code, and nobody else."""
        invitation = current(request)
        if invitation is None or invitation.purpose not in purposes:
            raise Refused("This page is for somebody who was invited by a link.", action="open a page")

    return check


OTHERWISE = "macem_otherwise"
"""Where a policy keeps which other one lets in whoever was not invited."""


def or_invited(otherwise: RoutePolicy, *purposes: InvitationPurpose) -> RoutePolicy:
    """Return a route policy: people invited for one of ``purposes``, and whoever ``otherwise`` lets in."""
    as_invited = invited(*purposes)

    @admits_invited
    def check(request: HttpRequest) -> None:
        (otherwise if current(request) is None else as_invited)(request)

    setattr(check, OTHERWISE, otherwise)
    return check
