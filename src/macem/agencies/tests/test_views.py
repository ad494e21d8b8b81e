"""The administration pages, as a browser meets them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from macem.accounts.models import User
from macem.accounts.services import create_user
from macem.agencies.models import Agency, Membership, PanelAgency
from macem.agencies.policies import roles_of
from macem.agencies.services import give_role
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db

PLAIN = ["users", "user_new", "agencies", "agency_new"]
OF_A_USER = ["user", "user_change", "user_shut", "user_link", "user_second_factor", "role_new"]
OF_A_PANEL = ["panel", "panel_change", "place"]


def addresses(partnership):
    user = partnership.user("health_spoc")
    yield from (reverse(f"agencies:{name}") for name in PLAIN)
    yield from (reverse(f"agencies:{name}", kwargs={"pk": user.pk}) for name in OF_A_USER)
    yield from (reverse(f"agencies:{name}", kwargs={"code": "york"}) for name in OF_A_PANEL)
    yield reverse("agencies:agency_change", kwargs={"code": "health"})
    yield reverse("agencies:role_end", kwargs={"pk": user.memberships.first().pk})


def test_the_administrator_opens_every_page_and_each_has_one_heading(signed_in, partnership):
    client = signed_in("administrator")
    for address in addresses(partnership):
        page = client.get(address)
        assert page.status_code == 200, address
        assert page.content.decode().count("<h1") == 1, address


@pytest.mark.parametrize("key", ["chair", "business_support", "auditor"])
def test_nobody_else_opens_one(signed_in, partnership, key):
    client = signed_in(key)
    for address in addresses(partnership):
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code == 403, address


def test_what_is_not_there_is_not_found(signed_in):
    client = signed_in("administrator")
    for name in OF_A_USER:
        assert client.get(reverse(f"agencies:{name}", kwargs={"pk": 99_999})).status_code == 404
    assert client.get(reverse("agencies:role_end", kwargs={"pk": 99_999})).status_code == 404
    assert client.get(reverse("agencies:panel", kwargs={"code": "leeds"})).status_code == 404
    assert client.get(reverse("agencies:agency_change", kwargs={"code": "nobody"})).status_code == 404


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_lists_take_no_more_queries_for_more_people(signed_in, acting, partnership):
    client = signed_in("administrator")
    lists = [reverse("agencies:users"), reverse("agencies:panel", kwargs={"code": "york"})]
    before = [queries(client, address) for address in lists]
    with acting("administrator") as by:
        for number in range(12):
            user = create_user(email=f"n{number}@example.org", full_name=f"Nia Example-{number}", by=by)
            for role in (Role.SPOC, Role.REPRESENTATIVE):
                give_role(
                    user=user, agency=partnership.agency("lat"), panel=partnership.panel, role=role, by=by
                )
    assert [queries(client, address) for address in lists] == before


def test_the_list_is_filtered(signed_in, partnership):
    client = signed_in("administrator")
    assert "Kit Example-Ward" in client.get(reverse("agencies:users")).content.decode()
    one = client.get(reverse("agencies:users"), {"name": "vane"}).content.decode()
    assert "Ines Example-Vane" in one
    assert "Kit Example-Ward" not in one
    health = partnership.agency("health").pk
    deputies = client.get(reverse("agencies:users"), {"agency": health, "role": "deputy"}).content.decode()
    assert "Lena Example-Wade" in deputies
    assert "Ines Example-Vane" not in deputies


def test_making_an_account_mails_a_link_and_goes_on_to_the_role(
    signed_in, partnership, django_capture_on_commit_callbacks
):
    client = signed_in("administrator")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("agencies:user_new"), {"email": "new@example.org", "full_name": "Nia Example-New"}
        )
    made = User.objects.get(email="new@example.org")
    assert answer.url == reverse("agencies:role_new", kwargs={"pk": made.pk})
    assert mail.outbox[0].to == ["new@example.org"]
    given = client.post(
        answer.url, {"role": "spoc", "agency": partnership.agency("yjs").pk, "panel": partnership.panel.pk}
    )
    assert given.url == reverse("agencies:user", kwargs={"pk": made.pk})
    assert roles_of(made.pk) == {Role.SPOC}
    assert b"Single point of contact" in client.get(given.url).content


def test_an_address_in_use_is_an_error_beside_its_field(signed_in):
    page = signed_in("administrator").post(
        reverse("agencies:user_new"), {"email": "chair@example.org", "full_name": "Somebody Example-Else"}
    )
    assert page.status_code == 200
    assert b"There is a problem" in page.content
    assert b"Somebody Example-Else" in page.content


def test_a_role_that_does_not_go_with_another_is_refused_in_words(signed_in, partnership):
    user = partnership.user("health_spoc")
    page = signed_in("administrator").post(
        reverse("agencies:role_new", kwargs={"pk": user.pk}),
        {"role": "auditor", "agency": partnership.agency("health").pk, "panel": partnership.panel.pk},
    )
    assert "stands alone" in page.content.decode()
    assert Role.AUDITOR not in roles_of(user.pk)


def test_nobody_gives_themselves_a_role(signed_in, partnership):
    me = partnership.user("administrator")
    client = signed_in("administrator")
    for name in ("role_new", "user_shut", "user_second_factor"):
        assert client.post(reverse(f"agencies:{name}", kwargs={"pk": me.pk})).status_code == 403
    ended = reverse("agencies:role_end", kwargs={"pk": me.memberships.get().pk})
    assert client.post(ended).status_code == 403
    own = client.get(reverse("agencies:user", kwargs={"pk": me.pk})).content.decode()
    assert "Give a role" not in own
    assert "Another administrator changes what you may do" in own


def test_a_role_that_ends_shuts_out_on_the_next_request_and_ends_the_session(signed_in, partnership):
    theirs, administrator = signed_in("referrer"), signed_in("administrator")
    page = reverse("mfa_index")
    assert theirs.get(page).status_code == 200
    membership = Membership.objects.get(user=partnership.user("referrer"))
    administrator.post(reverse("agencies:role_end", kwargs={"pk": membership.pk}))
    answer = theirs.get(page)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")
    assert administrator.get(page).status_code == 200


def test_an_account_that_is_shut_is_out_on_the_next_request(signed_in, partnership):
    theirs, administrator = signed_in("health_spoc"), signed_in("administrator")
    user = partnership.user("health_spoc")
    assert theirs.get(reverse("mfa_index")).status_code == 200
    shut = administrator.post(reverse("agencies:user_shut", kwargs={"pk": user.pk}))
    assert shut.url == reverse("agencies:user", kwargs={"pk": user.pk})
    assert theirs.get(reverse("mfa_index")).status_code == 302
    shown = administrator.get(shut.url).content.decode()
    assert "Shut on" in shown
    assert "Open the account again" in shown
    administrator.post(reverse("agencies:user_open", kwargs={"pk": user.pk}))
    user.refresh_from_db()
    assert user.is_active


def test_a_second_factor_is_reset(signed_in, partnership):
    user = partnership.user("health_spoc")
    TOTP.activate(user, generate_totp_secret())
    signed_in("administrator").post(reverse("agencies:user_second_factor", kwargs={"pk": user.pk}))
    assert not Authenticator.objects.filter(user=user).exists()


def test_agencies_and_their_places(signed_in, partnership):
    client = signed_in("administrator")
    client.post(reverse("agencies:agency_new"), {"name": "Housing", "code": "housing"})
    housing = Agency.objects.get(code="housing")
    place = reverse("agencies:place", kwargs={"code": "york"})
    client.post(place, {"agency": housing.pk, "is_core": "no"})
    assert PanelAgency.objects.get(agency=housing).is_core is False
    taken = client.post(reverse("agencies:agency_new"), {"name": "Housing", "code": "housing"})
    assert b"There is a problem" in taken.content
    client.post(reverse("agencies:agency_change", kwargs={"code": "housing"}), {"name": "Housing options"})
    housing.refresh_from_db()
    assert housing.name == "Housing options"
    client.post(
        reverse("agencies:panel_change", kwargs={"code": "york"}),
        {"name": "York", "mash_telephone": "01632 960 009"},
    )
    assert "01632 960 009" in client.get(reverse("agencies:panel", kwargs={"code": "york"})).content.decode()
