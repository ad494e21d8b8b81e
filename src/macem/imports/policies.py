"""Who may send files of missing episodes and say that they count."""

from macem.agencies import policies
from macem.agencies.models import Panel
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Role

IMPORTERS = (Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT, Role.ANALYST, Role.EXPLOITATION_TEAM)


def check_can_import(by: Actor, panel: Panel) -> None:
    """Refuse whoever neither keeps the panel's list nor brings what others know. Raises :class:`Refused`."""
    policies.check_holds(by, IMPORTERS, to="import a file", panel=panel)


can_import = twin(check_can_import)
