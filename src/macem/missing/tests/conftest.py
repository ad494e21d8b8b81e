"""A child whom some see, and one absence of theirs."""

from datetime import date, time

import pytest

from macem.confidentiality.services import Principal
from macem.missing import services
from macem.people.services import register_person
from macem.protocol.vocabulary import AbsenceType, Role
from macem.protocol.vocabulary.states import PersonKind

SEES = (Role.CE_COORDINATOR, Role.BUSINESS_SUPPORT, Role.CHAIR)


@pytest.fixture
def child(acting, partnership):
    """Robin, seen by the coordinator, business support and the chair."""
    with acting("ce_coordinator") as by:
        return register_person(
            kind=PersonKind.CHILD,
            forename="Robin",
            surname="Test-Ashby",
            first_grants=[Principal.role(partnership.panel.pk, role) for role in SEES],
            basis="test",
            source="test",
            by=by,
        )


@pytest.fixture
def report(acting, child):
    """``report(ended_on=…)``: Robin missing from 10:30pm on 12 December 2025."""

    def record(**facts):
        first = {"started_on": date(2025, 12, 12), "started_at": time(22, 30), "kind": AbsenceType.MISSING}
        with acting("ce_coordinator") as by:
            return services.record_episode(person=child, by=by, **{**first, **facts})

    return record
