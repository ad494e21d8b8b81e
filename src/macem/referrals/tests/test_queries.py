"""Lists ask the database the same number of questions however long they are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from macem.referrals.tests.making import assess, child, decide, refer, sign

pytestmark = pytest.mark.django_db


def questions(client, where):
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def one_more_child(acting, partnership, number):
    """A child with one assessment signed off, one to sign, and another referral that waits."""
    person = child(partnership, acting, forename=f"Casey{number}", date_of_birth=date(2010, 1, number))
    with acting("social_worker") as by:
        signed = assess(partnership, person, by)
    with acting("service_manager") as by:
        sign(signed, by)
    with acting("social_worker") as by:
        assess(partnership, person, by)
    with acting("referrer") as by:
        refer(partnership, by, forename=f"Kit{number}", surname="Test-Ashby", date_of_birth=None)
    return person


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("referrer", "/referrals/"),
        ("mash", "/referrals/mash/"),
        ("social_worker", "/assessments/"),
        ("service_manager", "/assessments/sign-off/"),
    ],
)
def test_lists(key, where, acting, partnership, signed_in):
    client = signed_in(key)
    one_more_child(acting, partnership, 1)
    few = questions(client, where)
    for number in (2, 3, 4):
        one_more_child(acting, partnership, number)
    assert questions(client, where) == few


def test_a_childs_page(acting, partnership, signed_in):
    person = one_more_child(acting, partnership, 1)
    client, where = signed_in("mash"), f"/people/{person.subject.reference}/assessments/"
    few = questions(client, where)
    for agency, key in (("health", "health_spoc"), ("police", "police_spoc")):
        with acting(key) as by:
            referral = refer(partnership, by, agency)
        with acting("mash") as by:
            decide(referral, by, person=person)
        with acting("social_worker") as by:
            assess(partnership, person, by)
    assert questions(client, where) == few
