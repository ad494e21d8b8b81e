"""Screening forms as the protocol wants them, and what the rooms above ask of them (clauses P1, C5)."""

from typing import Any

from macem.protocol.screening import Form, Given
from macem.protocol.vocabulary import HarmfulSexualBehaviour
from macem.protocol.vocabulary.screening import Question, Said
from macem.screening.indicator_sets import set_named
from macem.screening.models import Screening, ScreeningAnswer


def as_given(row: ScreeningAnswer) -> Given:
    """Return an answer as the protocol reads it."""
    return Given(choice=row.choice, words=row.words, source=str(row.source), facts=row.facts)


def form_of(screening: Screening) -> Form:
    """Return a form with the questions of its own set and all that is answered, in one query.

    With ``prefetch_related("answers")`` and ``select_related("agency")``, in none.
    """
    agency = screening.agency
    return Form(
        indicators=set_named(screening.indicator_set),
        given={row.question: as_given(row) for row in screening.answers.all()},
        by_statutory=agency.is_police or agency.is_social_care,
    )


def drafts_of(user: Any) -> list[Screening]:
    """Return the forms that a user began and has not sent, the latest begun first."""
    rows = Screening.objects.visible_to(user).begun_by(user).drafts()
    return list(rows.select_related("agency", "panel").prefetch_related("answers"))


def behaviour(form: Form) -> HarmfulSexualBehaviour | None:
    """Return what a form says about harmful sexual behaviour; None: its author does not know (clause C5)."""
    choice = form.given.get(Question.BEHAVIOUR.value, Given()).choice
    return None if choice in ("", Said.NOT_KNOWN.value) else HarmfulSexualBehaviour(choice)
