"""The database's policy and its twin in Python agree for every role and table of these rooms."""

import pytest

from macem.cases.models import AgreedLevel, Case, Closure
from macem.demo.partnership import PROFESSIONALS
from macem.people.models import CaseHolder, FactsChanged, Identifier, Person, PersonName, PersonNameKey
from macem.protocol.vocabulary import ConsentState, LawfulBasis, Part, Role
from macem.protocol.vocabulary.states import AwarenessOf, PersonKind
from macem.sharing import services as sharing
from macem.sharing.models import Awareness, Basis, SharingAgreement, SharingStop

pytestmark = pytest.mark.django_db

MODELS = (
    Person, PersonName, PersonNameKey, Identifier, CaseHolder, FactsChanged,
    Case, AgreedLevel, Closure,
    Awareness, Basis, SharingStop, SharingAgreement,
)  # fmt: skip


@pytest.fixture
def everything(robin, register, before_macem, acting):
    adult = register("Lee", "Test-Adult", kind=PersonKind.ADULT)
    before_macem(adult, part=Part.ADULT_2)
    register("Kim", "Test-Mash", Role.MASH_DECISION_MAKER)
    with acting("chair") as by:
        facts = {"subject_id": robin.pk, "by": by}
        sharing.record_awareness(of_whom=AwarenessOf.CHILD, status=ConsentState.GIVEN, **facts)
        sharing.record_basis(basis=LawfulBasis.SAFEGUARDING, reason="Risk of harm", **facts)
        sharing.stop_sharing(reason="Her wish", **facts)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_both_walls_let_the_same_rows_through(acting, as_worker, partnership, everything, model):
    for professional in PROFESSIONALS:
        user = partnership.user(professional.key)
        with acting(professional.key):
            by_the_database = set(model.objects.visible_to(user).values_list("pk", flat=True))
        with as_worker():
            in_python = set(model.objects.visible_to(user).values_list("pk", flat=True))
        assert by_the_database == in_python, professional.key


def test_the_comparison_is_not_between_two_empty_hands(acting, partnership, everything):
    with acting("chair"):
        assert Person.objects.visible_to(partnership.user("chair")).count() == 2
    with acting("exploitation_team"):
        assert Person.objects.visible_to(partnership.user("exploitation_team")).count() == 1
    with acting("administrator"):
        assert not Person.objects.visible_to(partnership.user("administrator")).exists()
