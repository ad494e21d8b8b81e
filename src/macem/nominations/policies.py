"""Who decides on nominations: the CE coordinator for the RAMM (P5), the intelligence DS for Part 2 (I2)."""

from macem.agencies import policies
from macem.agencies.models import Membership, Panel
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.nominations.models import Question
from macem.nominations.querysets import ASKED
from macem.protocol.vocabulary import Body, Part, Role

DECIDERS = {Body.RAMM: (Role.CE_COORDINATOR,), Body.INTELLIGENCE_DS: (Role.INTELLIGENCE_DS,)}
EVERY_DECIDER = tuple(role for roles in DECIDERS.values() for role in roles)
READERS = (
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SERVICE_MANAGER,
    Role.INTELLIGENCE_DS,
)

PART_TWO_READERS = (
    Role.INTELLIGENCE_DS,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.CE_COORDINATOR,
    Role.BUSINESS_SUPPORT,
)


def body_named(value: str) -> Body:
    """Return for whom a form was sent: the intelligence DS where it says so, else the RAMM."""
    return Body.INTELLIGENCE_DS if value == Body.INTELLIGENCE_DS.value else Body.RAMM


def check_can_decide(by: Actor, panel: Panel, body: Body) -> None:
    """Refuse whoever does not record the decisions of ``body`` at ``panel``."""
    part = Part.ADULT_2 if body is Body.INTELLIGENCE_DS else None
    policies.check_holds(by, DECIDERS[body], to="record this decision", panel=panel, part=part)


can_decide = twin(check_can_decide)


def check_sees_part_two(by: Actor, panel: Panel) -> None:
    """Refuse whoever decides for the RAMM without the right to see Part 2: not all evidence is theirs."""
    policies.check_holds(by, DECIDERS[Body.RAMM], to="see Part 2", panel=panel, part=Part.ADULT_2)


sees_part_two = twin(check_sees_part_two)


def check_can_answer(by: Actor, question: Question) -> None:
    """Refuse whoever answers neither for the agency that was asked nor, by telephone, for the body (P5)."""
    if by.is_system or can_decide(by, question.panel, question.body):
        return
    held = Membership.objects.current(clock.now()).at_panel(question.panel).of_agency(question.agency)
    if not held.holding(*ASKED).filter(user_id=by.user_id).exists():
        raise Refused("Only the agency that was asked may answer.", action="answer a question of the RAMM")


can_answer = twin(check_can_answer)
