"""An address that no record can have is a bad request, not a fault of the service."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/people/a%00b/", "/actions/new/?about=%00", "/?%00=1"])
def test_an_address_with_a_nul_character_is_refused(signed_in, address):
    for client in (signed_in("chair"), Client()):
        answer = client.get(address)
        assert answer.status_code == 400
        assert answer.content.decode().count("<h1") == 1
