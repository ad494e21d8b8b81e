"""Who holds a role at a panel, each once, while the role lasts (clause W3)."""

import pytest

from macem.agencies import services
from macem.agencies.holders import holders
from macem.agencies.models import Membership
from macem.gate.actor import Actor
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db

GIVING = Actor.command("giving roles")


def test_each_holder_is_named_once_however_many_roles_they_hold(partnership, as_worker):
    spoc, panel = partnership.user("health_spoc"), partnership.panel
    with as_worker():
        services.give_role(
            user=spoc, agency=partnership.agency("health"), panel=panel, role=Role.REFERRER, by=GIVING
        )
    found = list(holders(panel, Role.SPOC, Role.REFERRER))
    assert found.count(spoc) == 1
    assert found == sorted(found, key=lambda user: (user.full_name, user.pk))


def test_one_may_be_left_out_and_another_agency_is(partnership):
    spoc, panel = partnership.user("health_spoc"), partnership.panel
    assert list(holders(panel, Role.SPOC, agency=partnership.agency("health"))) == [spoc]
    assert spoc not in holders(panel, Role.SPOC, but=spoc.pk)
    assert spoc not in holders(panel, Role.SPOC, agency=partnership.agency("csc"))


def test_whoever_held_the_role_holds_it_no_more(partnership, as_worker):
    chair, panel = partnership.user("chair"), partnership.panel
    assert list(holders(panel, Role.CHAIR)) == [chair]
    with as_worker():
        services.end_role(membership=Membership.objects.get(user=chair, role=Role.CHAIR), by=GIVING)
    assert list(holders(panel, Role.CHAIR)) == []
