"""Asking an agency for what the RAMM lacks, and its answer, which brings the person back (P5)."""

from datetime import datetime

from django.db import transaction

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import not_barred
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite
from macem.nominations import policies
from macem.nominations.models import NominationDecision, Question, QuestionAnswer
from macem.nominations.paths import answer_path, list_path
from macem.nominations.querysets import ASKED
from macem.notices.services import notify
from macem.people.models import Person
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Body, Part

ANSWERED_MEANWHILE = "Your agency has answered in the meantime. What you wrote is still here."


def ask(*, decision: NominationDecision, text: str, by: Actor, at: datetime) -> Question | None:
    """Put the question of a decision to the agency, and tell its contacts that there is one (P5).

    They read who it is about, what is asked and by when, and nothing else of the person; whoever is excluded
    from the record is neither told nor shown. For :func:`decide`, within its transaction.
    """
    if decision.more_from is None or decision.more_by is None:
        return None
    person = Person.objects.get_queryset().with_names().get(pk=decision.subject_id)
    shown = PersonPresenter(person)
    question = Question.objects.create(
        decision=decision,
        subject_id=decision.subject_id,
        panel=decision.panel,
        part=decision.part,
        agency=decision.more_from,
        about=f"{shown.name}, born {shown.born_words}",
        text=text.strip(),
        due=decision.more_by,
        asked_at=at,
    )
    for contact in contacts_to_tell(question, at):
        notify(
            user=contact,
            kind="question asked",
            subject_line="a question for your agency",
            path=answer_path(question.pk),
            due=question.due,
            key=f"question:{question.pk}:{contact.pk}",
            by=by,
            at=at,
        )
    audit.record("question_asked", by=by, at=at, obj=question, subject_id=question.subject_id)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, text: str, by: Actor, at: datetime | None = None
) -> QuestionAnswer:
    """Record what the agency answers; the person is on the list again, to be decided (P5).

    Whoever asked may write down what they were told by telephone. Raises :class:`Refused`; :class:`NotNow`
    without an answer or when nobody needs it any more; :class:`StaleWrite` when the agency has answered.
    """
    at = at or clock.now()
    locked = (
        Question.objects.select_for_update(of=("self",)).select_related("panel", "agency").get(pk=question.pk)
    )
    policies.check_can_answer(by, locked)
    standing = QuestionAnswer.objects.filter(question=locked).first()
    if standing is not None:
        raise StaleWrite(ANSWERED_MEANWHILE, theirs=standing.text, yours=text)
    if locked.closed_at is not None:
        raise NotNow("The decision has been made without it: an answer is not needed any more.")
    if not text.strip():
        raise NotNow("Write what your agency knows, or that it holds nothing.")
    answer = QuestionAnswer.objects.create(
        question=locked, text=text.strip(), answered_by_id=by.person_id, answered_at=at
    )
    for decider in holders(locked.panel, *policies.DECIDERS[locked.body], but=by.user_id, at=at):
        notify(
            user=decider,
            kind="question answered",
            subject_line="an answer for your list",
            path=list_path(locked.body),
            key=f"answer:{answer.pk}:{decider.pk}",
            by=by,
            at=at,
        )
    audit.record("question_answered", by=by, at=at, obj=answer, subject_id=locked.subject_id)
    return answer


def close_questions(*, panel: Panel, subject_id: int, body: Body, at: datetime) -> None:
    """Say of whatever is still asked about a person that it is not needed any more: a decision is made."""
    second = body is Body.INTELLIGENCE_DS
    Question.objects.filter(
        panel=panel,
        subject_id=subject_id,
        part=Part.ADULT_2.value if second else "",
        answer=None,
        closed_at=None,
    ).update(closed_at=at)


def contacts_to_tell(question: Question, at: datetime) -> list[User]:
    """Return the agency's contacts who may be told: in Part 2 with its right, and not barred (S1)."""
    found = holders(question.panel, *ASKED, agency=question.agency, at=at)
    if question.part is Part.ADULT_2:
        held = question.panel.memberships.current(at).of_agency(question.agency).filter(part_two=True)
        found = found.filter(memberships__in=held.holding(*ASKED)).distinct()
    subjects = Subject.objects.filter(pk=question.subject_id)
    return [user for user in found if subjects.filter(not_barred(user.pk, "pk")).exists()]
