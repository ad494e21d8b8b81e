"""Whether this session stands on two factors. Config lists which checks count (SECOND_FACTOR_CHECKS)."""

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


def enrolled(request: HttpRequest) -> bool:
    """Say whether the user has an authenticator; allauth then let nobody in without using it."""
    return bool(get_adapter().is_mfa_enabled(request.user))


def satisfied(request: HttpRequest) -> bool:
    """Say whether any of the configured checks holds for this request."""
    return any(import_string(name)(request) for name in settings.SECOND_FACTOR_CHECKS)
