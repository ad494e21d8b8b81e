"""What the demonstration's settings change for somebody who has just started it."""

import os
import subprocess
import sys


def test_whoever_is_not_signed_in_chooses_a_name_and_mail_goes_to_the_log():
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.shortcuts import resolve_url\n"
        "print(resolve_url(settings.LOGIN_URL), resolve_url(settings.LOGOUT_REDIRECT_URL))\n"
        "from django.core.mail import send_mail\n"
        "send_mail('A link', 'http://localhost/x', None, ['pat@example.org'])\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "macem.config.settings.demonstration"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=True
    ).stdout
    assert said.startswith("/demonstration/ /demonstration/\n")
    assert "http://localhost/x" in said
