"""Who may record adults who pose a risk."""

from macem.agencies import policies
from macem.gate.actor import Actor
from macem.gate.refusal import twin
from macem.protocol.vocabulary import Part, Role

ASSESSORS = (Role.INTELLIGENCE_DS, Role.ANALYST)


def check_can_record_police_assessment(by: Actor) -> None:
    """Refuse whoever is not police intelligence with the Part 2 right (clause C7)."""
    policies.check_holds(by, ASSESSORS, to="record a police assessment", part=Part.ADULT_2)


can_record_police_assessment = twin(check_can_record_police_assessment)
