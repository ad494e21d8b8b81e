"""Who decides on nominations: the CE coordinator for the RAMM (P5), the intelligence DS for Part 2 (I2)."""

from macem.agencies import policies
from macem.agencies.models import Panel
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Body, Part, Role

DECIDERS = {Body.RAMM: (Role.CE_COORDINATOR,), Body.INTELLIGENCE_DS: (Role.INTELLIGENCE_DS,)}
READERS = (
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SERVICE_MANAGER,
    Role.INTELLIGENCE_DS,
)

PART_TWO_READERS = (
    Role.INTELLIGENCE_DS,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
)


def check_can_decide(by: Actor, panel: Panel, body: Body) -> None:
    """Refuse whoever does not record the decisions of ``body`` at ``panel``."""
    part = Part.ADULT_2 if body is Body.INTELLIGENCE_DS else None
    policies.check_holds(by, DECIDERS[body], to="record this decision", panel=panel, part=part)


can_decide = twin(check_can_decide)
