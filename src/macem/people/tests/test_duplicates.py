"""A record made beside a likely one is kept apart with a word; of one that bars its maker others are told."""

from datetime import date

import pytest

from macem.audit.models import AuditEvent
from macem.confidentiality.models import Restriction, RestrictionMember, Subject
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.notices.models import Notice
from macem.people import services
from macem.people.duties import duties
from macem.people.finding import describe, perhaps_known
from macem.people.models import DuplicateAnswer, PossibleDuplicate
from macem.people.timeline import entries
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db

CHILD = [PersonKind.CHILD]
SOUGHT = describe(forename="Kathryn", surname="Test-Maddox", date_of_birth=date(2011, 7, 5))
JUDGES = ("chair", "vice_chair", "ce_coordinator")
OTHERS = ("mash", "business_support", "social_worker", "intelligence_ds")


def register(by, partnership, to, surname="Test-Maddox"):
    return services.register_person(
        kind=PersonKind.CHILD,
        forename="Kathryn",
        surname=surname,
        date_of_birth=date(2011, 7, 5),
        first_grants=[Principal.role(partnership.panel.pk, role) for role in to],
        basis="test",
        source="test:1",
        by=by,
    )


@pytest.fixture
def known(acting, partnership):
    """A child whom the MASH and those who judge see."""
    with acting("ce_coordinator") as by:
        to = (Role.CE_COORDINATOR, Role.CHAIR, Role.VICE_CHAIR, Role.MASH_DECISION_MAKER)
        return register(by, partnership, to)


@pytest.fixture
def restricted(known, as_worker, partnership):
    """The same child, whose record the chair and the vice chair alone may open now."""
    with as_worker():
        restriction = Restriction.objects.create(subject_id=known.pk, since=clock.now())
        for key in ("chair", "vice_chair"):
            RestrictionMember.objects.create(restriction=restriction, user_id=partnership.user(key).pk)
    return known


@pytest.fixture
def second(restricted, acting, partnership):
    """A second record of the child, made by somebody at the MASH who does not see the first."""
    with acting("mash") as by:
        person = register(by, partnership, [Role.MASH_DECISION_MAKER])
        assert services.tell_of_unseen(person=person, sought=SOUGHT, panel=partnership.panel, by=by) == 1
    return person


def address(pair):
    return f"/people/possible-duplicates/{pair.pk}/"


def only_pair(as_worker):
    with as_worker():
        return PossibleDuplicate.objects.get()


def test_a_second_record_beside_a_likely_one_needs_a_word_why(known, acting, partnership):
    with acting("mash") as by:
        [found] = perhaps_known([SOUGHT], kinds=CHILD, by=by)
        person = register(by, partnership, [Role.MASH_DECISION_MAKER])
        with pytest.raises(NotNow):
            services.keep_apart(person=person, found=found, why=" ", by=by)
        services.keep_apart(person=person, found=found, why="Two cousins of one name.", by=by)
        answer = DuplicateAnswer.objects.select_related("duplicate").get()
    assert not answer.same_person
    assert {answer.duplicate.first_id, answer.duplicate.second_id} == {known.pk, person.pk}
    assert not PossibleDuplicate.objects.exists()  # to nobody signed in


def test_whoever_makes_a_second_record_learns_nothing_of_the_restricted_one(second, restricted, acting):
    with acting("mash") as by:
        assert not PossibleDuplicate.objects.exists()
        assert perhaps_known([SOUGHT], kinds=CHILD, by=by)[0][0].subject_id == second.pk
        assert not Subject.objects.filter(pk=restricted.pk).exists()


def test_those_within_the_restriction_are_told_and_see_the_new_record(second, acting, partnership):
    told = {notice.user_id for notice in Notice.objects.filter(kind="duplicate")}
    assert told == {partnership.user("chair").pk, partnership.user("vice_chair").pk}
    for key in ("chair", "vice_chair"):
        with acting(key):
            assert Subject.objects.filter(pk=second.pk).exists()
            assert PossibleDuplicate.objects.get().second_id == second.pk
    with acting("ce_coordinator"):
        assert not PossibleDuplicate.objects.exists()
        assert not Subject.objects.filter(pk=second.pk).exists()


def test_the_mail_says_nothing_of_anybody(second):
    for notice in Notice.objects.filter(kind="duplicate"):
        assert notice.subject_line == "two records for you to compare"
        assert "Maddox" not in notice.path


def test_they_owe_an_answer_until_one_is_given(second, acting, partnership, signed_in, as_worker):
    chair = partnership.user("chair")
    with acting("chair"):
        [duty] = duties(chair, {Role.CHAIR}, clock.now())
    assert duty.url == address(only_pair(as_worker))
    client = signed_in("chair")
    shown = client.get(duty.url).content.decode()
    assert "Same name" in shown
    assert "Kathryn Test-Maddox" in shown
    client.post(duty.url, {"same_person": "yes", "why": "The school says so."})
    with acting("chair"):
        assert DuplicateAnswer.objects.get().same_person
        reference = Subject.objects.get(pk=second.pk).reference
        pair = PossibleDuplicate.objects.get()
        told = [entry.title for entry in entries(pair.first_id, chair)]
        assert f"The same person as {reference}" in told
        assert duties(chair, {Role.CHAIR}, clock.now()) == []
        assert Subject.objects.filter(pk=second.pk).exists()
    assert AuditEvent.objects.filter(event="possible_duplicate_answered").count() == 1


def test_no_takes_back_the_sight_that_was_given_to_compare(second, acting, signed_in, as_worker):
    where = address(only_pair(as_worker))
    answer = signed_in("chair").post(where, {"same_person": "no", "why": "Another town."}, follow=True)
    assert answer.status_code == 200
    for key in JUDGES:
        with acting(key):
            assert not Subject.objects.filter(pk=second.pk).exists(), key
    assert signed_in("chair").get(where).status_code == 404


@pytest.mark.parametrize(("typed", "error"), [({}, "Say whether"), ({"same_person": "no"}, "Say why")])
def test_an_answer_needs_a_reason(typed, error, second, acting, signed_in, as_worker):
    shown = signed_in("chair").post(address(only_pair(as_worker)), typed).content.decode()
    assert error in shown
    with acting("chair"):
        assert not DuplicateAnswer.objects.exists()


@pytest.mark.parametrize("key", OTHERS)
def test_nobody_else_answers(key, second, signed_in, acting, as_worker):
    pair = only_pair(as_worker)
    assert signed_in(key).get(address(pair)).status_code == 403
    with acting(key) as by, pytest.raises(Refused):
        services.answer_duplicate(duplicate=pair, same_person=True, why="So it is.", by=by)


def test_a_judge_outside_the_restriction_finds_no_such_pair(second, signed_in, as_worker):
    assert signed_in("ce_coordinator").get(address(only_pair(as_worker))).status_code == 404
