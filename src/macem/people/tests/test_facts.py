"""Facts as dated rows: what stands, what was, and what never was."""

from datetime import UTC, date, datetime, timedelta

import pytest

from macem.audit.models import AuditEvent
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.people import services
from macem.people.models import (
    Address,
    BirthRecord,
    Contact,
    Fact,
    FactsChanged,
    HomeAuthority,
    Identifier,
    Person,
    PersonName,
    Schooling,
)
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary.facts import AddressKind, SafeToContact, Topic
from macem.protocol.vocabulary.states import BirthBasis, IdentifierKind, NameKind

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)


def standing(model, **which):
    return list(model.objects.get_queryset().standing(clock.today()).filter(**which))


def shown(person, day=None):
    return PersonPresenter(Person.objects.get_queryset().with_names().get(pk=person.pk), day)


def test_a_new_care_status_ends_the_one_before_and_both_are_kept(acting, first):
    with acting("mash") as by:
        record = {"person": first, "topic": Topic.CARE_STATUS, "by": by}
        services.record_fact(code="s20", since=date(2026, 1, 5), told_by="Her social worker", **record)
        services.record_fact(code="s31", since=MAY, **record)
        assert [fact.code for fact in standing(Fact)] == ["s31"]
        before = Fact.objects.get(code="s20")
        assert (before.since, before.until) == (date(2026, 1, 5), MAY)
        assert (before.told_by, before.recorded_by_id) == ("Her social worker", by.user_id)
        event = AuditEvent.objects.filter(event="fact_recorded").latest("pk")
        assert (event.subject_id, event.details) == (first.pk, {"topic": "care_status"})


def test_what_is_over_already_ends_nothing(acting, first):
    with acting("mash") as by:
        record = {"person": first, "topic": Topic.CARE_STATUS, "by": by}
        services.record_fact(code="s31", since=MAY, **record)
        services.record_fact(code="s46", since=date(2026, 3, 1), until=date(2026, 3, 4), **record)
        assert [fact.code for fact in standing(Fact)] == ["s31"]


def test_police_protection_that_will_end_ends_by_itself(acting, first):
    tomorrow = clock.today() + timedelta(days=1)
    with acting("mash") as by:
        fact = services.record_fact(
            person=first, topic=Topic.CARE_STATUS, code="s46", since=clock.today(), until=tomorrow, by=by
        )
        assert standing(Fact) == [fact]
        assert not Fact.objects.get_queryset().standing(tomorrow).exists()


def test_languages_stand_side_by_side_and_no_disability_stands_alone(acting, first):
    with acting("mash") as by:
        for topic, code in (
            (Topic.LANGUAGE, "polish"),
            (Topic.LANGUAGE, "english"),
            (Topic.DISABILITY, "AUT"),
            (Topic.DISABILITY, "HEAR"),
            (Topic.DISABILITY, "NONE"),
        ):
            services.record_fact(person=first, topic=topic, code=code, by=by)
        assert {fact.code for fact in standing(Fact)} == {"polish", "english", "NONE"}


def test_the_same_answer_is_written_once(acting, first):
    with acting("mash") as by:
        answers = [
            services.record_fact(person=first, topic=Topic.ETHNICITY, code="MWBC", by=by) for _i in range(2)
        ]
        assert answers[0] == answers[1] == Fact.objects.get()


@pytest.mark.parametrize(
    "answer",
    [
        {"topic": Topic.SEX, "code": "purple"},
        {"topic": Topic.SEX},
        {"topic": Topic.GP, "words": " "},
        {"topic": Topic.LANGUAGE, "code": "other"},
        {"topic": Topic.SEX, "code": "female", "since": date(2999, 1, 1)},
        {"topic": Topic.CARE_STATUS, "code": "s20", "since": MAY, "until": date(2026, 4, 30)},
    ],
)
def test_an_answer_that_says_nothing_or_contradicts_itself_is_refused(acting, first, answer):
    with acting("service_manager") as by, pytest.raises(NotNow):
        services.record_fact(person=first, by=by, **answer)


def test_what_was_recorded_wrongly_is_withdrawn_with_a_reason_and_kept(acting, first):
    with acting("mash") as by:
        fact = services.record_fact(person=first, topic=Topic.ETHNICITY, code="AIND", by=by)
        with pytest.raises(NotNow):
            services.withdraw_record(record=fact, reason=" ", by=by)
        services.withdraw_record(record=fact, reason="Taken from another file", by=by)
        assert standing(Fact) == []
        kept = Fact.objects.get()
        assert (kept.withdrawn_reason, kept.withdrawn_by_id) == ("Taken from another file", by.user_id)
        with pytest.raises(NotNow):
            services.withdraw_record(record=fact, reason="Again", by=by)


def test_what_is_no_longer_so_ends_on_a_day_once(acting, first):
    with acting("mash") as by:
        fact = services.record_fact(person=first, topic=Topic.INTERPRETER, code="no", since=MAY, by=by)
        with pytest.raises(NotNow):
            services.end_record(record=fact, until=date(2026, 4, 1), by=by)
        services.end_record(record=fact, until=date(2026, 5, 9), by=by)
        assert standing(Fact) == []
        with pytest.raises(NotNow):
            services.end_record(record=fact, by=by)


def test_a_placement_ends_the_placement_before_and_leaves_the_home(acting, first):
    with acting("mash") as by:
        where = {"person": first, "by": by}
        home = services.record_address(
            kind=AddressKind.HOME, lines="1 Test Row", postcode="yo17zz", since=MAY, **where
        )
        placed = {"kind": AddressKind.PLACEMENT, **where}
        services.record_address(placement="foster", carer="The Test-Reeds", **placed)
        second = services.record_address(
            placement="supported", suitable=False, suitable_why="Adults stay there", **placed
        )
        assert home.postcode == "YO1 7ZZ"
        assert set(standing(Address)) == {home, second}
        other = services.record_address(kind=AddressKind.OTHER, lines="Her aunt’s", **where)
        third = services.record_address(kind=AddressKind.OTHER, lines="Her father’s", **where)
        assert set(standing(Address, kind=AddressKind.OTHER)) == {other, third}


@pytest.mark.parametrize(
    "address",
    [
        {"kind": AddressKind.HOME},
        {"kind": AddressKind.PLACEMENT, "lines": "1 Test Row"},
        {"kind": AddressKind.HOME, "postcode": "YO1", "suitable": False},
    ],
)
def test_an_address_that_says_too_little_is_refused(acting, first, address):
    with acting("mash") as by, pytest.raises(NotNow):
        services.record_address(person=first, by=by, **address)


def test_a_school_ends_the_one_before_unless_it_stands_beside_it(acting, first):
    with acting("mash") as by:
        record = {"person": first, "by": by}
        services.record_schooling(status="on_roll", school="Test-Meadow Academy", **record)
        unit = services.record_schooling(status="part_time", hours=12, school="Test-Mill", **record)
        farm = services.record_schooling(status="alternative", school="Test-Farm", beside=True, **record)
        assert set(standing(Schooling)) == {unit, farm}
        with pytest.raises(NotNow):
            services.record_schooling(status="expelled", **record)


def test_a_contact_that_is_not_safe_says_why_and_keeps_its_number_when_changed_unseen(acting, first):
    with acting("mash") as by:
        record = {"person": first, "name": "Sam Test-Birch", "relation": "father", "by": by}
        with pytest.raises(NotNow):
            services.record_contact(safe=SafeToContact.NO, **record)
        before = services.record_contact(
            safe=SafeToContact.ASK_FIRST, safe_why="Ask her", telephone="01904 999999", **record
        )
        after = services.record_contact(
            safe=SafeToContact.NO, safe_why="He opens her post", replaces=before, **record
        )
        assert standing(Contact) == [after]
        assert (after.telephone, after.replaces) == ("01904 999999", before)
        with pytest.raises(NotNow):  # somebody else was first
            services.record_contact(safe=SafeToContact.YES, replaces=before, **record)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"relation": "neighbour"}])
def test_a_contact_has_a_name_and_a_relation(acting, first, wrong):
    facts = {"name": "Sam Test-Birch", "relation": "father", "safe": SafeToContact.YES, **wrong}
    with acting("mash") as by, pytest.raises(NotNow):
        services.record_contact(person=first, by=by, **facts)


def test_the_authority_that_placed_a_child_here_bears_on_the_criteria(acting, first):
    with acting("mash") as by:
        record = {"person": first, "by": by}
        services.record_home_authority(authority="Leeds", **record)
        leeds = services.record_home_authority(authority="Leeds", worker_name="Jo Example-Rill", **record)
        assert standing(HomeAuthority) == [leeds]
        services.end_record(record=leeds, by=by)
        assert FactsChanged.objects.filter(what="home authority").count() == 3
        for wrong in ({"authority": ""}, {"authority": "Leeds", "told_on": date(2999, 1, 1)}):
            with pytest.raises(NotNow):
                services.record_home_authority(**wrong, **record)


def test_whoever_moved_away_or_died_stays_and_is_said_to_have(acting, make):
    child = make(date_of_birth=date(2010, 6, 1))
    with acting("mash") as by:
        record = {"person": child, "topic": Topic.STANDING, "by": by}
        moved = services.record_fact(code="moved", words="Leeds", since=MAY, **record)
        assert shown(child, date(2026, 5, 2)).age_words == "15, moved away"
        assert shown(child).standing_words == "Moved away on 1 May 2026"
        services.record_fact(code="died", since=date(2026, 5, 20), **record)
        assert shown(child, date(2027, 1, 1)).age_words == "died aged 15"
        assert shown(child).standing_words == "Died on 20 May 2026"
        wrong = Fact.objects.get(code="died")
        services.withdraw_record(record=wrong, reason="Somebody else", by=by)
        assert shown(child).standing_words == ""
        services.record_fact(code="moved", words="Leeds", since=MAY, **record)
        services.record_fact(code="here", **record)
        assert shown(child).standing_words == ""
        assert Fact.objects.filter(pk=moved.pk).exists()


def test_turning_18_flags_the_transition_and_drops_nobody(acting, make):
    child = make(date_of_birth=date(2008, 2, 29))
    with acting("chair"):
        before, after = shown(child, date(2026, 2, 28)), shown(child, date(2026, 3, 1))
        assert (before.age_line, before.transition_words) == ("Age 17", "")
        assert after.age_line == "Now 18"
        assert after.transition_words.startswith("Has turned 18: plan the transition.")
        assert shown(child, date(2027, 3, 1)).age_words == "now 19"
        assert after.is_child
        assert list(Person.objects.get_queryset().children()) == [child]


def test_17_or_18_is_for_a_person_to_decide(acting, make):
    child = make()
    with acting("mash") as by:
        services.record_birth(
            person=child, estimated_age=15, estimated_on=date(2024, 3, 1), told_by="School", by=by
        )
        assert shown(child).person.born.earliest == date(2008, 3, 2)
        assert shown(child).person.born.latest == date(2009, 3, 1)
        uncertain = shown(child, date(2026, 6, 1))
        assert uncertain.age_words == "17 or 18"
        assert uncertain.transition_words.startswith("May have turned 18: somebody has to decide")


def test_a_known_birth_is_corrected_for_a_reason_and_every_version_stays(acting, make):
    child = make(date_of_birth=date(2010, 6, 1))
    with acting("mash") as by:
        correct = {"person": child, "date_of_birth": date(2010, 1, 6), "by": by}
        with pytest.raises(NotNow):
            services.record_birth(**correct)
        services.record_birth(reason="Day and month were swapped", told_by="Passport", **correct)
        services.record_birth(reason="", **correct)  # the same again needs no reason and writes nothing
        stated = [(row.date_of_birth, row.reason) for row in BirthRecord.objects.all()]
        assert stated == [(date(2010, 1, 6), "Day and month were swapped"), (date(2010, 6, 1), "")]
        assert Person.objects.get(pk=child.pk).birth_basis is BirthBasis.EXACT
        with pytest.raises(NotNow):
            services.record_birth(person=child, estimated_age=15, estimated_on=date(2999, 1, 1), by=by)


def test_the_first_birth_and_sex_of_a_record_begin_their_histories(acting, make):
    child = make(date_of_birth=date(2010, 6, 1), sex="female")
    with acting("mash"):
        assert BirthRecord.objects.get(person=child).date_of_birth == date(2010, 6, 1)
        assert Fact.objects.get(person=child, topic=Topic.SEX).code == "female"
    with pytest.raises(NotNow):
        make(sex="F")


def test_an_alias_finds_and_a_name_written_wrongly_no_longer_does(acting, first):
    with acting("mash") as by:
        services.add_name(person=first, kind=NameKind.ALIAS, forename="Ziggy", told_by="Peers", by=by)
        wrong = services.add_name(person=first, kind=NameKind.ALIAS, forename="Zogo", by=by)
        assert shown(first).name == "Casey Test-Birch"
        assert set(shown(first).aliases) == {"Ziggy", "Zogo"}
        with pytest.raises(NotNow):
            services.withdraw_name(name=wrong, reason="", by=by)
        services.withdraw_name(name=wrong, reason="Misheard", by=by)
        people = Person.objects.get_queryset()
        assert list(people.named("ziggy", former_too=False)) == [first]
        assert not people.named("zogo", former_too=True).exists()
        assert (shown(first).aliases, shown(first).former_names) == (["Ziggy"], [])
        with pytest.raises(NotNow):
            services.withdraw_name(name=wrong, reason="Misheard", by=by)


def test_the_only_name_of_a_record_stays(acting, first):
    with acting("mash") as by, pytest.raises(NotNow):
        services.withdraw_name(name=PersonName.objects.get(), reason="Wrong", by=by)


def test_who_recorded_a_number_is_kept(acting, first):
    with acting("mash") as by:
        services.add_identifier(person=first, kind=IdentifierKind.CSC, value="000123", by=by)
        assert Identifier.objects.get().recorded_by_id == by.user_id


@pytest.mark.parametrize(
    ("key", "record"),
    [
        ("health_spoc", {"topic": Topic.ETHNICITY, "code": "WBRI"}),  # reads, and records nothing
        ("chair", {"topic": Topic.GP, "words": "Test Surgery"}),  # not the chair's to read
        ("return_interview_worker", {"topic": Topic.ETHNICITY, "code": "WBRI"}),  # does not see the child
    ],
)
def test_a_fact_is_recorded_by_those_who_record_and_may_read_it(acting, first, key, record):
    with acting(key) as by, pytest.raises(Refused):
        services.record_fact(person=first, by=by, **record)


def test_somebody_who_does_not_see_the_child_changes_no_fact(acting, first, second):
    with acting("mash") as by:
        fact = services.record_fact(person=second, topic=Topic.SEX, code="male", by=by)
    with acting("social_worker") as by:
        other = {"person": second, "by": by}
        for change in (
            lambda: services.record_address(kind=AddressKind.HOME, lines="1 Test Row", **other),
            lambda: services.record_schooling(status="on_roll", **other),
            lambda: services.record_home_authority(authority="Leeds", **other),
            lambda: services.record_contact(name="A", relation="father", safe=SafeToContact.YES, **other),
            lambda: services.link_people(person=first, other=second, kind="sibling", by=by),
            lambda: services.form_peer_group(name="A", people=[first, second], by=by),
        ):
            with pytest.raises(Refused):
                change()
        with pytest.raises((Refused, Fact.DoesNotExist)):
            services.withdraw_record(record=fact, reason="Wrong", by=by)


def test_the_database_keeps_an_unsafe_contact_from_losing_its_reason(acting, first):
    from django.db import IntegrityError, transaction

    facts = {"person": first, "relation": "father", "name": "Sam", "recorded_at": datetime.now(UTC)}
    with acting("mash"), pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(safe=SafeToContact.NO, **facts)
