"""Who keeps a panel's calendar."""

from macem.agencies.models import Panel
from macem.agencies.policies import check_holds
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Role

PLANNERS = (Role.BUSINESS_SUPPORT, Role.CHAIR, Role.VICE_CHAIR)
MOVERS = (*PLANNERS, Role.CE_COORDINATOR)
READERS = (
    *PLANNERS,
    Role.CE_COORDINATOR,
    Role.ANALYST,
    Role.INTELLIGENCE_DS,
    Role.EXPLOITATION_TEAM,
    Role.SPOC,
    Role.REPRESENTATIVE,
    Role.DEPUTY,
    Role.SERVICE_MANAGER,
    Role.SOCIAL_CARE_WORKER,
    Role.LOCAL_OFFICER,
)
"""Everyone whose work turns on a meeting: they see its dates and are told when these move (clause M3)."""


def check_can_plan(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` runs the panel's month (clauses M1, M2). Raises ``Refused``."""
    check_holds(by, PLANNERS, to="plan meetings", panel=panel)


def check_can_move_on(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` runs the panel's month; who may do what at each stage, the meetings room says."""
    check_holds(by, MOVERS, to="move the meeting on", panel=panel)


can_plan = twin(check_can_plan)
