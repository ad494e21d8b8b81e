import pytest
from django.db import IntegrityError, transaction

from macem.audit.models import AuditEvent
from macem.cases import services
from macem.cases.models import Case
from macem.confidentiality.services import Principal
from macem.gate.refusal import NotNow, Refused
from macem.people.models import Person
from macem.people.services import register_person
from macem.protocol.vocabulary import ClosureKind, Part, RiskLevel, Role
from macem.protocol.vocabulary.states import PersonKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(acting, partnership):
    with acting("ce_coordinator") as by:
        return register_person(
            kind=PersonKind.CHILD,
            forename="Casey",
            surname="Test-Birch",
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="test",
            source="test:1",
            by=by,
        )


@pytest.fixture
def open_case(acting, partnership, child):
    def make(key="ce_coordinator", part=Part.CHILD_1A, level=RiskLevel.SIGNIFICANT):
        with acting(key) as by:
            return services.open_case(
                person=child, panel=partnership.panel, part=part, level_at_entry=level, by=by
            )

    return make


@pytest.fixture
def sees(acting, partnership):
    def look(key):
        with acting(key):
            return Person.objects.visible_to(partnership.user(key)).exists()

    return look


WHILE_OPEN = (
    "ce_coordinator",
    "business_support",
    "chair",
    "vice_chair",
    "analyst",
    "intelligence_ds",
    "exploitation_team",
)
AFTERWARDS = ("ce_coordinator", "business_support", "chair", "vice_chair")
OTHERS = ("health_spoc", "social_worker", "referrer", "administrator", "auditor")


def test_the_panels_roles_see_a_child_while_the_case_is_open(open_case, sees):
    case = open_case()
    assert case.level_now is RiskLevel.SIGNIFICANT
    assert all(sees(key) for key in WHILE_OPEN)
    assert not any(sees(key) for key in OTHERS)


def test_part_2_is_seen_by_those_who_hold_that_right(open_case, sees):
    open_case(part=Part.ADULT_2)
    assert sees("intelligence_ds") and sees("analyst") and sees("chair")
    assert not sees("exploitation_team")


def test_there_is_one_open_case_and_1a_and_1b_are_one_stay(open_case):
    case = open_case()
    assert open_case(part=Part.CHILD_1B) == case
    assert open_case(part=Part.ADULT_2) != case
    assert AuditEvent.objects.filter(event="case_opened").count() == 2


def test_only_those_who_may_put_somebody_before_the_panel_open_a_case(open_case):
    for key in ("business_support", "health_spoc", "mash"):
        with pytest.raises(Refused):
            open_case(key)


def close(by, case, **changes):
    facts = {
        "kind": ClosureKind.RISK_REDUCED,
        "level_now": RiskLevel.LOW,
        "evidence": "No absence since October",
        "reason": "The risk has come down",
    }
    return services.close_case(case=case, by=by, **{**facts, **changes})


def test_closing_narrows_sight_to_those_who_answer_for_the_record(acting, open_case, sees):
    case = open_case()
    with acting("chair") as by:
        closure = close(by, case)
        assert closure.kind is ClosureKind.RISK_REDUCED
        assert not Case.objects.get().is_open
    assert {key for key in WHILE_OPEN if sees(key)} == set(AFTERWARDS)


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": " "},
        {"reason": ""},
        {"level_now": None},
        {"level_now": RiskLevel.SIGNIFICANT},
        {"kind": ClosureKind.MOVED, "accepted_by": ""},
        {"kind": ClosureKind.ADULT, "accepted_by": " "},
    ],
)
def test_a_closure_needs_what_the_protocol_asks_of_its_kind(acting, open_case, changes):
    case = open_case()
    with acting("chair") as by:
        with pytest.raises(NotNow) as refusal:
            close(by, case, **changes)
        assert refusal.value.clause == "P10"
        assert Case.objects.get().is_open


def test_a_closed_case_is_not_closed_again_and_agrees_no_more_levels(acting, open_case):
    case = open_case()
    with acting("chair") as by:
        close(by, case, kind=ClosureKind.MOVED, accepted_by="Leeds MACE")
        with pytest.raises(NotNow):
            close(by, case)
        with pytest.raises(NotNow):
            services.agree_level(case=case, level=RiskLevel.LOW, by=by)


def test_a_person_comes_back_with_a_new_case(acting, open_case, sees):
    first = open_case()
    with acting("chair") as by:
        close(by, first)
    second = open_case(level=RiskLevel.EMERGING)
    assert second != first and second.is_open
    assert sees("analyst")


def test_each_agreed_level_is_a_new_row(acting, open_case):
    case = open_case()
    with acting("business_support") as by:
        for level in (RiskLevel.ESCALATING, RiskLevel.EMERGING):
            services.agree_level(case=case, level=level, reason="As discussed", by=by)
        found = Case.objects.get_queryset().with_levels().get()
        assert [row.level for row in found.levels.all()] == [RiskLevel.ESCALATING, RiskLevel.EMERGING]
        assert found.level_now is RiskLevel.EMERGING
        assert found.level_at_entry is RiskLevel.SIGNIFICANT


@pytest.mark.parametrize("key", ["analyst", "health_spoc", "ce_coordinator"])
def test_who_records_what_the_meeting_agreed(acting, open_case, key):
    case = open_case()
    with acting(key) as by:
        if key == "ce_coordinator":
            services.agree_level(case=case, level=RiskLevel.LOW, by=by)
        else:
            with pytest.raises(Refused):
                services.agree_level(case=case, level=RiskLevel.LOW, by=by)


def test_the_database_refuses_a_case_about_somebody_else(acting, open_case, child, partnership):
    open_case()
    with acting("ce_coordinator") as by:
        other = register_person(
            kind=PersonKind.CHILD,
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="test",
            source="test:2",
            by=by,
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.update(person=other)
