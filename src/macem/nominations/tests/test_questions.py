"""A question to an agency (P5): who is told what, and the answer that brings the child back."""

import pytest
from django.db import ProgrammingError, transaction

from macem.confidentiality.models import Exclusion, Subject
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.nominations import reading, services
from macem.nominations.duties import duties
from macem.nominations.models import Nomination, NominationDecision, Question, QuestionAnswer
from macem.nominations.tests.scene import TO_MACEM
from macem.notices.models import Notice
from macem.people.models import PersonName
from macem.protocol.vocabulary import Body, Role

pytestmark = pytest.mark.django_db


def answer(scene, key, text="On 3 January."):
    with scene.acting(key) as by:
        return services.answer_question(question=Question.objects.get(), text=text, by=by, at=scene.at)


def waits(scene, child):
    """Whether the coordinator has to decide on the child."""
    with scene.acting("ce_coordinator"):
        user = scene.partnership.user("ce_coordinator")
        return (scene.panel.pk, child.pk) in reading.to_decide(user, Body.RAMM, scene.at)


def owed(scene, key, role):
    with scene.acting(key):
        return [duty.title for duty in duties(scene.partnership.user(key), {role}, scene.at)]


def test_the_agencys_contacts_are_told_without_a_name_and_owe_an_answer(scene):
    child = scene.nominated()
    scene.asked(child)
    with scene.as_worker():
        told = {row.user for row in Notice.objects.filter(kind="question asked")}
        assert told == {scene.partnership.user(key) for key in ("health_spoc", "health_deputy")}
        assert not any("Fern" in row.subject_line + row.path for row in Notice.objects.all())
    assert owed(scene, "health_spoc", Role.SPOC) == ["Answer a question of the RAMM"]
    assert owed(scene, "yjs_spoc", Role.SPOC) == []


def test_the_agency_reads_the_question_and_nothing_else_of_the_child(scene):
    child = scene.nominated()
    scene.asked(child)
    with scene.acting("health_spoc"):
        question = Question.objects.get()
        assert question.text == "When was the last appointment?"
        assert "Fern Test-Pell" in question.about
        for model in (Subject, PersonName, Nomination, NominationDecision):
            assert not model.objects.exists(), model
    with scene.acting("yjs_spoc"):
        assert not Question.objects.exists()


def test_the_two_ways_of_saying_who_reads_a_question_agree(scene):
    """The policy of the table, and its twin in Python for those whom the table does not bind."""
    child = scene.nominated()
    scene.asked(child)
    for key in ("ce_coordinator", "health_spoc", "health_deputy", "yjs_spoc", "social_worker", "chair"):
        user = scene.partnership.user(key)
        with scene.acting(key):
            by_table = Question.objects.exists()
        with scene.as_worker():
            assert Question.objects.visible_to(user).exists() is by_table, key


def test_somebody_excluded_from_the_record_is_neither_told_nor_shown(scene):
    child = scene.nominated()
    spoc = scene.partnership.user("health_spoc")
    with scene.as_worker():
        Exclusion.objects.create(subject_id=child.pk, user_id=spoc.pk, since=scene.at)
    scene.asked(child)
    with scene.as_worker():
        assert not Notice.objects.filter(user=spoc).exists()
    with scene.acting("health_spoc"):
        assert not Question.objects.exists()


def test_an_agency_cannot_rewrite_the_question_that_it_was_asked(scene):
    scene.asked(scene.nominated())
    with scene.acting("health_spoc"), pytest.raises(ProgrammingError), transaction.atomic():
        Question.objects.update(text="Something else.")


def test_the_child_waits_until_the_answer_comes(scene):
    child = scene.nominated()
    assert waits(scene, child)
    scene.days_later(1)
    scene.asked(child, days=7)
    assert not waits(scene, child)
    scene.days_later(2)
    answer(scene, "health_spoc")
    assert waits(scene, child)
    assert owed(scene, "health_spoc", Role.SPOC) == []


def test_the_child_is_back_by_itself_when_the_day_has_passed(scene):
    child = scene.nominated()
    scene.asked(child, days=7)
    scene.days_later(7)
    assert not waits(scene, child), "the day runs to its end"
    scene.days_later(1)
    assert waits(scene, child)


def test_the_child_is_back_by_itself_when_new_evidence_comes(scene):
    child = scene.nominated()
    scene.asked(child, days=7)
    scene.days_later(1)
    scene.absent(child, days_ago=5)
    scene.drain()
    assert waits(scene, child)


def test_only_the_agency_asked_answers_or_whoever_asked_by_telephone(scene):
    scene.asked(scene.nominated())
    with scene.as_worker():
        question = Question.objects.get()
    with scene.acting("yjs_spoc") as by, pytest.raises((Refused, Question.DoesNotExist)):
        services.answer_question(question=question, text="We know.", by=by)
    assert answer(scene, "ce_coordinator").answered_by == scene.partnership.user("ce_coordinator")


def test_an_answer_says_something(scene):
    scene.asked(scene.nominated())
    with pytest.raises(NotNow, match="holds nothing"):
        answer(scene, "health_spoc", text="  ")


def test_the_second_of_an_agency_is_shown_the_first_answer(scene):
    scene.asked(scene.nominated())
    answer(scene, "health_spoc", text="On 3 January.")
    with pytest.raises(StaleWrite) as stale:
        answer(scene, "health_deputy", text="On 4 January.")
    assert (stale.value.theirs, stale.value.yours) == ("On 3 January.", "On 4 January.")
    with scene.as_worker():
        assert QuestionAnswer.objects.count() == 1


def test_a_decision_without_the_answer_ends_the_question(scene):
    scene.meeting(days=40)
    child = scene.nominated()
    scene.asked(child, days=1)
    scene.days_later(2)
    scene.decide(child, TO_MACEM)
    assert owed(scene, "health_spoc", Role.SPOC) == []
    with pytest.raises(NotNow, match="not needed any more"):
        answer(scene, "health_spoc")


def test_whoever_asked_is_told_of_the_answer(scene):
    scene.asked(scene.nominated())
    answer(scene, "health_spoc")
    with scene.as_worker():
        (notice,) = Notice.objects.filter(kind="question answered")
        assert notice.user == scene.partnership.user("ce_coordinator")


def test_nobody_who_is_nominated_ever_falls_off(scene):
    """Whatever was asked and however long ago, they are to be decided in the end, each week anew (P5)."""
    children = [scene.nominated(forename) for forename in ("Ada", "Bo", "Cal")]
    scene.asked(children[1], days=10)
    scene.days_later(3)
    scene.asked(children[2], days=2)
    for _week in range(8):
        scene.days_later(7)
    assert all(waits(scene, child) for child in children)
