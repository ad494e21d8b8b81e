"""Which roles of a panel see somebody because they are, or were, before it."""

from macem.cases.models import Case
from macem.confidentiality.services import Principal, source_of
from macem.protocol.vocabulary import Part, Role

KEEPERS = (Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT, Role.CHAIR, Role.VICE_CHAIR)
"""Who sees the person for as long as the case is open, and afterwards."""

WHILE_OPEN = (*KEEPERS, Role.ANALYST, Role.INTELLIGENCE_DS, Role.EXPLOITATION_TEAM)


def while_open(case: Case) -> list[Principal]:
    """Return who sees the person while the case is open; in Part 2 only those who hold that right."""
    return _principals(case, WHILE_OPEN)


def once_closed(case: Case) -> list[Principal]:
    """Return who still sees the person when the case is closed."""
    return _principals(case, KEEPERS)


def open_source(case: Case) -> str:
    """Return the name under which the grants of the open case stand."""
    return source_of(case)


def closed_source(case: Case) -> str:
    """Return the name under which the grants of the closed case stand."""
    return f"{source_of(case)}:closed"


def _principals(case: Case, roles: tuple[Role, ...]) -> list[Principal]:
    return [Principal.role(case.panel_id, role, part_two=case.part is Part.ADULT_2) for role in roles]
