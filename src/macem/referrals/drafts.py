"""Drafts of risk assessments as the protocol wants them, and who has one (clause P4)."""

from collections.abc import Mapping
from typing import Any

from macem.protocol.assessment import Form, Given
from macem.protocol.vocabulary.assessment import AssessmentQuestion
from macem.referrals import reading
from macem.referrals.grounds import common_answers, noted_answers
from macem.referrals.matrices import matrix_named
from macem.referrals.models import AssessmentDraft, DraftAnswer, RiskAssessment


def as_given(row: DraftAnswer) -> Given:
    """Return an answer as the protocol reads it."""
    return Given(choice=row.choice, words=row.words)


def form_of_draft(draft: AssessmentDraft) -> Form:
    """Return a draft as the form it is, with the matrix of the day on which it was begun."""
    return Form(
        matrix=matrix_named(draft.matrix),
        given={row.question: as_given(row) for row in draft.answers.all()},
        follows=reading.latest_signed(draft.subject_id) is not None,
    )


def carried_over(returned: RiskAssessment, draft: AssessmentDraft) -> Mapping[str, Given]:
    """Return what a returned assessment said, as far as the draft asks it and it said anything."""
    asked = matrix_named(draft.matrix).titles.keys() | {question.value for question in AssessmentQuestion}
    answers = noted_answers(returned) | common_answers(returned)
    return {key: answer for key, answer in answers.items() if key in asked and not answer.is_blank}


def drafts_of(user: Any) -> list[AssessmentDraft]:
    """Return the drafts in which a user writes, their own and those shared with them, the latest first."""
    rows = AssessmentDraft.objects.visible_to(user).select_related("subject", "author")
    return list(rows.prefetch_related("answers").order_by("-begun_at", "-pk").distinct())
