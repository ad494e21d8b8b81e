"""Adults who pose a risk: registered and assessed by the police (clause C7)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.agencies.models import Membership, Panel
from macem.audit import services as audit
from macem.confidentiality.services import Principal, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.intelligence import policies
from macem.intelligence.models import PoliceAssessment
from macem.people import services as people
from macem.people.finding import Perhaps, describe, perhaps_known
from macem.people.likeness import Description
from macem.people.models import Person
from macem.protocol.vocabulary import Clause, Part, Role
from macem.protocol.vocabulary.states import BirthBasis, PersonKind

FIRST_TO_SEE = (Role.INTELLIGENCE_DS, Role.ANALYST)


@transaction.atomic
def register_adult(
    *,
    panel: Panel,
    forename: str,
    surname: str,
    by: Actor,
    date_of_birth: date | None = None,
    why_new: str = "",
    at: datetime | None = None,
) -> Person:
    """Make the record of an adult who poses a risk; seen by police intelligence with the Part 2 right (I2).

    ``why_new`` says why it is none of those here who are likely the same person. Raises :class:`Refused`;
    :class:`NotNow` without that word.
    """
    at = at or clock.now()
    policies.check_can_record_police_assessment(by)
    sought = describe(forename=forename, surname=surname, date_of_birth=date_of_birth)
    people.take_turns_making_records()
    found = here_already(sought, by)
    people.check_word(found, why_new)
    adult = people.register_person(
        kind=PersonKind.ADULT,
        forename=forename,
        surname=surname,
        date_of_birth=date_of_birth,
        birth_basis=BirthBasis.EXACT if date_of_birth else BirthBasis.UNKNOWN,
        first_grants=[Principal.role(panel.pk, role, part_two=True) for role in FIRST_TO_SEE],
        basis="registered by police intelligence",
        source="intelligence.register_adult",
        by=by,
        at=at,
    )
    people.keep_apart(person=adult, found=found, why=why_new, by=by, at=at)
    people.tell_of_unseen(person=adult, sought=sought, panel=panel, by=by, at=at)
    return adult


def here_already(sought: Description, by: Actor) -> list[Perhaps]:
    """Return the records, of adults or of children, that ``by`` sees and that may be of the one described."""
    return [one for one in perhaps_known([sought], kinds=list(PersonKind), by=by)[0] if one.is_seen]


@transaction.atomic
def record_police_assessment(
    *,
    person: Person,
    assessed_on: date,
    assessor: str,
    connection: str,
    by: Actor,
    child_at_risk: Person | None = None,
    unidentified_child: bool = False,
    at: datetime | None = None,
) -> PoliceAssessment:
    """Record that the police formally assessed an adult as a potential perpetrator (clause C7).

    Names the child at risk, or says that the child is not identified. Raises :class:`NotNow` where neither
    is said, or the day lies ahead; :class:`Refused`.
    """
    at = at or clock.now()
    policies.check_can_assess(by, person.pk, *([child_at_risk.pk] if child_at_risk else []))
    if child_at_risk is None and not unidentified_child:
        raise NotNow(
            _("Say which child is at risk, or that the child is not identified."), clause=Clause.C7.value
        )
    if assessed_on > clock.local_date(at):
        raise NotNow(_("An assessment cannot be dated in the future."), clause=Clause.C7.value)
    _let_police_intelligence_see(person, by=by, at=at)
    assessment = PoliceAssessment.objects.create(
        subject_id=person.pk,
        assessed_on=assessed_on,
        assessor=assessor,
        child_at_risk_id=child_at_risk.pk if child_at_risk else None,
        unidentified_child=unidentified_child,
        connection=connection,
        recorded_by_id=by.person_id,
        recorded_at=at,
    )
    people.note_facts_changed(person_id=person.pk, what="police assessment", at=at)
    audit.record("police_assessment_recorded", by=by, at=at, obj=assessment, subject_id=person.pk)
    return assessment


def _let_police_intelligence_see(person: Person, *, by: Actor, at: datetime) -> None:
    """Give sight for Part 2: the intelligence of the assessor's panels may see a child for Part 1 only."""
    rows = Membership.objects.current(at).filter(user_id=by.user_id, part_two=True).holding(*FIRST_TO_SEE)
    grant_access(
        subject_id=person.pk,
        to=[
            Principal.role(panel_id, role, part_two=True)
            for panel_id in sorted(set(rows.values_list("panel_id", flat=True)))
            for role in FIRST_TO_SEE
        ],
        basis="assessed by police",
        source=f"{source_of(person)}:assessed by police",
        part=Part.ADULT_2,
        by=by,
        at=at,
    )
