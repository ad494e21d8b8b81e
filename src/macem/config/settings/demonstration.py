"""The demonstration partnership: fictional people, the embedded database, signing in by choosing a name."""

import os

from macem.config.settings.base import *  # noqa: F403
from macem.config.settings.base import INSTALLED_APPS, PACKAGE, ROOM_TEMPLATES, TEMPLATES
from macem.config.settings.base import SECOND_FACTOR_CHECKS as BASE_CHECKS

DEMONSTRATION = True
SECRET_KEY = os.environ.get("SECRET_KEY") or "demonstration-only-" + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS = [*INSTALLED_APPS, "macem.demo"]
TEMPLATES[0] = {**TEMPLATES[0], "DIRS": [*ROOM_TEMPLATES, PACKAGE / "demo" / "templates"]}
ROOT_URLCONF = "macem.demo.urls"
SECOND_FACTOR_CHECKS = [*BASE_CHECKS, "macem.demo.sign_in.chosen_from_the_list"]
LOGIN_URL = LOGOUT_REDIRECT_URL = "demo:choose"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # which is the demonstration's log
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", "http://localhost:8000")
