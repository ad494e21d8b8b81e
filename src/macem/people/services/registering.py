"""Making the record of somebody new."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from macem.audit import services as audit
from macem.confidentiality.services import Principal, register_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.people import policies
from macem.people.lists import topic_list
from macem.people.models import Person
from macem.people.services.birth import birth_columns, write_birth
from macem.people.services.facts import write_fact
from macem.people.services.naming import write_name
from macem.people.services.numbering import write_identifier
from macem.protocol.vocabulary.facts import Topic
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind

ADULT_PREFIX = "A-"


@transaction.atomic
def register_person(
    *,
    kind: PersonKind,
    first_grants: Sequence[Principal],
    basis: str,
    source: str,
    by: Actor,
    forename: str = "",
    surname: str = "",
    date_of_birth: date | None = None,
    birth_basis: BirthBasis = BirthBasis.UNKNOWN,
    estimated_age: int | None = None,
    sex: str = "",
    identifiers: Iterable[tuple[IdentifierKind, str]] = (),
    at: datetime | None = None,
) -> Person:
    """Make the record of a child, or of an adult who poses a risk.

    ``first_grants`` must let the maker see it, or the database refuses the row. A date of birth given
    without a basis counts as exact; ``estimated_age`` is an age on the day of ``at``; ``sex`` is a code of
    its list. Look first with :func:`macem.people.finding.subjects_with_identifier`: nothing here refuses a
    number known elsewhere. Raises :class:`Refused`; :class:`NotNow` where date of birth and basis contradict
    each other, or for a sex that is not on the list.
    """
    at = at or clock.now()
    policies.check_can_register(by)
    birth = birth_columns(date_of_birth, birth_basis, estimated_age, at)
    if sex and (fault := topic_list(Topic.SEX).fault(sex, "")):
        raise NotNow(fault)
    prefix = ADULT_PREFIX if kind is PersonKind.ADULT else ""
    subject = register_subject(
        first_grants=list(first_grants), basis=basis, source=source, by=by, at=at, prefix=prefix
    )
    person = Person.objects.create(subject=subject, kind=kind, recorded_at=at, **birth)
    if birth["birth_basis"] is not BirthBasis.UNKNOWN:
        write_birth(person, birth, user_id=by.user_id, at=at)
    if sex:
        write_fact(person=person, topic=Topic.SEX, code=sex, user_id=by.user_id, at=at)
    if forename.strip() or surname.strip():
        write_name(person, NameKind.LEGAL, forename, surname, user_id=by.user_id, at=at)
    for identifier_kind, value in identifiers:
        if value.strip():
            write_identifier(person, identifier_kind, value, user_id=by.user_id, at=at)
    audit.record("person_registered", by=by, at=at, obj=person, subject_id=person.pk, kind=kind.value)
    return person
