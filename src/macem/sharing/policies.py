"""Who may record agreement, lawful bases and what the family may be told (clauses S3, S5)."""

from macem.agencies.policies import check_holds
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Role

RECORDERS = frozenset(
    {
        Role.CHAIR,
        Role.VICE_CHAIR,
        Role.CE_COORDINATOR,
        Role.BUSINESS_SUPPORT,
        Role.SOCIAL_CARE_WORKER,
        Role.SERVICE_MANAGER,
    }
)


def check_can_record(by: Actor, subject_id: int) -> None:
    """Refuse unless ``by`` sees the person and has a role that records sharing decisions."""
    check_holds(by, RECORDERS, to="record how information is shared")
    check_sees(by, subject_id, to="record how information is shared")


can_record = twin(check_can_record)
