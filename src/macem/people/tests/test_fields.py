"""What is restricted about a person: who reads it, and that nobody else is told by any page (clause S1)."""

import re
from datetime import date

import pytest
from django.urls import reverse

from macem.people import services
from macem.people.fields import may_read, readable
from macem.people.presenters import about
from macem.people.timeline import entries
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.facts import AddressKind, RestrictedField, SafeToContact, Topic
from macem.protocol.vocabulary.states import NameKind

pytestmark = pytest.mark.django_db

ALL = frozenset(RestrictedField)
ADDRESS, PLACEMENT, SCHOOL, GP, FORMER_NAME, CARER_PHONE = RestrictedField

SECRETS = {
    ADDRESS: "17 Testhome Row",
    PLACEMENT: "Testplacement House",
    SCHOOL: "Testschool Academy",
    GP: "Testgp Surgery",
    FORMER_NAME: "Test-Oldname",
    CARER_PHONE: "01904 999017",
}

READERS = {
    "social_worker": ALL,
    "service_manager": ALL,
    "mash": ALL,
    "ce_coordinator": ALL,
    "chair": ALL - {GP},
    "intelligence_ds": {ADDRESS, FORMER_NAME},
    "police_spoc": ALL - {GP},
    "csc_spoc": {ADDRESS, PLACEMENT, SCHOOL, CARER_PHONE},
    "health_spoc": {GP},
    "education_spoc": {SCHOOL},
    "probation_spoc": set(),
    "administrator": set(),
    "auditor": set(),
}
"""Worked out by hand from what each agency and role needs, not from the protocol file."""


@pytest.fixture
def full(acting, make):
    """A child of whom everything restricted is recorded, seen by every contact of the panel."""
    roles = (Role.SPOC, Role.SERVICE_MANAGER, Role.VICE_CHAIR, Role.BUSINESS_SUPPORT)
    child = make("Casey", "Test-Oldname", *roles, worker=True)
    with acting("mash") as by:
        record = {"person": child, "by": by}
        services.add_name(kind=NameKind.LEGAL, forename="Casey", surname="Test-Birch", **record)
        services.record_address(
            kind=AddressKind.HOME, lines=SECRETS[ADDRESS], since=date(2026, 1, 5), **record
        )
        services.record_address(
            kind=AddressKind.PLACEMENT, placement="residential", lines=SECRETS[PLACEMENT], **record
        )
        services.record_schooling(
            status="on_roll", school=SECRETS[SCHOOL], told_by=f"Head of {SECRETS[SCHOOL]}", **record
        )
        services.record_fact(topic=Topic.GP, words=SECRETS[GP], **record)
        services.record_contact(
            name="Sam Test-Birch", relation="father", safe=SafeToContact.NO, safe_why="He opens her post",
            telephone=SECRETS[CARER_PHONE], **record,
        )  # fmt: skip
        services.record_contact(
            name="Jo Example-Finch", relation="social_worker", safe=SafeToContact.YES,
            telephone="01904 999018", **record,
        )  # fmt: skip
    return child


def said(response) -> str:
    """The page's words, without mark-up."""
    return re.sub(r"<[^>]+>", " ", response.content.decode())


@pytest.mark.parametrize(("key", "fields"), READERS.items())
def test_who_reads_what(acting, partnership, full, key, fields):
    user = partnership.user(key)
    with acting(key):
        assert readable(user.pk, full) == fields
        assert {field for field in ALL if may_read(user, field, full)} == fields


def test_whoever_holds_the_case_reads_it_whatever_their_agency(acting, partnership, full):
    worker = partnership.user("probation_spoc")
    with acting("mash") as by:
        services.record_case_holder(
            person=full, agency=partnership.agency("probation"), worker=worker, worker_name="T", by=by
        )
    with acting("probation_spoc"):
        assert readable(worker.pk, full) == ALL
        assert readable(worker.pk, None) == frozenset()


@pytest.mark.parametrize(
    "key", [key for key, fields in READERS.items() if key not in {"administrator", "auditor"}]
)
def test_no_page_tells_a_withheld_fact(signed_in, full, key):
    """Case 8: absent from the page of the person, the page of facts, every history, lists and search."""
    reference = full.subject.reference
    whats = ("names", "addresses", "schooling", "gp", "contacts", "birth", "numbers", "holder")
    client = signed_in(key)
    pages = [
        client.get(reverse("casefile:person", kwargs={"reference": reference})),
        client.get(reverse("people:about", kwargs={"reference": reference})),
        *(client.get(reverse("people:history", kwargs={"reference": reference, "what": w})) for w in whats),
        client.get(reverse("casefile:children"), {"show": "all"}),
        client.post(reverse("casefile:search"), {"q": "Casey"}),
    ]
    assert [page.status_code for page in pages] == [200] * len(pages)
    everything = " ".join(said(page) for page in pages)
    for field, secret in SECRETS.items():
        assert (secret in everything) is (field in READERS[key]), field


def test_a_former_name_finds_for_those_with_the_right_and_hints_at_nothing_for_others(signed_in, full):
    for key, found in (("mash", True), ("police_spoc", True), ("csc_spoc", False), ("health_spoc", False)):
        page = said(signed_in(key).post(reverse("casefile:search"), {"q": SECRETS[FORMER_NAME]}))
        assert ("Test-Birch" in page) is found, key


def test_what_is_withheld_looks_the_same_whether_or_not_it_is_there(acting, partnership, full, make):
    empty = make("Pat", "Test-Empty", Role.SPOC)
    user = partnership.user("probation_spoc")
    with acting("probation_spoc"):
        for person in (full, empty):
            rows = [row.name for row in about(person, user) if row.withheld]
            assert rows == ["Former name", "Living", "School", "GP"]


def test_the_page_says_that_something_is_withheld_and_offers_no_way_to_change_it(acting, partnership, full):
    with acting("chair"):
        (row,) = [row for row in about(full, partnership.user("chair")) if row.name == "GP"]
        assert (row.withheld, row.value, row.all_links) == (True, "", [])


def test_the_timeline_withholds_the_same(acting, partnership, full):
    for key, shown in (("mash", True), ("health_spoc", False)):
        with acting(key):
            lines = " ".join(
                f"{e.title} {e.detail} {e.source}" for e in entries(full.pk, partnership.user(key))
            )
        for field in (ADDRESS, PLACEMENT, SCHOOL):
            assert (SECRETS[field] in lines) is shown, (key, field)


def test_whom_not_to_contact_is_said_first_and_to_everybody(signed_in, full):
    page = said(
        signed_in("probation_spoc").get(reverse("people:about", kwargs={"reference": full.subject.reference}))
    )
    assert page.index("Before anybody is contacted") < page.index("He opens her post") < page.index("Born")
    assert "01904 999018" in page  # a professional's number is not a carer's
