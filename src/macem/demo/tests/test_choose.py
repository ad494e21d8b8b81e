"""Signing in by choosing a name: for the demonstration, and closed everywhere else (security 16)."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from macem.demo.partnership import PROFESSIONALS
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db

CHOOSE = "/demonstration/"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "macem.config.settings.production",
    "SECRET_KEY": "k3" * 30,
    "DATABASE_URL": "postgresql:///macem",
    "ALLOWED_HOSTS": "macem.example",
    "PUBLIC_ADDRESS": "https://macem.example",
}


def test_everybody_of_the_partnership_is_on_the_list_with_their_role(partnership):
    page = Client().get(CHOOSE).content.decode()
    for professional in PROFESSIONALS:
        assert f'value="{professional.key}"' in page
    assert "Single point of contact, Representative" in page
    assert page.count("<h1") == 1


def test_the_sign_in_page_leads_to_the_list_in_the_demonstration_only(partnership, settings):
    assert CHOOSE in Client().get("/accounts/login/").content.decode()
    settings.DEMONSTRATION = False
    assert CHOOSE not in Client().get("/accounts/login/").content.decode()


@pytest.mark.parametrize("key", [p.key for p in PROFESSIONALS])
def test_choosing_a_name_signs_in_past_the_second_factor(partnership, key, settings):
    settings.LOGIN_REDIRECT_URL = "/accounts/2fa/"
    client = Client()
    assert client.post(CHOOSE, {"who": key}).url == "/accounts/2fa/"
    page = client.get("/accounts/2fa/")
    assert page.status_code == 200
    assert partnership.user(key).full_name in page.content.decode()


def test_choosing_somebody_else_changes_who_is_signed_in(partnership):
    client = Client()
    client.post(CHOOSE, {"who": "chair"})
    client.post(CHOOSE, {"who": "auditor"})
    assert client.session["_auth_user_id"] == str(partnership.user("auditor").pk)


def test_nobody_is_signed_in_by_a_name_that_is_not_on_the_list(partnership):
    client = Client()
    assert client.post(CHOOSE, {"who": "director"}).url == CHOOSE
    assert "_auth_user_id" not in client.session


def test_outside_the_demonstration_the_list_is_refused(partnership, settings):
    settings.DEMONSTRATION = False
    assert Client().get(CHOOSE).status_code == 403
    client = Client()
    assert client.post(CHOOSE, {"who": "chair"}).status_code == 403
    assert "_auth_user_id" not in client.session


def test_every_role_that_somebody_can_hold_for_good_has_a_professional():
    held = {role for p in PROFESSIONALS for role in p.roles}
    for_a_time = {Role.GUEST, Role.INSPECTOR, Role.OUTSIDE_ACTION_OWNER, Role.LOCAL_OFFICER}
    assert set(Role) - held <= for_a_time


def _in_production(code: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in {**os.environ, **PRODUCTION, **more}.items() if value}
    path = os.pathsep.join(p for p in sys.path if p)
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_has_neither_the_room_nor_the_address_nor_the_check():
    found = _in_production(
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.urls import resolve, Resolver404\n"
        "import sys\n"
        "assert settings.DEMONSTRATION is False\n"
        "assert not any('demo' in name for name in settings.INSTALLED_APPS)\n"
        "assert settings.SECOND_FACTOR_CHECKS == ['macem.accounts.second_factor.proven',"
        " 'macem.accounts.invitations.session.by_link_and_code']\n"
        "try:\n    resolve('/demonstration/')\n"
        "except Resolver404:\n    pass\n"
        "else:\n    raise SystemExit('open')\n"
        "assert not [name for name in sys.modules if name.startswith('macem.demo')]\n"
    )
    assert found.returncode == 0, found.stderr


def test_production_refuses_to_load_the_demonstration():
    found = _in_production(
        "from macem.config.settings import base\n"
        "base.INSTALLED_APPS.append('macem.demo')\n"
        "import django; django.setup()\n"
    )
    assert found.returncode != 0
    assert "The demonstration must not be loaded in production." in found.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "PUBLIC_ADDRESS"])
def test_production_refuses_to_start_without_its_settings(missing):
    found = _in_production("import django; django.setup()", **{missing: ""})
    assert f"Set {missing} in the environment" in found.stderr
    assert found.returncode != 0


def test_production_refuses_a_default_secret():
    found = _in_production("import django; django.setup()", SECRET_KEY="demonstration-only-" + "x" * 40)
    assert "SECRET_KEY must be 50 random characters" in found.stderr
