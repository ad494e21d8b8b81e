"""Who sees whom: the database and Python agree, and what bars beats what grants (security 3, 6)."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macem.audit.models import AuditEvent
from macem.confidentiality.models import AccessGrant, Exclusion, Restriction, RestrictionMember, Subject
from macem.confidentiality.policies import can_see
from macem.confidentiality.querysets import WrongConnection, principals_of
from macem.confidentiality.row_security import sees_subject
from macem.confidentiality.services import Principal, end_access, grant_access, register_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.scope import acting_for
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db

KEYS = ("chair", "health_spoc", "health_deputy", "exploitation_team", "auditor")
LOOKING = clock.timezone.now()


@dataclass(frozen=True)
class Grant:
    """To whom, and from when until when, in hours from now."""

    kind: str
    since: int
    until: int | None


GRANTS = st.builds(
    Grant,
    kind=st.sampled_from(["user", "agency", "chair", "chair:2", "spoc", "deputy:2", "exploitation_team:2"]),
    since=st.sampled_from([-2, -1, 0, 1]),
    until=st.sampled_from([None, -1, 0, 1]),
)


def principal(kind, partnership):
    if kind == "user":
        return Principal.user(partnership.user("health_spoc").pk)
    if kind == "agency":
        return Principal.agency(partnership.agency("health").pk)
    role, _, two = kind.partition(":")
    return Principal.role(partnership.panel.pk, Role(role), part_two=bool(two))


def a_subject(number):
    return Subject.objects.create(reference=f"T{number:05d}")


def write_grant(subject, found, partnership, number=0):
    since = LOOKING + timedelta(hours=found.since)
    until = None if found.until is None else max(since, LOOKING + timedelta(hours=found.until))
    AccessGrant.objects.create(
        subject=subject,
        principal=principal(found.kind, partnership).text,
        basis="test",
        source=f"test:{number}",
        since=since,
        until=until,
    )


def restrict(subject, members, *, lifted=False):
    row = Restriction.objects.create(subject=subject, since=LOOKING, lifted_at=LOOKING if lifted else None)
    for user_id in members:
        RestrictionMember.objects.create(restriction=row, user_id=user_id)


def exclude(subject, user_id, *, lifted=False):
    Exclusion.objects.create(
        subject=subject, user_id=user_id, since=LOOKING, lifted_at=LOOKING if lifted else None
    )


def seen_by_the_database(user):
    with acting_for(user.pk, at=LOOKING):
        return set(Subject.objects.visible_to(user).values_list("pk", flat=True))


def seen_by_python(user, as_worker):
    with as_worker(), acting_for(None, at=LOOKING):
        return set(Subject.objects.visible_to(user).values_list("pk", flat=True))


def seen_by_a_check(user, as_worker, *, acting_as):
    """What services ask of one person at a time, whoever the database acts for."""
    by = Actor.user(user)
    with as_worker(), acting_for(acting_as, at=LOOKING):
        numbers = Subject.objects.values_list("pk", flat=True)
        return {number for number in numbers if can_see(by, number, to="look")}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(
            st.lists(GRANTS, max_size=4),
            st.lists(st.tuples(st.sampled_from(KEYS), st.booleans()), max_size=2),
            st.lists(st.tuples(st.lists(st.sampled_from(KEYS), max_size=2), st.booleans()), max_size=2),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_database_and_python_agree_about_everybody(people, partnership, as_worker):
    """Whatever is granted, barred, lifted, over or to come, to roles with and without the Part 2 right."""
    users = {key: partnership.user(key) for key in KEYS}
    with as_worker():
        for number, (grants, excluded, restrictions) in enumerate(people):
            subject = a_subject(Subject.objects.count() * 10 + number)
            for count, found in enumerate(grants):
                write_grant(subject, found, partnership, count)
            for key, lifted in excluded:
                exclude(subject, users[key].pk, lifted=lifted)
            for members, lifted in restrictions:
                restrict(subject, {users[key].pk for key in members}, lifted=lifted)
    for user in users.values():
        seen = seen_by_the_database(user)
        assert seen == seen_by_python(user, as_worker)
        assert seen == seen_by_a_check(user, as_worker, acting_as=user.pk)
        assert seen == seen_by_a_check(user, as_worker, acting_as=None)


def test_the_principals_of_a_user_are_the_same_in_sql_and_in_python(partnership, django_user_model):
    for user in django_user_model.objects.all():
        with acting_for(user.pk, at=LOOKING), connection.cursor() as cursor:
            cursor.execute("SELECT macem_principals()")
            assert sorted(cursor.fetchone()[0]) == principals_of(user.pk, LOOKING), user


# granted, excluded, restricted, on the restriction's list → sees
TRUTH = {
    (granted, excluded, restricted, listed): granted and not excluded and (listed or not restricted)
    for granted, excluded, restricted, listed in product([False, True], repeat=4)
    if restricted or not listed
}


@pytest.mark.parametrize(("facts", "sees"), TRUTH.items())
def test_exclusion_beats_a_grant_and_a_restriction_admits_nobody_by_itself(
    facts, sees, partnership, as_worker
):
    granted, excluded, restricted, listed = facts
    user = partnership.user("health_spoc")
    with as_worker():
        subject = a_subject(1)
        if granted:
            write_grant(subject, Grant("spoc", -1, None), partnership)
        if excluded:
            exclude(subject, user.pk)
        if restricted:
            restrict(subject, {user.pk} if listed else {user.pk + 1})
    assert (subject.pk in seen_by_the_database(user)) is sees
    assert (subject.pk in seen_by_python(user, as_worker)) is sees


def test_a_restriction_with_nobody_on_its_list_shuts_everybody_out(partnership, as_worker):
    """An empty list means nobody, never everybody."""
    with as_worker():
        subject = a_subject(1)
        for kind in ("chair", "spoc"):
            write_grant(subject, Grant(kind, -1, None), partnership, number=len(kind))
        restrict(subject, set())
    for key in KEYS:
        user = partnership.user(key)
        assert subject.pk not in seen_by_the_database(user)
        assert subject.pk not in seen_by_python(user, as_worker)


def test_of_two_restrictions_one_must_be_on_both_lists(partnership, as_worker):
    chair, spoc = partnership.user("chair"), partnership.user("health_spoc")
    with as_worker():
        subject = a_subject(1)
        for number, kind in enumerate(("chair", "spoc")):
            write_grant(subject, Grant(kind, -1, None), partnership, number)
        restrict(subject, {chair.pk, spoc.pk})
        restrict(subject, {chair.pk})
    assert subject.pk in seen_by_the_database(chair)
    assert subject.pk not in seen_by_the_database(spoc)


@pytest.mark.parametrize(
    ("since", "until", "sees"),
    [(-1, None, True), (0, None, True), (1, None, False), (-2, -1, False), (-1, 0, False), (-1, 1, True)],
)
def test_a_grant_counts_from_its_first_instant_until_just_before_its_last(
    since, until, sees, partnership, as_worker
):
    with as_worker():
        subject = a_subject(1)
        write_grant(subject, Grant("spoc", since, until), partnership)
    assert (subject.pk in seen_by_the_database(partnership.user("health_spoc"))) is sees


def test_part_two_is_seen_by_those_with_the_right_only(partnership, as_worker):
    """The intelligence DS and the Exploitation team may hold one role and not the other's right."""
    with as_worker():
        subject = a_subject(1)
        for number, kind in enumerate(("chair:2", "exploitation_team:2")):
            write_grant(subject, Grant(kind, -1, None), partnership, number)
    assert subject.pk in seen_by_the_database(partnership.user("chair"))
    assert subject.pk not in seen_by_the_database(partnership.user("exploitation_team"))


def test_a_user_who_is_shut_out_sees_nobody(partnership, as_worker):
    user = partnership.user("health_spoc")
    with as_worker():
        subject = a_subject(1)
        for number, kind in enumerate(("user", "agency", "spoc")):
            write_grant(subject, Grant(kind, -1, None), partnership, number)
        user.disabled_at = LOOKING
        user.save(update_fields=["disabled_at"])
    assert seen_by_the_database(user) == set()


def test_reading_for_somebody_else_on_the_web_connection_raises(acting, partnership):
    with acting("chair"), pytest.raises(WrongConnection):
        Subject.objects.visible_to(partnership.user("health_spoc")).exists()
    with acting_for(None), pytest.raises(WrongConnection):
        Subject.objects.visible_to(partnership.user("chair")).exists()


def test_access_is_granted_once_ended_by_its_source_and_can_come_back(partnership, acting):
    chair = Principal.role(partnership.panel.pk, Role.CHAIR)
    spoc = Principal.role(partnership.panel.pk, Role.SPOC)
    with acting("chair") as by:
        subject = register_subject(first_grants=[chair], basis="t", source="t:1", by=by, at=clock.now())
        given = {"subject_id": subject.pk, "to": [spoc], "basis": "t", "by": by, "at": clock.now()}
        assert grant_access(source="t:2", **given) == 1
        assert grant_access(source="t:2", **given) == 0
        assert grant_access(source="t:3", **given) == 1
        user = partnership.user("health_spoc")
        assert end_access(source="t:2", by=by, at=clock.now(), subject_id=subject.pk) == 1
        assert subject.pk in seen_now(user), "another source still grants it"
        assert end_access(source="t:3", by=by, at=clock.now()) == 1
        assert subject.pk not in seen_now(user)
        assert end_access(source="t:3", by=by, at=clock.now()) == 0
        assert grant_access(source="t:3", **given) == 1
        assert subject.pk in seen_now(user)
    events = list(
        AuditEvent.objects.filter(subject_id=subject.pk).order_by("pk").values_list("event", flat=True)
    )
    assert events == ["subject_registered", *["access_granted"] * 2, *["access_ended"] * 2, "access_granted"]


def seen_now(user):
    with acting_for(user.pk):
        return set(Subject.objects.visible_to(user).values_list("pk", flat=True))


def test_a_new_person_without_a_first_grant_cannot_be_made_on_the_web(acting):
    """The database refuses a row that its writer may not see."""
    with pytest.raises(ProgrammingError), acting("chair") as by:
        register_subject(first_grants=[], basis="t", source="t:1", by=by, at=clock.now())


def test_principals_are_built_well_formed():
    assert Principal.user(12).text == "u12"
    assert Principal.agency(3).text == "a3"
    assert Principal.role(1, Role.CHAIR).text == "p1:chair"
    assert Principal.role(1, Role.CHAIR, part_two=True).text == "p1:chair:2"


def test_a_job_may_end_access_for_good_reason(as_worker, partnership):
    with as_worker():
        subject = a_subject(1)
        write_grant(subject, Grant("spoc", -1, None), partnership)
        assert end_access(source="test:0", by=Actor.job("test"), at=clock.now()) == 1


@pytest.mark.parametrize("column", ["r.subject_id", "x.subject_id", "g.subject_id", "m.restriction_id"])
def test_a_policy_does_not_take_its_own_tables_for_the_one_it_guards(column):
    """Else one restriction, on whomever, would bar everybody from every row of that table."""
    with pytest.raises(ValueError, match="own tables"):
        sees_subject(column)
