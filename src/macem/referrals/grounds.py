"""What an assessment's level rests on: the matrix filled in, and what the child says (clause P4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from macem.protocol.assessment import Assessed, Form, Given
from macem.protocol.matrix import Matrix
from macem.protocol.vocabulary.assessment import Asked, AssessmentQuestion, Noted
from macem.referrals.models import RiskAssessment

Q = AssessmentQuestion
TEXTS = ("level_reason", "behaviour_words", "child_voice", "asked_by", "not_asked", "change")


@dataclass(frozen=True)
class Grounds:
    """What stands behind the level of an assessment; texts may be blank.

    ``notes`` gives each sign and protective factor, by its key, what is said of it and the line beside it.
    ``level_reason`` says why the level is another than the signs suggest.
    """

    matrix: Matrix
    notes: Mapping[str, tuple[Noted, str]]
    level_reason: str = ""
    behaviour_words: str = ""
    child_voice: str = ""
    asked_by: str = ""
    not_asked: str = ""
    change: str = ""

    @property
    def noted(self) -> Mapping[str, Noted]:
        """What is said of each sign and factor, without the line."""
        return {key: noted for key, (noted, _line) in self.notes.items()}

    @property
    def columns(self) -> dict[str, str]:
        """The texts as an assessment's columns hold them."""
        return {name: getattr(self, name).strip() for name in TEXTS} | {"matrix": self.matrix.id}


def grounds_of_form(form: Form) -> Grounds:
    """Return what a whole form says besides the level, the narrative and the strengths."""
    voice = form.answer(Q.VOICE)
    asked = voice.choice == Asked.YES
    return Grounds(
        matrix=form.matrix,
        notes={key: (noted, form.answer(key).words.strip()) for key, noted in form.noted.items()},
        level_reason=form.answer(Q.LEVEL).words if form.level is not form.suggestion.level else "",
        behaviour_words=form.answer(Q.BEHAVIOUR).words,
        child_voice=voice.words if asked else "",
        asked_by=form.answer(Q.ASKED_BY).words if asked else "",
        not_asked="" if asked else voice.words,
        change=form.answer(Q.CHANGE).words if form.follows else "",
    )


def common_answers(assessment: RiskAssessment) -> dict[str, Given]:
    """Return what an assessment that was sent answered to the questions of every form."""
    asked = Asked.YES if assessment.child_voice else Asked.NO if assessment.not_asked else ""
    common = {
        Q.BEHAVIOUR: Given(assessment.harmful_sexual_behaviour.value, assessment.behaviour_words),
        Q.VOICE: Given(str(asked), assessment.child_voice or assessment.not_asked),
        Q.ASKED_BY: Given(words=assessment.asked_by),
        Q.NARRATIVE: Given(words=assessment.narrative),
        Q.STRENGTHS: Given(words=assessment.strengths),
        Q.CHANGE: Given(words=assessment.change),
        Q.LEVEL: Given(assessment.level.value, assessment.level_reason),
    }
    return {question.value: given for question, given in common.items()}


def noted_answers(assessment: RiskAssessment) -> dict[str, Given]:
    """Return what an assessment that was sent said of each sign and protective factor."""
    return {note.key: Given(note.noted.value, note.line) for note in assessment.notes.all()}


def assessed(assessment: RiskAssessment) -> Assessed:
    """Return what an assessment says, as far as two are compared."""
    return Assessed(
        level=assessment.level,
        noted={note.key: note.noted for note in assessment.notes.all()},
        behaviour=assessment.harmful_sexual_behaviour,
    )
