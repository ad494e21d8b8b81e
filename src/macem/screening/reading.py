"""Screening forms as the protocol wants them, and what the rooms above ask of them (clauses P1, C5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.panels import panels_of
from macem.confidentiality.models import Subject
from macem.gate import clock
from macem.people.fields import readable
from macem.protocol.screening import Form, Given
from macem.protocol.vocabulary import HarmfulSexualBehaviour, Strand
from macem.protocol.vocabulary.facts import RestrictedField
from macem.protocol.vocabulary.screening import Question
from macem.screening.indicator_sets import set_named
from macem.screening.models import Screening, ScreeningAnswer, ScreeningInvitation


@dataclass(frozen=True)
class Place:
    """For which panel somebody fills in a form, and for which of its agencies they may."""

    panel: Panel
    agencies: list[Agency]


def place_of(user: Any) -> Place:
    """Return where a user fills in forms: the first of their panels by name, for each agency of theirs there.

    Somebody who was invited does it at the panel and for the agency that they were invited for. Raises
    :class:`Http404` for somebody without one.
    """
    invited = ScreeningInvitation.objects.of_person(user.pk).select_related("panel", "agency").first()
    if invited is not None:
        return Place(invited.panel, [invited.agency])
    panels = panels_of(user.pk)
    if not panels:
        raise Http404("No panel.")
    rows = Membership.objects.current(clock.now()).of_user(user).at_panel(panels[0])
    return Place(panels[0], list(Agency.objects.filter(memberships__in=rows).distinct().order_by("name")))


def agencies_at(panel: Panel) -> list[Agency]:
    """Return the agencies of a panel, by name."""
    return list(Agency.objects.filter(places__panel=panel).order_by("name"))


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


@dataclass(frozen=True)
class Described:
    """What a form says that a referral to the MASH says too (clauses P1, C5, C6)."""

    forename: str
    surname: str
    date_of_birth: date | None
    about_age: int | None
    csc_number: str
    strands: tuple[Strand, ...]
    harmful_sexual_behaviour: HarmfulSexualBehaviour
    narrative: str
    strengths: str
    home_authority: str
    discussion_reason: str


def described(form: Form) -> Described:
    """Return what a form that is whole says of the child and the worry."""

    def fact(question: Question, name: str) -> Any:
        return form.given.get(question.value, Given()).get(name)

    born = fact(Question.BIRTH, "born")
    return Described(
        forename=fact(Question.NAME, "forename") or "",
        surname=fact(Question.NAME, "surname") or "",
        date_of_birth=date.fromisoformat(born) if born else None,
        about_age=fact(Question.BIRTH, "age"),
        csc_number=fact(Question.NUMBERS, "csc") or "",
        strands=form.strands,
        harmful_sexual_behaviour=HarmfulSexualBehaviour(fact(Question.BEHAVIOUR, "choice")),
        narrative=fact(Question.NARRATIVE, "words"),
        strengths=fact(Question.STRENGTHS, "words"),
        home_authority=fact(Question.HOME, "authority") or "",
        discussion_reason=fact(Question.DISCUSSION, "words"),
    )


def withheld_from(user: Any, screening: Screening) -> frozenset[RestrictedField]:
    """Return the restricted fields that ``user`` does not read in a form (clause S1).

    Whoever wrote it reads what they wrote. Before it is linked to a person a role alone decides.
    """
    if user.pk == screening.begun_by_id:
        return frozenset()
    subject: Subject | None = screening.subject
    person = getattr(subject, "person", None)
    return frozenset(RestrictedField) - readable(user.pk, person)
