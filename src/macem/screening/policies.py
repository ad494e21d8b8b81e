"""Who fills in a screening form, who reads one, and who invites somebody to fill one in (P1, S1)."""

from macem.accounts.invitations.policies import or_invited
from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.policies import any_role, check_holds
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused
from macem.protocol.vocabulary.invitations import InvitationPurpose
from macem.screening.models import Screening, ScreeningInvitation
from macem.screening.querysets import INVITERS

may_fill_in = or_invited(any_role, InvitationPurpose.SCREENING)
"""A route policy: everybody who holds a role at some panel, and people invited to fill in a form."""


def check_can_fill_in(by: Actor, panel: Panel, agency: Agency) -> None:
    """Refuse unless ``by`` belongs to ``agency`` at ``panel``, or was invited to fill in its form (P1)."""
    rows = Membership.objects.current(clock.now()).filter(user_id=by.user_id).at_panel(panel)
    invited = ScreeningInvitation.objects.of_person(by.user_id).filter(panel=panel, agency=agency)
    if not rows.of_agency(agency).exists() and not invited.exists():
        raise Refused(
            "You can fill in this form for your own agency only.", action="fill in a screening form"
        )


def check_is_author(by: Actor, screening: Screening) -> None:
    """Refuse unless ``by`` began the form and still belongs to its agency."""
    if by.user_id != screening.begun_by_id:
        raise Refused("Somebody else began this form.", action="write a screening form")
    check_can_fill_in(by, screening.panel, screening.agency)


def check_can_invite(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` coordinates, supports or decides for the MASH at ``panel`` (clause P1)."""
    check_holds(by, INVITERS, to="invite somebody to fill in a screening form", panel=panel)
