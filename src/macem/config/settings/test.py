"""The suite: the base, quicker hashing, mail kept in memory, and the demonstration for journeys."""

from macem.config.settings import base
from macem.config.settings.demonstration import *  # noqa: F403
from macem.config.settings.demonstration import INSTALLED_APPS

SECRET_KEY = "test-only-" + "x" * 50
INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL, LOGOUT_REDIRECT_URL = base.LOGIN_URL, base.LOGOUT_REDIRECT_URL
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEST_TEMPLATE_FILLER = "macem.demo.partnership.build"
