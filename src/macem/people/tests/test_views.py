import pytest
from django.urls import reverse

from macem.audit.models import AccessEntry
from macem.confidentiality.services import Principal
from macem.people.models import CaseHolder, Identifier, Person, PersonName
from macem.people.services import add_identifier, register_person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind, PersonKind

pytestmark = pytest.mark.django_db

PAGES = ("case_holder", "add_name", "add_identifier", "birth")


@pytest.fixture
def child(acting, partnership):
    with acting("mash") as by:
        roles = (Role.MASH_DECISION_MAKER, Role.CHAIR, Role.SPOC)
        return register_person(
            kind=PersonKind.CHILD,
            forename="Casey",
            surname="Test-Birch",
            first_grants=[Principal.role(partnership.panel.pk, role) for role in roles],
            basis="test",
            source="test:1",
            by=by,
        )


@pytest.fixture
def address(child):
    return lambda view, **more: reverse(
        f"people:{view}", kwargs={"reference": child.subject.reference, **more}
    )


@pytest.fixture
def home(child):
    return reverse("casefile:person", kwargs={"reference": child.subject.reference})


@pytest.fixture
def hub(address):
    return address("about")


def words(response):
    return response.content.decode()


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize(
    ("key", "status"), [("mash", 200), ("chair", 200), ("health_spoc", 403), ("social_worker", 404)]
)
def test_who_opens_the_pages(signed_in, address, view, key, status):
    answer = signed_in(key).get(address(view))
    assert answer.status_code == status
    if status == 200:
        assert words(answer).count("<h1") == 1
        assert "Casey" in words(answer) and "Casey" not in words(answer).split("</title>")[0]


def test_opening_a_form_about_somebody_is_logged(signed_in, address, child):
    signed_in("mash").get(address("add_name"))
    entry = AccessEntry.objects.get()
    assert (entry.subject_id, entry.route, entry.context) == (child.pk, "people:add_name", "add a name")


def test_a_worker_with_an_account_holds_the_case(signed_in, address, home, acting, partnership):
    worker = partnership.user("social_worker")
    facts = {
        "agency": partnership.agency("csc").pk,
        "worker": worker.pk,
        "worker_name": "",
        "open_to_social_care": "yes",
    }
    assert signed_in("mash").post(address("case_holder"), facts).url == home
    with acting("mash"):
        holder = CaseHolder.objects.get()
        assert (holder.worker, holder.worker_name, holder.open_to_social_care) == (
            worker,
            worker.full_name,
            True,
        )
    assert signed_in("social_worker").get(home).status_code == 200


def test_a_holder_needs_a_name_and_a_worker_belongs_to_the_agency(signed_in, address, acting, partnership):
    mash = signed_in("mash")
    facts = {"agency": partnership.agency("health").pk, "open_to_social_care": "no"}
    assert "or enter their name" in words(mash.post(address("case_holder"), facts))
    elsewhere = {**facts, "worker": partnership.user("social_worker").pk}
    assert "belongs to another agency" in words(mash.post(address("case_holder"), elsewhere))
    mash.post(address("case_holder"), {**facts, "worker_name": "Ro Example-Pike"})
    with acting("mash"):
        assert CaseHolder.objects.get().worker is None
    assert "Ro Example-Pike" in words(mash.get(address("case_holder")))


def test_a_name_is_added_and_an_empty_one_is_not(signed_in, address, hub, acting):
    mash = signed_in("mash")
    assert "Enter a forename or a surname" in words(mash.post(address("add_name"), {"kind": "preferred"}))
    assert mash.post(address("add_name"), {"kind": "preferred", "forename": "Cas"}).url == hub
    with acting("mash"):
        assert PersonName.objects.get(kind=NameKind.PREFERRED).forename == "Cas"


def test_an_odd_number_is_kept_and_something_is_said(signed_in, address, hub, acting):
    mash = signed_in("mash")
    answer = mash.post(address("add_identifier"), {"kind": "upn", "value": "R247962919251"})
    assert answer.url == hub
    assert "check letter should be Q" in words(mash.get(hub))
    with acting("mash"):
        assert Identifier.objects.get().normalised == "R247962919251"


def test_a_number_is_taken_off_once(signed_in, address, hub, acting, child):
    with acting("mash") as by:
        number = add_identifier(person=child, kind=IdentifierKind.CSC, value="000123", by=by)
    mash = signed_in("mash")
    taken_off = address("end_identifier", pk=number.pk)
    assert "000123" in words(mash.get(taken_off))
    assert signed_in("health_spoc").post(taken_off).status_code == 403
    assert mash.post(taken_off).url == hub
    assert mash.post(taken_off).status_code == 404


@pytest.mark.parametrize(
    ("typed", "basis"),
    [
        (
            {
                "birth_basis": "exact",
                "date_of_birth_day": "27",
                "date_of_birth_month": "3",
                "date_of_birth_year": "2012",
            },
            BirthBasis.EXACT,
        ),
        ({"birth_basis": "estimated", "estimated_age": "15"}, BirthBasis.ESTIMATED),
        ({"birth_basis": "unknown", "estimated_age": "15"}, BirthBasis.UNKNOWN),
    ],
)
def test_a_birth_is_recorded_as_it_is_known(signed_in, address, hub, acting, typed, basis):
    assert signed_in("mash").post(address("birth"), typed).url == hub
    with acting("mash"):
        assert Person.objects.get().birth_basis is basis


@pytest.mark.parametrize(
    ("basis", "said"), [("exact", "Enter the date of birth"), ("estimated", "Enter about how old")]
)
def test_a_birth_that_lacks_its_figure_is_asked_for_it(signed_in, address, basis, said):
    assert said in words(signed_in("mash").post(address("birth"), {"birth_basis": basis}))
