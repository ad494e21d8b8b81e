"""The database narrows who is compared, and drops nobody; it tells nobody of a record that bars them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.confidentiality.models import Exclusion, Restriction, Subject
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.people import services
from macem.people.births import Born
from macem.people.finding import describe, perhaps_known, unseen_by
from macem.people.folding import name_keys
from macem.people.likeness import Likeness, compare, described
from macem.people.models import Person, PersonName, PersonNameKey
from macem.people.spelling import Name
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.facts import AddressKind
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind

pytestmark = pytest.mark.django_db

CHILD = [PersonKind.CHILD]
JULY = date(2011, 7, 5)
NHS = IdentifierKind.NHS
SOUGHT = describe(forename="Kathryn", surname="Test-Maddox", date_of_birth=JULY)


@pytest.fixture
def register(partnership):
    def make(
        by,
        forename="Kathryn",
        surname="Test-Maddox",
        *,
        to=(Role.MASH_DECISION_MAKER, Role.CE_COORDINATOR),
        **facts,
    ):
        return services.register_person(
            kind=facts.pop("kind", PersonKind.CHILD),
            forename=forename,
            surname=surname,
            first_grants=[Principal.role(partnership.panel.pk, role) for role in to],
            basis="test",
            source="test:1",
            by=by,
            **facts,
        )  # fmt: skip

    return make


FORENAMES = ("Kathryn", "Catherine", "Hussain", "Hassan", "Unknown", "Kate", "K", "Jane Kathryn", "")
SURNAMES = ("Test-Maddox", "Maddux", "O’Brien", "Obrian", "", "Hassan")
BIRTHS = (
    {"date_of_birth": JULY},
    {"date_of_birth": date(2011, 5, 7)},
    {"date_of_birth": date(2012, 7, 5)},
    {"date_of_birth": date(2011, 1, 1)},
    {"date_of_birth": JULY, "birth_basis": BirthBasis.ESTIMATED},
    {"estimated_age": 15},
    {},
)


def everybody(as_worker):
    """A child for each forename, surname and birth, as {key: description}; written at once, for speed."""
    at = clock.now()
    given = [(one, other, birth) for one in FORENAMES for other in SURNAMES for birth in BIRTHS]
    with as_worker():
        subjects = [Subject(reference=f"{number:04}-AA") for number in range(len(given))]
        Subject.objects.bulk_create(subjects)
        people = [
            Person(subject=subject, kind=PersonKind.CHILD, recorded_at=at, **birth_columns(birth, at))
            for subject, (_one, _other, birth) in zip(subjects, given, strict=True)
        ]
        Person.objects.bulk_create(people)
        names = [
            PersonName(person=person, kind=NameKind.LEGAL, forename=one, surname=other, since=at)
            for person, (one, other, _birth) in zip(people, given, strict=True)
            if one or other
        ]
        PersonName.objects.bulk_create(names)
        PersonNameKey.objects.bulk_create(
            PersonNameKey(person=name.person, name=name, key=key)
            for name in names
            for key in name_keys(name.forename, name.surname)
        )
    return {
        person.pk: described(
            names=[Name.written(one, other)],
            born=Born.about(birth["estimated_age"], clock.local_date(at))
            if "estimated_age" in birth
            else Born.on(birth.get("date_of_birth"), exact="birth_basis" not in birth),
        )
        for person, (one, other, birth) in zip(people, given, strict=True)
    }


def birth_columns(birth, at):
    if "estimated_age" in birth:
        return {**birth, "estimated_on": clock.local_date(at), "birth_basis": BirthBasis.ESTIMATED}
    return {"birth_basis": BirthBasis.EXACT if birth else BirthBasis.UNKNOWN, **birth}


def test_nobody_who_compares_as_alike_is_dropped(acting, as_worker):
    """Everybody against everybody: what is found is all that a comparison calls alike, and nothing else."""
    known = everybody(as_worker)
    sought = list(known)[::5]
    with acting("mash") as by:
        found = perhaps_known([known[pk] for pk in sought], kinds=CHILD, by=by, most=len(known))
    for pk, records in zip(sought, found, strict=True):
        alike = {other for other in known if compare(known[pk], known[other]).likeness is not Likeness.NO}
        assert {record.subject_id for record in records} == alike, known[pk]
        assert len(alike) < len(known) / 2


def test_former_names_are_looked_at_for_whoever_may_read_them(register, acting, monkeypatch):
    with acting("ce_coordinator") as by:
        person = register(by, "Asha", "Tester", date_of_birth=JULY)
        services.add_name(person=person, kind=NameKind.FORMER, forename="Asha", surname="Newname", by=by)
    sought = describe(forename="Asha", surname="Newname", date_of_birth=JULY)
    with acting("mash") as by:
        [[found]] = perhaps_known([sought], kinds=CHILD, by=by)
        assert found.likeness is Likeness.LIKELY
        assert "by a former name" in found.compared.words
        monkeypatch.setattr("macem.people.finding.readable", lambda user_id, person: frozenset())
        assert perhaps_known([sought], kinds=CHILD, by=by) == [[]]


def test_where_somebody_lives_is_compared_for_whoever_may_read_it(register, acting, monkeypatch):
    with acting("ce_coordinator") as by:
        person = register(by, date_of_birth=None)
        services.record_address(person=person, kind=AddressKind.HOME, postcode="YO1 9ZZ", by=by)
    sought = describe(forename="Kathryn", surname="Test-Maddox", date_of_birth=JULY, postcode="yo1 9zz")
    with acting("mash") as by:
        [[found]] = perhaps_known([sought], kinds=CHILD, by=by)
        assert found.likeness is Likeness.LIKELY
        assert "same postcode" in found.compared.words
        monkeypatch.setattr("macem.people.finding.readable", lambda user_id, person: frozenset())
        [[found]] = perhaps_known([sought], kinds=CHILD, by=by)
        assert found.likeness is Likeness.POSSIBLE
        assert "postcode" not in found.compared.words


def test_a_number_that_was_taken_off_finds_nobody(register, acting):
    with acting("ce_coordinator") as by:
        person = register(by, identifiers=[(NHS, "9991000070")])
    sought = describe(forename="Robin", surname="Test-Ashby", identifiers=[(NHS, "999 100 0070")])
    with acting("mash") as by:
        assert [one.subject_id for one in perhaps_known([sought], kinds=CHILD, by=by)[0]] == [person.pk]
    with acting("ce_coordinator") as by:
        services.end_identifier(identifier=person.identifiers.get(), by=by)
    with acting("mash") as by:
        assert perhaps_known([sought], kinds=CHILD, by=by) == [[]]


def test_adults_are_not_found_among_children(register, acting):
    with acting("intelligence_ds") as by:
        register(by, kind=PersonKind.ADULT, date_of_birth=JULY, to=(Role.INTELLIGENCE_DS,))
    with acting("mash") as by:
        assert perhaps_known([SOUGHT], kinds=CHILD, by=by) == [[]]


def test_an_unseen_record_is_said_to_be_unseen(register, acting):
    with acting("ce_coordinator") as by:
        register(by, "Catherine", "Test-Maddux", date_of_birth=date(2011, 5, 7), to=(Role.CE_COORDINATOR,))
        [[found]] = perhaps_known([SOUGHT], kinds=CHILD, by=by)
        assert found.is_seen
    with acting("mash") as by:
        [[found]] = perhaps_known([SOUGHT], kinds=CHILD, by=by)
        assert not found.is_seen
        assert found.likeness is Likeness.LIKELY


@pytest.mark.parametrize("shut", ["excluded", "restricted"])
def test_a_record_that_bars_somebody_is_not_there_for_them(shut, register, acting, as_worker, partnership):
    with acting("ce_coordinator") as by:
        person = register(by, date_of_birth=JULY)
    mash = partnership.user("mash").pk
    with as_worker():
        if shut == "excluded":
            Exclusion.objects.create(subject_id=person.pk, user_id=mash, since=clock.now())
        else:
            Restriction.objects.create(subject_id=person.pk, since=clock.now())
    with acting("mash") as by:
        assert perhaps_known([SOUGHT], kinds=CHILD, by=by) == [[]]
        assert [one.subject_id for one in unseen_by(SOUGHT, kinds=CHILD, by=by)] == [person.pk]


@pytest.mark.parametrize("key", ["referrer", "chair", "social_worker", "auditor", "administrator"])
def test_the_database_answers_only_to_those_who_make_records(key, register, acting):
    with acting("ce_coordinator") as by:
        register(by, date_of_birth=JULY)
    with acting(key) as by:
        assert perhaps_known([SOUGHT], kinds=CHILD, by=by) == [[]]


def test_many_are_looked_for_in_as_many_questions_as_one(register, acting):
    with acting("ce_coordinator") as by:
        for forename in ("Kathryn", "Katie", "Kate"):
            register(by, forename, date_of_birth=JULY)
    with acting("mash") as by:
        counts = []
        for several in (1, 4):
            with CaptureQueriesContext(connection) as asked:
                assert len(perhaps_known([SOUGHT] * several, kinds=CHILD, by=by)) == several
            counts.append(len(asked))
        assert counts[0] == counts[1]
