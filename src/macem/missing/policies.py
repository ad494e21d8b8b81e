"""Who may record that a child was reported missing."""

from macem.agencies import policies
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Role

RECORDERS = (
    Role.SOCIAL_CARE_WORKER,
    Role.SERVICE_MANAGER,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.MASH_DECISION_MAKER,
    Role.EXPLOITATION_TEAM,
    Role.ANALYST,
)


def check_can_record_episode(by: Actor) -> None:
    """Refuse whoever neither works with children's records nor reports them missing."""
    policies.check_holds(by, RECORDERS, to="record a missing episode")


def check_can_record_episode_about(by: Actor, person_id: int) -> None:
    """Refuse also whoever does not see the child (clause S1)."""
    check_can_record_episode(by)
    check_sees(by, person_id, to="record a missing episode")


can_record_episode = twin(check_can_record_episode)
