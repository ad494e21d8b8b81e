"""Who may record adults who pose a risk."""

from macem.agencies import policies
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Part, Role

ASSESSORS = (Role.INTELLIGENCE_DS, Role.ANALYST)


def check_can_record_police_assessment(by: Actor) -> None:
    """Refuse whoever is not police intelligence with the Part 2 right (clause C7)."""
    policies.check_holds(by, ASSESSORS, to="record a police assessment", part=Part.ADULT_2)


def check_can_assess(by: Actor, *person_ids: int) -> None:
    """Refuse also whoever does not see the adult, or the child at risk who is named (clause S1)."""
    check_can_record_police_assessment(by)
    for person_id in person_ids:
        check_sees(by, person_id, to="record a police assessment")


can_record_police_assessment = twin(check_can_record_police_assessment)
