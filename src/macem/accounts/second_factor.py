"""Whether this session stands on two factors. Config lists which checks count (SECOND_FACTOR_CHECKS)."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

METHOD = "mfa"


def enrolled(request: HttpRequest) -> bool:
    """Say whether the user has an authenticator, used in this session or not."""
    return bool(get_adapter().is_mfa_enabled(request.user))


def proven(request: HttpRequest) -> bool:
    """Say whether this very session used the user's authenticator.

    That the user has one is not enough: somebody who knew the password may have opened this session
    before the user enrolled in another.
    """
    return enrolled(request) and any(record["method"] == METHOD for record in _records(request))


def satisfied(request: HttpRequest) -> bool:
    """Say whether any of the configured checks holds for this request."""
    return any(import_string(name)(request) for name in settings.SECOND_FACTOR_CHECKS)


def fresh(request: HttpRequest) -> bool:
    """Say whether this session proved who it is within the last minutes, by the strongest way it has."""
    wanted = METHOD if enrolled(request) else "password"
    times = [record["at"] for record in _records(request) if record["method"] == wanted]
    return bool(times) and time.time() - max(times) < app_settings.REAUTHENTICATION_TIMEOUT


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found
