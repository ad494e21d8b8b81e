"""Brothers, sisters, friends and peer groups: seen by those who see both, without a hint for anybody else."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from macem.gate import clock
from macem.gate.refusal import NotNow
from macem.people import services
from macem.people.models import Link, PeerGroup, PeerMember, Person
from macem.people.presenters import Together
from macem.protocol.vocabulary.facts import LinkKind
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def siblings(acting, first, second):
    with acting("mash") as by:
        return services.link_people(
            person=second, other=first, kind=LinkKind.SIBLING, words="Half-sister", told_by="Mother", by=by
        )


@pytest.fixture
def group(acting, first, second, make):
    third = make("Rook", "Test-Third")
    with acting("mash") as by:
        return services.form_peer_group(
            name="Friday, the station", people=[first, second, third], words="Meet there", by=by
        )


def together(person: Person, user) -> Together:
    return Together(Person.objects.get_queryset().with_names().get(pk=person.pk), user)


def words(response) -> str:
    return response.content.decode()


def test_a_link_shows_each_the_other_to_whoever_sees_both(acting, first, second, siblings, partnership):
    user = partnership.user("chair")
    with acting("chair"):
        assert (siblings.first_id, siblings.second_id) == tuple(sorted((first.pk, second.pk)))
        for one, other in ((first, second), (second, first)):
            (shown,) = together(one, user).linked
            assert (shown.person.id, shown.how) == (other.pk, "Brother or sister")
            assert shown.lines == ["Half-sister", "Said by Mother"]


def test_whoever_sees_one_alone_gets_no_hint_of_the_other(acting, first, siblings, group, partnership):
    user = partnership.user("social_worker")
    with acting("social_worker"):
        assert Person.objects.visible_to(user).get() == first
        assert not Link.objects.exists()
        assert not PeerGroup.objects.exists()
        mine = together(first, user)
        assert (mine.linked, mine.groups) == ([], [])


def test_no_page_of_the_first_hints_at_the_second(signed_in, first, siblings, group):
    reference = first.subject.reference
    pages = [
        reverse("casefile:person", kwargs={"reference": reference}),
        reverse("people:about", kwargs={"reference": reference}),
    ]
    seen, unseen = signed_in("chair"), signed_in("social_worker")
    for page in pages:
        for secret in ("Quill", "Friday, the station", "Half-sister"):
            assert secret not in words(unseen.get(page))
    assert all(secret in words(seen.get(pages[1])) for secret in ("Quill", "Friday, the station"))


def test_the_database_itself_writes_no_link_for_one_who_sees_one_side(acting, first, second):
    with acting("social_worker"), pytest.raises(ProgrammingError), transaction.atomic():
        lower, higher = sorted((first.pk, second.pk))
        Link.objects.create(first_id=lower, second_id=higher, kind=LinkKind.FRIEND, recorded_at=clock.now())


@pytest.mark.parametrize("model", [Link, PeerGroup, PeerMember])
def test_both_walls_let_the_same_rows_through(acting, as_worker, partnership, siblings, group, model):
    sizes = set()
    for key in ("chair", "mash", "social_worker", "health_spoc", "administrator"):
        user = partnership.user(key)
        with acting(key):
            by_the_database = set(model.objects.visible_to(user).values_list("pk", flat=True))
        with as_worker():
            in_python = set(model.objects.visible_to(user).values_list("pk", flat=True))
        assert by_the_database == in_python, key
        sizes.add(len(in_python))
    assert len(sizes) > 1


def test_twins_are_two_people_born_the_same_day(acting, make, partnership):
    twins = [make(name, "Test-Twin", date_of_birth=date(2012, 4, 2)) for name in ("Ada", "Bea")]
    with acting("chair") as by:
        services.link_people(person=twins[0], other=twins[1], kind=LinkKind.SIBLING, by=by)
        (shown,) = together(twins[0], partnership.user("chair")).linked
        assert shown.how == "Brother or sister, born the same day"
        assert Person.objects.count() == 2


def test_a_link_stands_once_and_ends(acting, first, second, siblings):
    with acting("mash") as by:
        again = services.link_people(person=first, other=second, kind=LinkKind.SIBLING, by=by)
        assert again == siblings
        with pytest.raises(NotNow):
            services.link_people(person=first, other=first, kind=LinkKind.FRIEND, by=by)
        services.end_record(record=siblings, by=by)
        assert services.link_people(person=first, other=second, kind=LinkKind.SIBLING, by=by) != siblings


def test_a_group_shows_those_whom_the_reader_sees_and_is_told_of_by_nothing_else(
    acting, partnership, first, second, group, make
):
    with acting("chair"):
        (shown,) = together(first, partnership.user("chair")).groups
        assert {one.person.called for one in shown.members} == {"Casey", "Quill", "Rook"}
    with acting("mash") as by:
        late = make("Wren", "Test-Late")
        services.join_peer_group(group=group, person=late, by=by)
        services.join_peer_group(group=group, person=late, by=by)
        assert PeerMember.objects.filter(group=group).count() == 4
        services.end_record(record=PeerMember.objects.get(person=late), by=by)
        (shown,) = together(first, partnership.user("mash")).groups
        assert len(shown.members) == 3


def test_an_adult_belongs_to_no_peer_group(acting, first, group, make):
    adult = make("Lee", "Test-Adult", kind=PersonKind.ADULT)
    with acting("mash") as by:
        for change in (
            lambda: services.form_peer_group(name="A", people=[first, adult], by=by),
            lambda: services.join_peer_group(group=group, person=adult, by=by),
        ):
            with pytest.raises(NotNow):
                change()


@pytest.mark.parametrize("wrong", [{"name": " "}, {"people": 1}])
def test_a_group_has_a_name_and_two_people(acting, first, second, wrong):
    people = [first, second][: wrong.get("people", 2)]
    with acting("mash") as by, pytest.raises(NotNow):
        services.form_peer_group(name=wrong.get("name", "A"), people=people, by=by)
