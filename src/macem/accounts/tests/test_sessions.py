"""How sessions end: idle, old, shut from outside (security 17 and 18); what a password alone opens (16)."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from macem.accounts import services
from macem.accounts.middleware import ENROLMENT
from macem.demo.sign_in import CHOSEN
from macem.gate.actor import Actor

pytestmark = pytest.mark.django_db

PAGE = "/accounts/2fa/"


@pytest.fixture
def clock():
    with time_machine.travel(time.time(), tick=False) as traveller:
        yield traveller


def test_a_session_ends_after_fifteen_idle_minutes_and_not_before(signed_in, clock):
    client = signed_in("chair")
    assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(minutes=15))
    assert client.get(PAGE).status_code == 200
    clock.shift(timedelta(minutes=15, seconds=1))
    answer = client.get(PAGE)
    assert answer.url == "/accounts/login/?next=/accounts/2fa/"
    assert b"You were signed out" in client.get(answer.url).content


def test_a_session_ends_after_twelve_hours_however_busy(signed_in, clock):
    client = signed_in("chair")
    for _quarter in range(49):
        assert client.get(PAGE).status_code == 200
        clock.shift(timedelta(minutes=14, seconds=45))
    assert client.get(PAGE).status_code == 302


def test_a_form_sent_after_the_end_gets_a_kind_page_and_does_nothing(signed_in, clock):
    client = signed_in("chair")
    client.get(PAGE)
    clock.shift(timedelta(minutes=16))
    answer = client.post(reverse("account_change_password"), {"oldpassword": "x"})
    assert answer.status_code == 403
    assert b"You were signed out before this was sent" in answer.content
    assert client.get(PAGE).status_code == 302


def test_a_shut_account_is_out_on_the_next_request_and_its_sessions_are_gone(signed_in, partnership):
    desk, phone = signed_in("health_spoc"), signed_in("health_spoc")
    other = signed_in("chair")
    assert desk.get(PAGE).status_code == phone.get(PAGE).status_code == 200
    services.disable_user(user=partnership.user("health_spoc"), by=Actor.command("test"))
    for client in (desk, phone):
        assert client.get(PAGE).status_code == 302
        assert not client.session.get("_auth_user_id")
    assert other.get(PAGE).status_code == 200


def test_an_account_that_is_opened_again_needs_a_new_password(partnership):
    user = partnership.user("health_spoc")
    services.set_password(user=user, password="three-rivers-of-brass")
    services.disable_user(user=user, by=Actor.command("test"))
    services.enable_user(user=user, by=Actor.command("test"))
    user.refresh_from_db()
    assert user.is_active
    assert not user.has_usable_password()


def test_a_password_alone_opens_enrolment_and_nothing_else(partnership):
    client = Client()
    client.force_login(partnership.user("chair"))
    shut = {reverse(name) for name in _names_without_arguments() if name not in ENROLMENT}
    assert len(shut) > 10
    for path in shut:
        assert client.get(path).headers.get("Location") == reverse("mfa_activate_totp"), path
        assert client.post(path).headers.get("Location") == reverse("mfa_activate_totp"), path


def test_the_choice_from_the_demonstrations_list_counts_in_the_demonstration_only(signed_in, settings):
    client = signed_in("chair")
    assert client.session[CHOSEN]
    assert client.get(PAGE).status_code == 200
    settings.DEMONSTRATION = False
    assert client.get(PAGE).status_code == 302


def _names_without_arguments() -> list[str]:
    """Return every named route that takes no argument, in all namespaces."""

    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif pattern.name and not pattern.pattern.regex.groups:
                yield prefix + pattern.name

    found = []
    for name in walk(get_resolver()):
        try:
            reverse(name)
        except NoReverseMatch:  # an including pattern carries the argument
            continue
        found.append(name)
    return found
