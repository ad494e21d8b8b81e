"""The short forms of facts: who opens them, what they write, and what they ask for."""

from datetime import date

import pytest
from django.urls import reverse

from macem.people import services
from macem.people.models import (
    Address,
    Contact,
    Fact,
    HomeAuthority,
    Link,
    PeerGroup,
    PeerMember,
    PersonName,
    Schooling,
)
from macem.protocol.vocabulary.facts import AddressKind, LinkKind, SafeToContact, Topic
from macem.protocol.vocabulary.states import NameKind

pytestmark = pytest.mark.django_db

FORMS = (
    ("record_fact", {"topic": "language"}),
    ("add_address", {}),
    ("add_schooling", {}),
    ("home_authority", {}),
    ("add_contact", {}),
    ("link", {}),
    ("form_group", {}),
)
DAY = {"since_day": "1", "since_month": "5", "since_year": "2026"}


@pytest.fixture
def at(first):
    return lambda view, **more: reverse(
        f"people:{view}", kwargs={"reference": first.subject.reference, **more}
    )


@pytest.fixture
def hub(at):
    return at("about")


@pytest.fixture
def contact(acting, first):
    with acting("mash") as by:
        return services.record_contact(
            person=first, name="Sam Test-Birch", relation="father", safe=SafeToContact.ASK_FIRST,
            safe_why="Ask her", telephone="01904 999999", by=by,
        )  # fmt: skip


def words(response):
    return response.content.decode()


def sent(response):
    """Everything that stands in the form's boxes."""
    return words(response).split("<form method", 1)[1]


@pytest.mark.parametrize(("view", "where"), FORMS)
@pytest.mark.parametrize(
    ("key", "status"),
    [("mash", 200), ("social_worker", 200), ("health_spoc", 403), ("second_social_worker", 404)],
)
def test_who_opens_the_forms(signed_in, at, view, where, key, status):
    answer = signed_in(key).get(at(view, **where))
    assert answer.status_code == status
    if status == 200:
        assert words(answer).count("<h1") == 1
        assert "Casey" not in words(answer).split("</title>")[0]


@pytest.mark.parametrize(
    ("key", "status"),
    [("chair", 200), ("health_spoc", 200), ("referrer", 403), ("second_social_worker", 404)],
)
def test_who_reads_the_facts_and_their_histories(signed_in, at, key, status):
    client = signed_in(key)
    assert client.get(at("about")).status_code == status
    for what in ("names", "language", "addresses"):
        assert client.get(at("history", what=what)).status_code == status


def test_a_history_or_a_fact_that_there_is_not_is_not_found(signed_in, at):
    mash = signed_in("mash")
    assert mash.get(at("history", what="weather")).status_code == 404
    assert mash.get(at("record_fact", topic="weather")).status_code == 404
    assert mash.get(at("end_record", kind="weather", pk=1)).status_code == 404


@pytest.mark.parametrize("view", ["record_fact", "add_schooling", "add_address"])
def test_a_restricted_fact_is_recorded_by_those_who_may_read_it(signed_in, at, view):
    where = {"topic": "gp"} if view == "record_fact" else {}
    key = {"record_fact": "chair", "add_schooling": "intelligence_ds"}.get(view, "second_service_manager")
    status = 200 if view == "add_address" else 403
    assert signed_in(key).get(at(view, **where)).status_code == status


def test_a_detective_records_a_home_and_is_not_asked_for_a_placement(signed_in, at):
    page = words(signed_in("intelligence_ds").get(at("add_address")))
    assert 'value="home"' in page and 'value="placement"' not in page


def test_a_language_is_recorded_and_shown_with_who_said_so(signed_in, at, hub, acting):
    mash = signed_in("mash")
    language = at("record_fact", topic="language")
    assert mash.post(language, {"code": "polish", "told_by": "Her mother", **DAY}).url == hub
    page = words(mash.get(hub))
    assert "Polish" in page and "Since 1 May 2026, said by Her mother" in page
    history = words(mash.get(at("history", what="language")))
    assert "Said by Her mother. Recorded by Tamsin Example-Lowe" in history
    assert "Polish" in words(mash.get(language))  # recorded now, above the form


def test_an_ethnicity_that_nobody_recorded_is_said_to_be_missing(signed_in, at, hub):
    mash = signed_in("mash")
    assert "Missing" in words(mash.get(hub))
    mash.post(at("record_fact", topic="ethnicity"), {"code": "WIRT"})
    assert "Missing" not in words(mash.get(hub))


def test_another_language_is_asked_for_and_nothing_typed_is_lost(signed_in, at):
    answer = signed_in("mash").post(
        at("record_fact", topic="language"), {"code": "other", "told_by": "Her aunt", **DAY}
    )
    assert "tells nobody anything" in words(answer)
    assert "Her aunt" in sent(answer) and 'value="2026"' in sent(answer)


def test_where_they_live_is_recorded_with_whether_it_suits(signed_in, at, hub, acting):
    typed = {
        "kind": "placement", "placement": "supported", "carer": "Test Homes", "lines": "1 Test Row",
        "postcode": "yo1 7zz", "suitable": "no", "suitable_why": "Adults stay there", **DAY,
    }  # fmt: skip
    mash = signed_in("mash")
    assert mash.post(at("add_address"), typed).url == hub
    with acting("mash"):
        address = Address.objects.get()
        assert (address.kind, address.suitable, address.since) == (
            AddressKind.PLACEMENT,
            False,
            date(2026, 5, 1),
        )
    page = words(mash.get(hub))
    assert "Supported accommodation, Test Homes, 1 Test Row, YO1 7ZZ" in page and "Not suitable" in page


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"kind": "placement"}, "Choose what kind of placement it is"),
        ({"kind": "home"}, "Enter the address, or at least the postcode"),
        ({"kind": "home", "lines": "1 Test Row", "suitable": "no"}, "Say why it is not suitable"),
    ],
)
def test_an_address_that_says_too_little_is_asked_for_more(signed_in, at, typed, asked):
    assert asked in words(signed_in("mash").post(at("add_address"), typed))


def test_a_part_time_timetable_is_recorded_with_its_hours(signed_in, at, hub, acting):
    typed = {"status": "part_time", "hours": "12", "school": "Test-Meadow Academy"}
    assert signed_in("mash").post(at("add_schooling"), typed).url == hub
    assert signed_in("mash").post(at("add_schooling"), {**typed, "status": "suspended"}).url == hub
    with acting("mash"):
        assert [row.hours for row in Schooling.objects.order_by("pk")] == [12, None]


def test_the_home_authority_is_recorded(signed_in, at, hub, acting):
    mash = signed_in("mash")
    assert "Enter local authority" in words(mash.post(at("home_authority"), {"worker_name": "Jo"}))
    assert mash.post(at("home_authority"), {"authority": "Leeds", "worker_name": "Jo"}).url == hub
    assert "Leeds, Jo" in words(mash.get(hub))
    with acting("mash"):
        assert HomeAuthority.objects.get().authority == "Leeds"


def test_a_contact_is_asked_for_why_before_it_is_written(signed_in, at, hub, acting):
    mash = signed_in("mash")
    typed = {"name": "Sam Test-Birch", "relation": "father", "safe": "no", "telephone": "01904 999999"}
    answer = mash.post(at("add_contact"), typed)
    assert "so that nobody contacts them by mistake" in words(answer) and "01904 999999" in sent(answer)
    assert (
        mash.post(at("add_contact"), {**typed, "no_why": "He opens her post", "responsible": "yes"}).url
        == hub
    )
    with acting("mash"):
        contact = Contact.objects.get()
        assert (contact.safe, contact.safe_why) == (SafeToContact.NO, "He opens her post")
        assert contact.responsible is True


def test_a_contact_is_changed_as_a_new_row(signed_in, at, hub, acting, contact):
    mash, change = signed_in("mash"), at("change_contact", pk=contact.pk)
    page = mash.get(change)
    assert "Sam Test-Birch" in sent(page) and "Ask her" in sent(page)
    assert signed_in("health_spoc").get(change).status_code == 403
    assert signed_in("second_social_worker").get(change).status_code == 404
    typed = {"name": "Sam Test-Birch", "relation": "father", "safe": "yes", "telephone": "01904 999998"}
    assert mash.post(change, typed).url == hub
    assert mash.post(change, typed).status_code == 404  # changed since
    with acting("mash"):
        assert Contact.objects.count() == 2


def test_whoever_may_not_read_the_number_changes_the_rest_and_loses_nothing(signed_in, at, acting, contact):
    detective, change = signed_in("intelligence_ds"), at("change_contact", pk=contact.pk)
    assert "01904 999999" not in words(detective.get(change))
    detective.post(
        change, {"name": "Sam Test-Birch", "relation": "father", "safe": "no", "no_why": "A suspect"}
    )
    with acting("mash"):
        assert Contact.objects.get(until=None).telephone == "01904 999999"


def test_a_link_is_made_with_somebody_who_is_chosen_and_not_guessed(signed_in, at, hub, acting, second):
    mash, typed = signed_in("mash"), {"kind": "sibling", "who": "Quill"}
    answer = words(mash.post(at("link"), typed))
    assert "Choose which of them it is" in answer and second.subject.reference in answer
    assert mash.post(at("link"), {**typed, "chosen": second.subject.reference}).url == hub
    assert "Quill Test-Hidden" in words(mash.get(hub))
    with acting("mash"):
        assert Link.objects.get().kind is LinkKind.SIBLING


def test_a_whole_reference_is_proof_enough(signed_in, at, hub, second):
    typed = {"kind": "friend", "who": second.subject.reference}
    assert signed_in("mash").post(at("link"), typed).url == hub


def test_somebody_whom_the_recorder_does_not_see_is_not_found(signed_in, at, second):
    worker = signed_in("social_worker")
    for who in ("Quill", second.subject.reference):
        answer = words(worker.post(at("link"), {"kind": "friend", "who": who}))
        assert "Nobody whom you may see is found by that" in answer and "Test-Hidden" not in answer
    forged = worker.post(at("link"), {"kind": "friend", "who": "Quill", "chosen": second.subject.reference})
    assert "Nobody whom you may see" in words(forged)


def test_a_peer_group_is_named_joined_and_left(signed_in, at, hub, acting, first, second, make):
    third = make("Rook", "Test-Third")
    mash = signed_in("mash")
    typed = {"name": "Friday, the station", "who": second.subject.reference}
    assert mash.post(at("form_group"), typed).url == hub
    with acting("mash"):
        group = PeerGroup.objects.get()
    page = at("peer_group", group=group.pk)
    assert "Friday, the station" in words(mash.get(hub)) and "Quill" in words(mash.get(page))
    assert mash.post(page, {"who": third.subject.reference}).url == page
    assert "Rook" in words(mash.get(page))
    assert signed_in("social_worker").get(page).status_code == 404
    assert signed_in("health_spoc").get(page).status_code == 403
    with acting("mash"):
        member = PeerMember.objects.get(person=third)
    assert mash.post(at("end_record", kind="peer", pk=member.pk), {"what": "ended"}).status_code == 404
    mine = PeerMember.objects
    with acting("mash"):
        own = mine.get(person=first)
    assert mash.post(at("end_record", kind="peer", pk=own.pk), {"what": "ended"}).url == hub
    assert "Friday, the station" not in words(mash.get(hub))


@pytest.mark.parametrize(
    ("typed", "ended", "withdrawn"),
    [
        ({"what": "ended", "until_day": "9", "until_month": "5", "until_year": "2026"}, date(2026, 5, 9), ""),
        ({"what": "mistaken", "reason": "Another child’s"}, None, "Another child’s"),
    ],
)
def test_a_fact_is_taken_off_as_ended_or_as_a_mistake(
    signed_in, at, hub, acting, first, typed, ended, withdrawn
):
    with acting("mash") as by:
        fact = services.record_fact(person=first, topic=Topic.INTERPRETER, code="no", by=by)
    mash, off = signed_in("mash"), at("end_record", kind="fact", pk=fact.pk)
    assert "No interpreter needed" in words(mash.get(off))
    assert "Say what was wrong" in words(mash.post(off, {"what": "mistaken"}))
    assert signed_in("health_spoc").post(off, typed).status_code == 403
    assert signed_in("second_social_worker").post(off, typed).status_code == 404
    assert mash.post(off, typed).url == hub
    with acting("mash"):
        fact = Fact.objects.get()
        assert (fact.until, fact.withdrawn_reason) == (ended, withdrawn)
    history = words(mash.get(at("history", what="interpreter")))
    assert ("Recorded wrongly" if withdrawn else "Ended") in history


def test_a_restricted_record_is_taken_off_by_those_who_may_read_it(signed_in, at, acting, first):
    with acting("mash") as by:
        gp = services.record_fact(person=first, topic=Topic.GP, words="Test Surgery", by=by)
    assert signed_in("chair").get(at("end_record", kind="fact", pk=gp.pk)).status_code == 403


def test_a_record_of_somebody_else_is_not_taken_off_here(signed_in, at, acting, second):
    with acting("mash") as by:
        fact = services.record_fact(person=second, topic=Topic.SEX, code="male", by=by)
    assert signed_in("mash").get(at("end_record", kind="fact", pk=fact.pk)).status_code == 404


def test_a_name_written_wrongly_is_taken_off(signed_in, at, hub, acting, first):
    with acting("mash") as by:
        wrong = services.add_name(person=first, kind=NameKind.ALIAS, forename="Zogo", by=by)
    mash, off = signed_in("mash"), at("withdraw_name", pk=wrong.pk)
    assert "Zogo" in words(mash.get(off))
    assert signed_in("health_spoc").get(off).status_code == 403
    assert mash.post(off, {"reason": "Misheard"}).url == hub
    assert mash.post(off, {"reason": "Misheard"}).status_code == 404
    with acting("mash"):
        assert PersonName.objects.get(pk=wrong.pk).withdrawn_reason == "Misheard"


def test_a_former_name_is_taken_off_by_those_who_may_read_it(signed_in, at, acting, first):
    with acting("mash") as by:
        services.add_name(person=first, kind=NameKind.LEGAL, forename="Casey", surname="Test-New", by=by)
        former = PersonName.objects.get(surname="Test-Birch")
    assert signed_in("mash").get(at("withdraw_name", pk=former.pk)).status_code == 200


def test_a_known_birth_is_corrected_for_a_reason(signed_in, at, hub, acting, first):
    mash = signed_in("mash")
    assert mash.post(at("birth"), {"birth_basis": "estimated", "estimated_age": "15"}).url == hub
    exact = {
        "birth_basis": "exact", "date_of_birth_day": "27", "date_of_birth_month": "3",
        "date_of_birth_year": "2012",
    }  # fmt: skip
    assert "Why is it corrected" in words(mash.post(at("birth"), exact))
    assert mash.post(at("birth"), {**exact, "reason": "Passport seen"}).url == hub
    history = words(mash.get(at("history", what="birth")))
    assert "27 March 2012" in history and "about 15 on" in history and "Passport seen" in history


def test_the_page_of_facts_takes_the_same_number_of_queries_however_many_there_are(
    signed_in, hub, acting, first, make, django_assert_max_num_queries
):
    mash = signed_in("mash")
    mash.get(hub)
    with acting("mash") as by:
        for name in ("Ada", "Bea", "Cal", "Dee"):
            other = make(name, "Test-More")
            services.link_people(person=first, other=other, kind=LinkKind.FRIEND, by=by)
            services.record_contact(
                person=first, name=name, relation="grandparent", safe=SafeToContact.YES, by=by
            )
            services.record_fact(person=first, topic=Topic.LANGUAGE, code="other", words=name, by=by)
    with django_assert_max_num_queries(45):
        mash.get(hub)
