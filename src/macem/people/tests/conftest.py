"""Two children and who sees them: the office sees both, the social worker and the school only the first."""

from collections.abc import Callable
from typing import Any

import pytest

from macem.confidentiality.services import Principal
from macem.people.models import Person
from macem.people.services import register_person
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import PersonKind

OFFICE = (Role.MASH_DECISION_MAKER, Role.CHAIR, Role.CE_COORDINATOR, Role.INTELLIGENCE_DS)
FIRST_ONLY = (Role.SPOC, Role.SERVICE_MANAGER)


@pytest.fixture
def make(acting, partnership) -> Callable[..., Person]:
    """Register a child whom ``roles`` see, the social worker too where ``worker``."""

    def make(
        forename: str = "Casey", surname: str = "Test-Birch", *roles: Role, worker: bool = False, **facts: Any
    ) -> Person:
        grants = [Principal.role(partnership.panel.pk, role) for role in (*OFFICE, *roles)]
        if worker:
            grants.append(Principal.user(partnership.user("social_worker").pk))
        with acting("mash") as by:
            return register_person(
                **{"kind": PersonKind.CHILD, "forename": forename, "surname": surname, **facts},
                first_grants=grants,
                basis="test",
                source="test:1",
                by=by,
            )

    return make


@pytest.fixture
def first(make) -> Person:
    """Casey, whom the office, the contacts, the service managers and the social worker see."""
    return make("Casey", "Test-Birch", *FIRST_ONLY, worker=True)


@pytest.fixture
def second(make) -> Person:
    """Quill, whom only the office sees."""
    return make("Quill", "Test-Hidden")
