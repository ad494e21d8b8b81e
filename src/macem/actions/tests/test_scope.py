"""Who sees an action: the database's policy, and its twin in Python for the worker."""

import pytest

from macem.actions.models import Action, ActionUpdate
from macem.actions.services import update_action
from macem.confidentiality.models import Exclusion, Restriction
from macem.demo.partnership import PROFESSIONALS
from macem.gate import clock
from macem.people.models import Person

pytestmark = pytest.mark.django_db
KEYS = [professional.key for professional in PROFESSIONALS]


def seen(acting, partnership, key):
    with acting(key):
        return set(Action.objects.visible_to(partnership.user(key)).values_list("pk", flat=True))


def test_an_owner_sees_their_action_and_not_the_child(acting, partnership, agreed, child):
    action = agreed(child)
    assert seen(acting, partnership, "referrer") == {action.pk}
    with acting("referrer"):
        assert not Person.objects.visible_to(partnership.user("referrer")).exists()
    assert seen(acting, partnership, "attendance_officer") == set()


def test_an_excluded_owner_does_not_see_it(acting, as_owner, partnership, agreed, child):
    agreed(child)
    with as_owner():
        Exclusion.objects.create(
            subject_id=child.pk, user_id=partnership.user("referrer").pk, since=clock.now()
        )
    assert seen(acting, partnership, "referrer") == set()


def test_a_restriction_shuts_owners_out_who_are_not_on_its_list(acting, as_owner, partnership, agreed, child):
    agreed(child)
    with as_owner():
        Restriction.objects.create(subject_id=child.pk, since=clock.now())
    assert seen(acting, partnership, "referrer") == set()
    assert seen(acting, partnership, "chair") == set()


def test_an_action_about_nobody_is_the_panels(acting, partnership, agreed):
    action = agreed()
    assert seen(acting, partnership, "sub_group_member") == {action.pk}


def test_the_database_and_its_twin_agree_for_every_role(acting, as_worker, partnership, agreed, child):
    agreed(child)
    agreed()
    agreed(child, owner="analyst", agency="police")
    with acting("chair") as by:
        update_action(action=Action.objects.first(), text="Under way", by=by)
    for key in KEYS:
        user = partnership.user(key)
        with acting(key):
            by_database = (
                set(Action.objects.visible_to(user).values_list("pk", flat=True)),
                set(ActionUpdate.objects.visible_to(user).values_list("pk", flat=True)),
            )
        with as_worker():
            by_python = (
                set(Action.objects.visible_to(user).values_list("pk", flat=True)),
                set(ActionUpdate.objects.visible_to(user).values_list("pk", flat=True)),
            )
        assert by_database == by_python, key
