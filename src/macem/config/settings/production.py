"""Production: refuses to start without its secrets; the demonstration cannot be loaded."""

import os

from django.core.exceptions import ImproperlyConfigured

from macem.config.settings.base import *  # noqa: F403
from macem.config.settings.base import DATABASES, INSTALLED_APPS, SECRET_KEY

for _name in ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "PUBLIC_ADDRESS"):
    if not os.environ.get(_name):
        raise ImproperlyConfigured(f"Set {_name} in the environment before starting macem.")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith(("demonstration", "test", "django-insecure")):
    raise ImproperlyConfigured("SECRET_KEY must be 50 random characters or more; this one is a default.")
if any(name.startswith("macem.demo") for name in INSTALLED_APPS):
    raise ImproperlyConfigured("The demonstration must not be loaded in production.")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}
