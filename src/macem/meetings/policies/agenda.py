"""Who sends names, compiles, decides on and circulates an agenda (clauses M2, W2, W3)."""

from macem.agencies.models import Panel
from macem.agencies.policies import check_holds
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.meetings.querysets import HEADS, OFFICE
from macem.protocol.vocabulary import Role

CONTACTS = (Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY)
"""Those to whom the list goes, and who answer for their agency."""

NAMES = (Role.BUSINESS_SUPPORT, Role.CE_COORDINATOR, Role.CHAIR)
MAKERS = (Role.BUSINESS_SUPPORT, Role.CHAIR)
"""The chair may compile and circulate too: somebody must, where business support is not shown everybody."""

READERS = (*OFFICE, *CONTACTS)
MEMBERS = (
    *READERS,
    Role.ANALYST,
    Role.INTELLIGENCE_DS,
    Role.EXPLOITATION_TEAM,
    Role.SOCIAL_CARE_WORKER,
    Role.SERVICE_MANAGER,
    Role.LOCAL_OFFICER,
)
"""Those who find the calendar and the meeting's page; each sees there what they may see."""


def check_can_send_names(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` puts people on the list and names who presents. Raises ``Refused``."""
    check_holds(by, NAMES, to="send the names in", panel=panel)


def check_can_take_off(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` is chair or vice chair: only they take somebody off (S5). Raises ``Refused``."""
    check_holds(by, HEADS, to="take somebody off the list", panel=panel)


def check_can_compile(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` compiles agendas. Raises ``Refused``."""
    check_holds(by, MAKERS, to="compile the agenda", panel=panel)


def check_can_decide(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` approves agendas or, in the chair's conflict, may (W2). Raises ``Refused``."""
    check_holds(by, HEADS, to="decide on the agenda", panel=panel)


def check_can_circulate(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` circulates agendas and chases what is owed. Raises ``Refused``."""
    check_holds(by, MAKERS, to="circulate the agenda", panel=panel)


def check_is_office(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` sees agendas before they are circulated. Raises ``Refused``."""
    check_holds(by, OFFICE, to="see the agenda before it is circulated", panel=panel)


can_send_names = twin(check_can_send_names)
can_take_off = twin(check_can_take_off)
can_compile = twin(check_can_compile)
can_decide = twin(check_can_decide)
can_circulate = twin(check_can_circulate)
is_office = twin(check_is_office)
