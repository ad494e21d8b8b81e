"""Who answers for an agency (clause M5)."""

from macem.agencies.models import Agency, Membership, Panel
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused
from macem.meetings.policies.agenda import CONTACTS


def check_can_answer(by: Actor, panel: Panel, agency: Agency) -> None:
    """Refuse unless ``by`` is the contact, representative or deputy of ``agency``. Raises ``Refused``."""
    if by.is_system:
        return
    held = Membership.objects.current(clock.now()).at_panel(panel).of_agency(agency).holding(*CONTACTS)
    if not held.filter(user_id=by.user_id).exists():
        raise Refused("Only that agency's own contacts may answer for it.", action="answer for an agency")
