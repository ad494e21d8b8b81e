"""Who may register people and change what is recorded about who they are."""

from macem.agencies.policies import check_holds
from macem.confidentiality.policies import check_sees
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.people.fields import readable
from macem.people.models import Person, PersonName, PossibleDuplicate
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.facts import RestrictedField

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
JUDGES = (Role.CE_COORDINATOR, Role.CHAIR, Role.VICE_CHAIR)
"""Who says whether two records are of one person, where it was not said when the later one was made."""

RECORDERS = REGISTRARS | {Role.CHAIR, Role.VICE_CHAIR, Role.SOCIAL_CARE_WORKER, Role.SERVICE_MANAGER}

FACT_READERS = RECORDERS | {Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY, Role.LOCAL_OFFICER}
"""Who opens the page of facts about somebody whom they may see; restricted ones ask for more (clause S1)."""


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


def check_can_record_fact(by: Actor, person: Person, field: RestrictedField | None = None) -> None:
    """Refuse unless ``by`` may record facts about the person; a restricted one only who may also read it."""
    check_can_record_identity(by, person.pk)
    if field is not None:
        check_can_read(by, field, person)


def check_can_record_any_of(by: Actor, person: Person, fields: frozenset[RestrictedField]) -> None:
    """Refuse unless ``by`` may record facts about the person and reads one of ``fields`` at least."""
    check_can_record_identity(by, person.pk)
    if by.user_id is not None and not fields & readable(by.user_id, person):
        raise Refused("Your role does not let you see this.", action="record a restricted fact")


def check_can_read_name(by: Actor, name: PersonName) -> None:
    """Refuse a former name to those without the right to it (clause S1). Raises :class:`Refused`."""
    if name.is_former:
        check_can_read(by, RestrictedField.FORMER_NAME, name.person)


def check_can_read(by: Actor, field: RestrictedField, person: Person | None) -> None:
    """Refuse unless ``by`` may read a restricted field of ``person`` (clause S1). Raises :class:`Refused`."""
    if by.user_id is not None and field not in readable(by.user_id, person):
        raise Refused("Your role does not let you see this.", action=f"read {field.value}")


def check_can_see_former_names(by: Actor) -> None:
    """Refuse unless ``by`` may read former names and find people by them, whoever they are (clause S1)."""
    check_can_read(by, RestrictedField.FORMER_NAME, None)


def check_can_judge(by: Actor, duplicate: PossibleDuplicate) -> None:
    """Refuse unless ``by`` judges duplicates and sees both records."""
    check_holds(by, JUDGES, to="say whether two records are of one person")
    for person_id in (duplicate.first_id, duplicate.second_id):
        check_sees(by, person_id, to="say whether two records are of one person")


can_register = twin(check_can_register)
can_record_identity = twin(check_can_record_identity)
can_record_case_holder = twin(check_can_record_case_holder)
can_record_fact = twin(check_can_record_fact)
can_read_name = twin(check_can_read_name)
can_see_former_names = twin(check_can_see_former_names)
