import pytest
from django.urls import reverse

from macem.cases.services import close_case
from macem.protocol.vocabulary import ClosureKind, Part, Role
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind

pytestmark = pytest.mark.django_db

CHILDREN, ADULTS, SEARCH = (reverse(f"casefile:{name}") for name in ("children", "adults", "search"))


def words(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("key", "children", "adults"),
    [
        ("chair", 200, 200),
        ("health_spoc", 200, 200),
        ("social_worker", 200, 403),
        ("mash", 200, 403),
        ("exploitation_team", 200, 403),
        ("referrer", 403, 403),
        ("sub_group_member", 403, 403),
        ("administrator", 403, 403),
        ("auditor", 403, 403),
    ],
)
def test_who_opens_the_lists(signed_in, key, children, adults):
    client = signed_in(key)
    assert client.get(CHILDREN).status_code == children
    assert client.get(ADULTS).status_code == adults


def test_lists_and_their_counts_hold_only_whom_the_reader_sees(signed_in, register, before_macem):
    before_macem(register("Casey", "Test-Seen"))
    register("Alex", "Test-Hidden")
    register("Kim", "Test-Spoc", Role.SPOC)
    chair = words(signed_in("chair").get(CHILDREN + "?show=all"))
    assert "Test-Seen" in chair and "Test-Hidden" not in chair and "Test-Spoc" not in chair
    assert "Everybody you may see 1" in chair
    spoc = words(signed_in("health_spoc").get(CHILDREN + "?show=all"))
    assert "Test-Spoc" in spoc and "Test-Seen" not in spoc
    assert "Everybody you may see 1" in spoc
    coordinator = words(signed_in("ce_coordinator").get(CHILDREN + "?show=all"))
    assert "Everybody you may see 3" in coordinator


def test_a_list_is_of_the_open_unless_another_is_asked_for(signed_in, register, before_macem, acting):
    before_macem(register("Casey", "Test-Open"))
    closed = before_macem(register("Alex", "Test-Closed"))
    register("Kim", "Test-Never")
    with acting("ce_coordinator") as by:
        close_case(case=closed, kind=ClosureKind.MOVED, reason="Moved", accepted_by="Leeds", by=by)
    client = signed_in("ce_coordinator")
    shown = {
        which: {
            name
            for name in ("Test-Open", "Test-Closed", "Test-Never")
            if name in words(client.get(CHILDREN + which))
        }
        for which in ("", "?show=closed", "?show=others", "?show=all", "?show=nonsense")
    }
    assert shown == {
        "": {"Test-Open"},
        "?show=closed": {"Test-Closed"},
        "?show=others": {"Test-Never"},
        "?show=all": {"Test-Open", "Test-Closed", "Test-Never"},
        "?show=nonsense": {"Test-Open"},
    }


def test_children_and_adults_are_two_lists(signed_in, register, before_macem):
    before_macem(register("Casey", "Test-Child"))
    before_macem(register("Lee", "Test-Adult", kind=PersonKind.ADULT), part=Part.ADULT_2)
    chair = signed_in("chair")
    children, adults = words(chair.get(CHILDREN)), words(chair.get(ADULTS))
    assert "Test-Child" in children and "Test-Adult" not in children
    assert "Test-Adult" in adults and "Test-Child" not in adults
    assert "Register an adult" in words(signed_in("intelligence_ds").get(ADULTS))


def test_nobody_who_holds_an_open_case_is_a_fault(signed_in, robin, register, before_macem):
    before_macem(register("Casey", "Test-Nobodys"))
    page = words(signed_in("chair").get(CHILDREN))
    assert "Jo Example-Finch" in page
    assert page.count("Nobody recorded") == 1


def test_an_empty_list_says_what_would_be_here(signed_in):
    assert "No child here whose record you may open" in words(signed_in("social_worker").get(CHILDREN))


def test_a_longer_list_needs_no_more_queries(signed_in, register, before_macem, django_assert_num_queries):
    client = signed_in("chair")

    def queries():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            client.get(CHILDREN)
        return len(found)

    before_macem(register("Casey", "Test-One"))
    queries()
    one = queries()
    for name in ("Test-Two", "Test-Three", "Test-Four"):
        before_macem(register("Casey", name))
    assert queries() == one


@pytest.mark.parametrize(
    "typed",
    ["sean obrien", "O'Brien", "O Brien", "O’BRIEN", "obri", "9434765919", "943 476 5919", "r 77-1"],
)
def test_a_child_is_found_however_typed(signed_in, register, typed):
    register(
        "Seán",
        "O’Brien",
        Role.CHAIR,
        identifiers=[(IdentifierKind.NHS, "9434765919"), (IdentifierKind.CSC, "R771")],
    )
    page = words(signed_in("chair").post(SEARCH, {"q": typed}))
    assert "Seán O’Brien" in page and "1 person whose record you may open" in page


def test_a_double_name_is_found_by_either_part_once(signed_in, register):
    register("Al", "Smith-Jones", Role.CHAIR)
    for typed in ("smith", "jones", "al smith jones"):
        assert words(signed_in("chair").post(SEARCH, {"q": typed})).count("Al Smith-Jones</a>") == 1


def test_the_whole_reference_leads_to_the_page(signed_in, robin):
    reference = robin.subject.reference
    home = reverse("casefile:person", kwargs={"reference": reference})
    chair = signed_in("chair")
    assert chair.post(SEARCH, {"q": reference.lower().replace("-", " ")}).url == home
    assert chair.post(SEARCH, {"q": reference[:4]}).status_code == 200


def test_search_stays_within_what_the_reader_sees(signed_in, register):
    hidden = register("Casey", "Test-Hidden", identifiers=[(IdentifierKind.NHS, "9434765919")])
    for typed in ("casey", "9434765919", hidden.subject.reference):
        page = words(signed_in("chair").post(SEARCH, {"q": typed}))
        assert "Test-Hidden" not in page and "Nobody found" in page


def test_a_former_name_is_a_hint_only_for_those_with_the_right(signed_in, robin):
    found = words(signed_in("chair").post(SEARCH, {"q": "oldname"}))
    assert "Robin Test-Ashby" in found and "Formerly Robin Test-Oldname" in found
    for typed in ("oldname", "robin"):
        assert "Formerly" not in words(signed_in("health_spoc").post(SEARCH, {"q": typed}))
    assert "Nobody found" in words(signed_in("health_spoc").post(SEARCH, {"q": "oldname"}))
    assert "Robin Test-Ashby" in words(signed_in("health_spoc").post(SEARCH, {"q": "ashby"}))


@pytest.mark.parametrize("typed", ["", "a", "  "])
def test_too_little_finds_nobody(signed_in, robin, typed):
    assert "Robin" not in words(signed_in("chair").post(SEARCH, {"q": typed}))


def test_what_is_sought_never_stands_in_an_address(signed_in, robin):
    assert "Robin" not in words(signed_in("chair").get(SEARCH, {"q": "robin"}))


def test_who_may_search(signed_in):
    assert signed_in("referrer").post(SEARCH, {"q": "robin"}).status_code == 403
    assert signed_in("administrator").post(SEARCH, {"q": "robin"}).status_code == 403


def test_the_auditor_finds_a_record_by_its_whole_reference_and_no_name(signed_in, robin):
    auditor = signed_in("auditor")
    assert "No record has this reference" in words(auditor.post(SEARCH, {"q": "robin"}))
    reference = robin.subject.reference
    found = auditor.post(SEARCH, {"q": reference})
    assert found.url == reverse("casefile:seen_by", kwargs={"reference": reference})
    assert "the whole reference" in words(auditor.get(SEARCH)).lower()
