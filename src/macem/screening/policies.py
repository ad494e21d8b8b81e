"""Who fills in a screening form, and who reads one (clauses P1, S1)."""

from macem.accounts.invitations.policies import or_invited
from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.policies import any_role
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused
from macem.protocol.vocabulary.invitations import InvitationPurpose
from macem.screening.models import Screening

may_fill_in = or_invited(any_role, InvitationPurpose.SCREENING)
"""A route policy: everybody who holds a role at some panel, and people invited to fill in a form."""


def check_can_fill_in(by: Actor, panel: Panel, agency: Agency) -> None:
    """Refuse unless ``by`` belongs to ``agency`` at ``panel``, in whatever role (clause P1)."""
    rows = Membership.objects.current(clock.now()).filter(user_id=by.user_id)
    if not rows.at_panel(panel).of_agency(agency).exists():
        raise Refused(
            "You can fill in this form for your own agency only.", action="fill in a screening form"
        )


def check_is_author(by: Actor, screening: Screening) -> None:
    """Refuse unless ``by`` began the form and still belongs to its agency."""
    if by.user_id != screening.begun_by_id:
        raise Refused("Somebody else began this form.", action="write a screening form")
    check_can_fill_in(by, screening.panel, screening.agency)
