import pytest

from macem.agencies.policies import roles_of
from macem.cases.duties import duties
from macem.cases.services import open_case
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.people.services import record_case_holder, register_person
from macem.protocol.vocabulary import Part, Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(acting, partnership):
    def ask(key):
        user = partnership.user(key)
        with acting(key):
            return duties(user, roles_of(user.pk), clock.now())

    return ask


def test_a_case_that_nobody_holds_is_owed_until_somebody_does(acting, partnership, owed):
    with acting("ce_coordinator") as by:
        child = register_person(
            kind=PersonKind.CHILD,
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="test",
            source="test:1",
            by=by,
        )
        assert owed("ce_coordinator") == []
        open_case(person=child, panel=partnership.panel, part=Part.CHILD_1A, by=by)
    for key in ("ce_coordinator", "chair"):
        (duty,) = owed(key)
        assert duty.clause == "P9" and duty.subject_reference == child.subject.reference
    assert owed("analyst") == []
    with acting("ce_coordinator") as by:
        record_case_holder(person=child, agency=partnership.agency("csc"), worker_name="Jo Example", by=by)
    assert owed("chair") == []
