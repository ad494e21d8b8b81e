from datetime import UTC, date, datetime

import pytest

from macem.audit.models import AuditEvent
from macem.confidentiality.models import AccessGrant
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.people import services
from macem.people.finding import subjects_with_identifier
from macem.people.models import CaseHolder, FactsChanged, Identifier, Person, PersonName
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(partnership):
    def make(by, **facts):
        panel = partnership.panel.pk
        roles = (Role.CHAIR, Role.CE_COORDINATOR, Role.MASH_DECISION_MAKER, Role.REPRESENTATIVE)
        return services.register_person(
            **{"kind": PersonKind.CHILD, "forename": "Robin", "surname": "Test-Ashby", **facts},
            first_grants=[Principal.role(panel, role) for role in roles],
            basis="test",
            source="test:1",
            by=by,
        )

    return make


def shown(person: Person, day: date | None = None) -> PersonPresenter:
    return PersonPresenter(reread(person), day)


def reread(person: Person) -> Person:
    return Person.objects.get_queryset().with_names().get(pk=person.pk)


def test_registering_makes_subject_person_name_and_numbers_in_one_go(acting, register, partnership):
    with acting("mash") as by:
        person = register(by, identifiers=[(IdentifierKind.CSC, " 000123 "), (IdentifierKind.NHS, "")])
        assert list(Person.objects.visible_to(partnership.user("mash"))) == [person]
        assert shown(person).name == "Robin Test-Ashby"
        number = Identifier.objects.get()
        assert (number.value, number.normalised) == ("000123", "000123")
        assert AuditEvent.objects.filter(event="person_registered", subject_id=person.pk).count() == 1
    with acting("health_deputy"):
        assert not Person.objects.visible_to(partnership.user("health_deputy")).exists()
        assert not PersonName.objects.exists()


def test_an_adult_has_a_reference_that_says_so_and_a_child_has_not(acting, register):
    with acting("mash") as by:
        assert shown(register(by, kind=PersonKind.ADULT)).reference.startswith("A-")
        assert not shown(register(by)).reference.startswith("A-")


def test_a_social_worker_does_not_register_people(acting, register):
    with acting("social_worker") as by, pytest.raises(Refused):
        register(by)


def test_an_age_estimated_on_a_day_is_two_ages_later_on(acting, register):
    with acting("mash") as by:
        person = register(by)
        on_the_day = datetime(2024, 3, 1, 12, tzinfo=UTC)
        services.record_birth(person=person, estimated_age=15, by=by, at=on_the_day)
        assert shown(person, date(2026, 6, 1)).age_words == "17 or 18"
        assert shown(person, date(2026, 6, 1)).may_be_adult
        assert shown(person, date(2024, 3, 1)).age_words == "15"
        assert shown(person).born_words == "about 15 on 1 March 2024"
        assert reread(person).exact_birth is None


def test_born_on_29_february_is_18_on_1_march(acting, register):
    with acting("mash") as by:
        person = register(by, date_of_birth=date(2008, 2, 29))
        assert shown(person, date(2026, 2, 28)).age_words == "17"
        assert shown(person, date(2026, 3, 1)).age_words == "now 18"
        assert reread(person).birth_basis is BirthBasis.EXACT


def test_an_age_that_nobody_knows_is_said_to_be_unknown(acting, register):
    with acting("mash") as by:
        assert shown(register(by)).age_words == "age not known"
        assigned = register(by, date_of_birth=date(2011, 1, 1), birth_basis=BirthBasis.ESTIMATED)
        assert shown(assigned, date(2026, 6, 1)).age_words == "about 15"


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_basis": BirthBasis.EXACT},
        {"date_of_birth": date(2010, 1, 1), "estimated_age": 15},
        {"date_of_birth": date(2999, 1, 1)},
    ],
)
def test_a_birth_that_contradicts_itself_is_refused(acting, register, birth):
    with acting("mash") as by, pytest.raises(NotNow):
        register(by, **birth)


def test_a_new_legal_name_makes_the_old_one_a_former_name(acting, register):
    with acting("mash") as by:
        person = register(by)
        services.add_name(person=person, kind=NameKind.LEGAL, forename="Robin", surname="Test-Berry", by=by)
        services.add_name(person=person, kind=NameKind.PREFERRED, forename="Bobbie", by=by)
        assert shown(person).name == "Bobbie Test-Berry"
        assert shown(person).legal_name == "Robin Test-Berry"
        assert shown(person).former_names == ["Robin Test-Ashby"]
        again = services.add_name(person=person, kind=NameKind.PREFERRED, forename="Bobbie ", by=by)
        assert PersonName.objects.filter(kind=NameKind.PREFERRED).get() == again
        with pytest.raises(NotNow):
            services.add_name(person=person, kind=NameKind.LEGAL, forename=" ", by=by)


def test_a_person_without_a_name_is_said_to_have_none(acting, register):
    with acting("mash") as by:
        unknown = shown(register(by, forename="", surname=""))
        assert (unknown.name, unknown.called) == ("Name not known", unknown.reference)


def test_a_former_name_finds_only_for_those_with_the_right(acting, register):
    with acting("mash") as by:
        person = register(by)
        services.add_name(person=person, kind=NameKind.LEGAL, forename="Robin", surname="Test-Berry", by=by)
        people = Person.objects.get_queryset()
        assert list(people.named("ashby", former_too=True)) == [person]
        assert not people.named("ashby", former_too=False).exists()
        assert list(people.named("robin berry", former_too=False)) == [person]
        assert not people.named("robin ashbx", former_too=True).exists()
        assert not people.named(" - ", former_too=True).exists()


def test_lists_sort_by_surname_and_the_nameless_come_last(acting, register):
    with acting("mash") as by:
        last = register(by, forename="", surname="")
        second = register(by, forename="Łuk", surname="Ødegård")
        first = register(by, forename="Zed", surname="Åkerman")
        assert list(Person.objects.get_queryset().by_name()) == [first, second, last]


def test_a_number_is_found_by_anybody_who_must_not_make_a_second_record(acting, register):
    with acting("mash") as by:
        person = register(by, identifiers=[(IdentifierKind.NHS, "943 476 5919"), (IdentifierKind.UPN, "UN1")])
    with acting("health_spoc"):
        assert subjects_with_identifier(IdentifierKind.NHS, "9434765919") == [person.pk]
        assert subjects_with_identifier(IdentifierKind.CSC, "9434765919") == []
        assert subjects_with_identifier(IdentifierKind.UPN, "un1") == []
    with acting("mash") as by:
        services.end_identifier(identifier=Identifier.objects.get(kind=IdentifierKind.NHS), by=by)
        assert subjects_with_identifier(IdentifierKind.NHS, "9434765919") == []


def test_the_same_number_is_written_once(acting, register):
    with acting("mash") as by:
        person = register(by)
        for written in ("R 123-4", "r1234"):
            services.add_identifier(person=person, kind=IdentifierKind.CSC, value=written, by=by)
        assert Identifier.objects.get().value == "R 123-4"
        with pytest.raises(NotNow):
            services.add_identifier(person=person, kind=IdentifierKind.CSC, value=" ", by=by)


def test_the_worker_who_holds_the_case_sees_the_person_until_another_does(acting, register, partnership):
    worker, second = partnership.user("social_worker"), partnership.user("second_social_worker")
    csc = partnership.agency("csc")
    with acting("mash") as by:
        person = register(by)
        services.record_case_holder(
            person=person, agency=csc, worker_name=worker.full_name, worker=worker, by=by
        )
    with acting("social_worker"):
        assert Person.objects.visible_to(worker).exists()
    with acting("mash") as by:
        holder = services.record_case_holder(
            person=person,
            agency=csc,
            worker_name=second.full_name,
            worker=second,
            open_to_social_care=True,
            by=by,
        )
        assert CaseHolder.objects.filter(until=None).get() == holder
        assert CaseHolder.objects.count() == 2
        same = services.record_case_holder(
            person=person,
            agency=csc,
            worker_name=second.full_name,
            worker=second,
            open_to_social_care=True,
            by=by,
        )
        assert same == holder
        with pytest.raises(NotNow):
            services.record_case_holder(person=person, agency=csc, worker_name=" ", by=by)
    with acting("social_worker"):
        assert not Person.objects.visible_to(worker).exists()
    with acting("second_social_worker"):
        assert Person.objects.visible_to(second).exists()


def test_somebody_who_cannot_see_the_person_changes_nothing_about_them(acting, register, partnership):
    with acting("mash") as by:
        person = register(by)
    with acting("social_worker") as by:
        for change in (
            lambda: services.add_name(person=person, kind=NameKind.LEGAL, forename="X", by=by),
            lambda: services.add_identifier(person=person, kind=IdentifierKind.CSC, value="1", by=by),
            lambda: services.record_birth(person=person, estimated_age=15, by=by),
            lambda: services.record_case_holder(
                person=person, agency=partnership.agency("csc"), worker_name="X", by=by
            ),
        ):
            with pytest.raises(Refused):
                change()


def test_a_role_that_only_reads_records_nothing(acting, register):
    with acting("mash") as by:
        person = register(by)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.add_name(person=person, kind=NameKind.LEGAL, forename="X", by=by)


def test_changed_facts_wait_for_nominations(acting, register):
    with acting("mash") as by:
        person = register(by)
        services.note_facts_changed(person_id=person.pk, what="risk assessment", at=clock.now())
        assert FactsChanged.objects.get().handled_at is None


def test_sight_starts_before_the_record_does(acting, register):
    with acting("mash") as by:
        person = register(by)
        assert AccessGrant.objects.filter(subject_id=person.pk).count() == 4
