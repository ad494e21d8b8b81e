"""Who may open a case, agree a level and close it. The meeting agrees; these roles record it."""

from macem.agencies.models import Panel
from macem.agencies.policies import check_holds
from macem.cases.models import Case
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Part, Role

OPENERS = frozenset({Role.CE_COORDINATOR, Role.CHAIR, Role.VICE_CHAIR})
PART_TWO_OPENERS = OPENERS | {Role.INTELLIGENCE_DS}
RECORDERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT})


def check_can_open(by: Actor, panel: Panel, part: Part) -> None:
    """Refuse unless ``by`` may put somebody before the panel: the RAMM, or for Part 2 the DS (P5, I2)."""
    roles = PART_TWO_OPENERS if part is Part.ADULT_2 else OPENERS
    check_holds(by, roles, to="open a case", panel=panel, part=part)


def check_can_record(by: Actor, case: Case) -> None:
    """Refuse unless ``by`` sees the person and may record what the meeting agreed about them (M7, P10)."""
    check_holds(by, RECORDERS, to="record what the meeting agreed", panel=case.panel, part=case.part)
    check_sees(by, case.subject_id, to="record what the meeting agreed")


can_open = twin(check_can_open)
can_record = twin(check_can_record)
