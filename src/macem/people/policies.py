"""Who may register people and change what is recorded about who they are."""

from macem.agencies.policies import check_holds
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Role

REGISTRARS = frozenset(
    {
        Role.MASH_DECISION_MAKER,
        Role.CE_COORDINATOR,
        Role.BUSINESS_SUPPORT,
        Role.INTELLIGENCE_DS,
        Role.ANALYST,
        Role.EXPLOITATION_TEAM,
    }
)
RECORDERS = REGISTRARS | {Role.CHAIR, Role.VICE_CHAIR, Role.SOCIAL_CARE_WORKER, Role.SERVICE_MANAGER}
READERS_OF_FORMER_NAMES = RECORDERS


def check_can_register(by: Actor) -> None:
    """Refuse unless ``by`` may make a record of somebody new. Raises :class:`Refused`."""
    check_holds(by, REGISTRARS, to="register a person")


def check_can_record_identity(by: Actor, person_id: int) -> None:
    """Refuse unless ``by`` sees the person and may add names, numbers and dates of birth."""
    check_holds(by, RECORDERS, to="record who a person is")
    check_sees(by, person_id, to="record who a person is")


def check_can_record_case_holder(by: Actor, person_id: int) -> None:
    """Refuse unless ``by`` sees the person and may say who holds the case (clause P9)."""
    check_holds(by, RECORDERS, to="say who holds a case")
    check_sees(by, person_id, to="say who holds a case")


def check_can_see_former_names(by: Actor) -> None:
    """Refuse unless ``by`` may read former names and find people by them (clause S1)."""
    check_holds(by, READERS_OF_FORMER_NAMES, to="see former names")


can_register = twin(check_can_register)
can_record_identity = twin(check_can_record_identity)
can_record_case_holder = twin(check_can_record_case_holder)
can_see_former_names = twin(check_can_see_former_names)
