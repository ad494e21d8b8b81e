from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from macem.actions.models import Action
from macem.actions.services import agree_action
from macem.confidentiality.services import Principal
from macem.people.models import Person
from macem.people.services import register_person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import PersonKind

DUE = date(2099, 1, 29)


@pytest.fixture
def child(acting, partnership) -> Person:
    """A child whom the coordinator, the chair, business support and the contacts of the panel see."""
    roles = (Role.CE_COORDINATOR, Role.CHAIR, Role.BUSINESS_SUPPORT, Role.SPOC)
    with acting("ce_coordinator") as by:
        return register_person(
            kind=PersonKind.CHILD,
            forename="Imo",
            surname="Test-Nettle",
            first_grants=[Principal.role(partnership.panel.pk, role) for role in roles],
            basis="test",
            source="test:1",
            by=by,
        )


@pytest.fixture
def agreed(acting, partnership) -> Callable[..., Action]:
    """`agreed(child, owner="referrer")` is an action that the chair agreed for Education."""

    def agree(
        about: Person | None = None,
        *,
        owner: str | None = "referrer",
        agency: str | None = "education",
        **more,
    ) -> Action:
        with acting("chair") as by:
            return agree_action(
                **{
                    "panel": partnership.panel,
                    "text": "Arrange a taster day at the garage",
                    "owner": partnership.user(owner) if owner else None,
                    "owner_name": "",
                    "agency": partnership.agency(agency) if agency else None,
                    "due": DUE,
                    "subject_id": about.pk if about else None,
                    "by": by,
                    **more,
                }
            )

    return agree


@pytest.fixture
def queries_of() -> Callable[..., int]:
    """`queries_of(browser, "/actions/")` is how many queries a page takes, its second time."""

    def count(browser: Client, address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    return count
