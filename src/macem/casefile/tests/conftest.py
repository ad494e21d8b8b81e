from datetime import timedelta

import pytest

from macem.actions.services import agree_action
from macem.cases.services import agree_level, open_case
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.missing.services import record_episode
from macem.nominations.services import evaluate
from macem.people import services as people
from macem.protocol.vocabulary import AbsenceType, Part, RiskLevel, Role
from macem.protocol.vocabulary.states import IdentifierKind, NameKind, PersonKind

DAY = timedelta(days=1)


@pytest.fixture
def register(acting, partnership):
    """`register("Casey", "Test-Birch")`: somebody seen by the CE coordinator alone, or by more `roles`."""

    def make(forename, surname, *roles, kind=PersonKind.CHILD, **facts):
        with acting("ce_coordinator") as by:
            return people.register_person(
                kind=kind,
                forename=forename,
                surname=surname,
                first_grants=[
                    Principal.role(partnership.panel.pk, role) for role in (Role.CE_COORDINATOR, *roles)
                ],
                basis="test",
                source=f"test:{surname}",
                by=by,
                **facts,
            )

    return make


@pytest.fixture
def before_macem(acting, partnership):
    """`before_macem(person)`: an open case of the person at the panel."""

    def make(person, part=Part.CHILD_1A, level=RiskLevel.ESCALATING):
        with acting("ce_coordinator") as by:
            return open_case(person=person, panel=partnership.panel, part=part, level_at_entry=level, by=by)

    return make


@pytest.fixture
def robin(register, before_macem, acting, partnership):
    """A child about whom every room has something to tell."""
    person = register(
        "Robin",
        "Test-Ashby",
        Role.SPOC,
        identifiers=[(IdentifierKind.UPN, "R247962919251")],
        estimated_age=15,
    )
    case = before_macem(person)
    today = clock.today()
    with acting("ce_coordinator") as by:
        people.add_name(person=person, kind=NameKind.LEGAL, forename="Robin", surname="Test-Oldname", by=by)
        people.add_name(person=person, kind=NameKind.LEGAL, forename="Robin", surname="Test-Ashby", by=by)
        people.record_case_holder(
            person=person,
            agency=partnership.agency("csc"),
            worker_name="Jo Example-Finch",
            worker=partnership.user("social_worker"),
            open_to_social_care=True,
            by=by,
        )
        for ago in (30, 25, 20, 15, 10):
            record_episode(
                person=person,
                kind=AbsenceType.MISSING,
                started_on=today - DAY * ago,
                ended_on=today - DAY * ago,
                source="Police report",
                by=by,
            )
        record_episode(
            person=person,
            kind=AbsenceType.AWAY,
            started_on=today - DAY * 3,
            ended_on=today - DAY * 3,
            source="Placement",
            by=by,
        )
        agree_level(case=case, level=RiskLevel.SIGNIFICANT, reason="Two adults named", by=by)
        agree_action(
            panel=partnership.panel,
            text="Visit the takeaway",
            owner=None,
            owner_name="Kit Example-Ward",
            agency=partnership.agency("police"),
            due=today + DAY * 7,
            subject_id=person.pk,
            by=by,
        )
        evaluate(panel=partnership.panel, person=person, by=by)
    return person
