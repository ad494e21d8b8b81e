"""What every macem shares. Secrets and addresses come from the environment and from nowhere else."""

import os
from pathlib import Path

from macem.config import database_urls
from macem.config.rooms import ROOMS

PACKAGE = Path(__file__).resolve().parents[2]

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = [name for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name]
PROTOCOL_FILES = {name: path for name, path in [("york", os.environ.get("MACEM_PROTOCOL_FILE", ""))] if path}
PROTOCOL_SETTINGS_LOADER = "macem.config.protocol_files.load"
INDICATOR_SETS_FOLDER = os.environ.get("MACEM_INDICATOR_SETS", "")
INDICATOR_SETS_LOADER = "macem.config.indicator_sets.load"
MATRICES_FOLDER = os.environ.get("MACEM_MATRICES", "")
MATRICES_LOADER = "macem.config.matrices.load"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
    *(f"macem.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "macem.config.middleware.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "macem.accounts.middleware.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "macem.audit.middleware.RefusalLogMiddleware",
    "macem.gate.scope_middleware.ScopedTransactionMiddleware",
    "macem.accounts.middleware.SecondFactorMiddleware",
    "macem.gate.middleware.GateMiddleware",
]

ROOT_URLCONF = "macem.config.urls"
WSGI_APPLICATION = "macem.config.wsgi.application"
THIRD_PARTY_ROUTE_POLICIES = "macem.config.third_party_routes.POLICIES"

ROOM_TEMPLATES = [PACKAGE / room / "templates" for room in ROOMS]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": ROOM_TEMPLATES,
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "macem.govuk.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "macem.config.frame.frame",
            ],
        },
    },
]
FORM_RENDERER = "macem.govuk.renderer.GovukRenderer"

DATABASES = {
    "default": {
        **database_urls.parse(os.environ.get("DATABASE_URL", "postgresql:///macem")),
        "ATOMIC_REQUESTS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "macem_cache"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "full_name", "job_title")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:work"
LOGOUT_REDIRECT_URL = "account_login"
# What the link and the code of an invitation open, by its purpose.
INVITED_REDIRECT_URLS = {"screening": "screening:invited"}

ACCOUNT_ADAPTER = "macem.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Added to allauth's own limits: codes typed behind an invitation's link, from one address and for one link.
ACCOUNT_RATE_LIMITS = {"invitation_code": "30/10m/ip,10/10m/key"}
# Django's own token: allauth's writes a row of its own about the address whenever a link is opened.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_FORMS = {
    "login": "macem.accounts.forms.SignInForm",
    "reset_password": "macem.accounts.forms.AskForLinkForm",
    "reset_password_from_key": "macem.accounts.forms.NewPasswordForm",
    "change_password": "macem.accounts.forms.ChangePasswordForm",
    "reauthenticate": "macem.accounts.forms.PasswordAgainForm",
}
# How many proxies stand in front and write X-Forwarded-For; sign-in is throttled by the address before them.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "macem.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "macem.accounts.forms.SecondFactorForm",
    "reauthenticate": "macem.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "macem.accounts.forms.EnrolForm",
    "deactivate_totp": "macem.accounts.forms.RemoveAppForm",
    "generate_recovery_codes": "macem.accounts.forms.NewRecoveryCodesForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "MACEM"
MFA_TOTP_TOLERANCE = 1

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "macem.config.errors.csrf_failure"
SESSION_IDLE_SECONDS = 15 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SECOND_FACTOR_CHECKS = [
    "macem.accounts.second_factor.proven",
    "macem.accounts.invitations.session.by_link_and_code",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send "Origin: null" with our own forms, and no form would pass.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", PACKAGE.parents[1] / "build" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "macem.govuk.storage.HashedStaticFiles"},
}
# The largest file that is kept with a record; what else a form holds has room beside it.
ATTACHMENT_LIMIT = int(os.environ.get("MACEM_ATTACHMENT_MEGABYTES", "10")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = max(12 * 1024 * 1024, ATTACHMENT_LIMIT + 2 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "macem@localhost")
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", "http://localhost:8000")

PROCRASTINATE_IMPORT_PATHS = ["macem.config.jobs"]
# A night's jobs are done in the morning where no worker ran at their hour.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 6 * 60 * 60}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
