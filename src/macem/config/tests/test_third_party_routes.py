"""Each route that a library brings has a policy, and the table names no route that is not there."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from macem.config.third_party_routes import POLICIES
from macem.gate.routes import nobody

CLOSED = sorted(name for name, check in POLICIES.items() if check is nobody)


def _names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield prefix + (pattern.name or "")


def test_the_table_and_the_libraries_routes_are_the_same():
    brought = {name for name in _names(get_resolver()) if name.startswith(("account_", "mfa_"))}
    assert brought == {name for name in POLICIES if name.startswith(("account_", "mfa_"))}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_what_is_not_used_is_closed_to_everybody(name, signed_in):
    path = reverse(name, kwargs={"key": "x"} if name == "account_confirm_email" else None)
    for client in (Client(), signed_in("administrator"), signed_in("chair")):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
