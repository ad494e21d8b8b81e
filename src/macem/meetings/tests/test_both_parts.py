"""A child before Part 1 who is also before Part 2: sight of the child tells nothing of Part 2 (S1, M4)."""

from datetime import date

import pytest

from macem.actions.models import Action
from macem.actions.services import agree_action
from macem.cases.models import Case
from macem.cases.services import open_case
from macem.confidentiality.models import Exclusion
from macem.demo.partnership import PROFESSIONALS
from macem.gate import clock
from macem.intelligence.models import PoliceAssessment
from macem.intelligence.services import record_police_assessment
from macem.meetings import reading, services
from macem.meetings.models import AgencyReturn, AgendaEntry, AgendaItem, ItemAction
from macem.meetings.tests.scene import SETTING, circulated, compiled, item_of
from macem.nominations.models import Nomination
from macem.nominations.services import drain_changed_facts
from macem.protocol.vocabulary import Part, ReturnStatus

pytestmark = pytest.mark.django_db

MODELS = (Case, AgendaItem, AgendaEntry, AgencyReturn, ItemAction, Action, PoliceAssessment, Nomination)


@pytest.fixture
def first(scene):
    return scene.case("Robin")


@pytest.fixture
def second(scene, as_worker, acting, first, partnership):
    with acting("intelligence_ds") as by:
        record_police_assessment(
            person=first.person,
            assessed_on=date(2026, 12, 1),
            assessor="A sergeant",
            connection="Lives here",
            unidentified_child=True,
            by=by,
        )
    with as_worker():
        drain_changed_facts()
        return open_case(person=first.person, panel=partnership.panel, part=Part.ADULT_2, by=SETTING)


@pytest.fixture
def listed(scene, acting, as_worker, first, second):
    version = circulated(acting, scene.meeting())
    with acting("health_spoc") as by:
        services.submit_return(
            item=item_of(second),
            agency=scene.partnership.agency("health"),
            answer=ReturnStatus.SHARED,
            information="Said in Part 2",
            by=by,
        )
    return version


def parts(rows, user):
    return set(rows.visible_to(user).values_list("part", flat=True))


def test_part_two_of_a_child_is_for_those_with_that_right(partnership, acting, listed):
    """The Exploitation team and the social worker see the child, and hold no right to Part 2."""
    for key, sees in (("exploitation_team", {Part.CHILD_1A}), ("health_spoc", {Part.CHILD_1A, Part.ADULT_2})):
        user = partnership.user(key)
        with acting(key):
            assert parts(AgendaItem.objects, user) == sees
            assert parts(Nomination.objects, user) <= sees
            assert {entry.content["part"] for entry in AgendaEntry.objects.visible_to(user)} == sees
    with acting("exploitation_team"):
        user = partnership.user("exploitation_team")
        assert parts(Case.objects, user) == {Part.CHILD_1A}
        assert not PoliceAssessment.objects.visible_to(user).exists()
        assert not AgencyReturn.objects.visible_to(user).exists()
    with acting("intelligence_ds"):
        user = partnership.user("intelligence_ds")
        assert parts(Case.objects, user) == {Part.CHILD_1A, Part.ADULT_2}
        assert PoliceAssessment.objects.visible_to(user).exists()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_both_walls_let_the_same_rows_through(partnership, acting, as_worker, listed, second, model):
    with as_worker():
        for part in (None, Part.ADULT_2):
            agree_action(
                panel=partnership.panel, text="Visit", owner=None, owner_name="A nurse",
                agency=partnership.agency("health"), due=date(2027, 1, 20), subject_id=second.subject_id,
                part=part, by=SETTING,
            )  # fmt: skip
    for professional in PROFESSIONALS:
        user = partnership.user(professional.key)
        with acting(professional.key):
            by_the_database = set(model.objects.visible_to(user).values_list("pk", flat=True))
        with as_worker():
            in_python = set(model.objects.visible_to(user).values_list("pk", flat=True))
        assert by_the_database == in_python, professional.key


def test_a_case_of_part_two_counts_as_hidden_from_whoever_sees_the_child_only(
    scene, acting, first, second, partnership, as_worker
):
    """Nobody drops off silently: whoever sees one of two cases leaves the list to somebody else."""
    meeting = scene.meeting()
    with acting("business_support"):
        assert reading.hidden_from_me(meeting) == 0
    with acting("exploitation_team"):
        assert reading.hidden_from_me(meeting) == 1


def agree(partnership, as_worker, subject_id, **given):
    with as_worker():
        return agree_action(
            panel=partnership.panel, text="Ask about the cousin", owner=None, owner_name="A nurse",
            agency=partnership.agency("health"), due=date(2027, 1, 20), subject_id=subject_id, by=SETTING,
            **given,
        )  # fmt: skip


def frozen_actions(version, case):
    entry = AgendaEntry.objects.get(version=version, item=item_of(case))
    return [action["text"] for action in entry.content["actions"]]


def test_an_action_of_part_two_is_not_frozen_into_part_one(
    scene, acting, as_worker, first, second, partnership
):
    agree(partnership, as_worker, first.subject_id, part=Part.ADULT_2)
    version = compiled(acting, scene.meeting())
    with as_worker():
        assert frozen_actions(version, first) == []
        assert frozen_actions(version, second) == ["Ask about the cousin"]


def test_an_action_about_two_people_is_hidden_from_whoever_is_barred_from_one(
    scene, acting, as_worker, first, partnership
):
    other = scene.case("Kim", surname="Test-Ash")
    shared = agree(partnership, as_worker, first.subject_id, also_about=[other.subject_id])
    chair = partnership.user("vice_chair")
    with acting("vice_chair"):
        assert Action.objects.visible_to(chair).filter(pk=shared.pk).exists()
    with as_worker():
        Exclusion.objects.create(subject_id=other.subject_id, user_id=chair.pk, since=clock.now())
        assert not Action.objects.visible_to(chair).filter(pk=shared.pk).exists()
    with acting("vice_chair"):
        assert not Action.objects.visible_to(chair).filter(pk=shared.pk).exists()
    version = compiled(acting, scene.meeting())
    with as_worker():
        assert frozen_actions(version, first) == [], "an entry's readers are not those of the action"
        assert frozen_actions(version, other) == []
