from typing import Any

from django.db.models import Exists, OuterRef, Q

from macem.agencies.models import Membership
from macem.cases.models import Case
from macem.confidentiality.querysets import ScopedQuerySet, not_barred
from macem.gate import clock
from macem.protocol.vocabulary import Body, Part, RammOutcome, Role

FINAL = (RammOutcome.TO_MACEM.value, RammOutcome.NOT_NOW.value)

ASKED = (Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY)
"""Who answers for an agency that the RAMM has asked."""


class NominationQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Nomination.objects.visible_to(user).at_panel(panel).open()``."""

    part = "part"

    def at_panel(self, panel: object) -> "NominationQuerySet":
        return self.filter(panel=panel)

    def for_body(self, body: Body) -> "NominationQuerySet":
        return self.filter(body=body.value)

    def open(self) -> "NominationQuerySet":
        """Keep what nobody has decided for good: a decision that stands, or a closure, uses it up (P5, P10).

        "More information" leaves it open, so that nothing undecided falls off the list. Whoever has an open
        case comes back to every agenda anyway (P10): new evidence about them waits for no decision. A case
        that was taken back uses nothing up.
        """
        decided = self.model._meta.get_field("decidednomination").related_model._base_manager.filter(
            nomination_id=OuterRef("pk"), decision__outcome__in=FINAL, decision__replacement=None
        )
        cases = Case._base_manager.filter(subject_id=OuterRef("subject_id"), panel_id=OuterRef("panel_id"))
        used_up = cases.filter(closed_at__gte=OuterRef("raised_at"), taken_back_at=None)
        adult = Q(part=Part.ADULT_2.value)
        as_adult, as_child = cases.filter(adult, closed_at=None), cases.filter(~adult, closed_at=None)
        before_macem = (adult & Q(Exists(as_adult))) | (~adult & Q(Exists(as_child)))
        return self.filter(~Exists(decided), ~Exists(used_up)).exclude(before_macem)


class DecisionQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``NominationDecision.objects.visible_to(user).at_panel(panel).standing()``."""

    part = "part"

    def at_panel(self, panel: object) -> "DecisionQuerySet":
        return self.filter(panel=panel)

    def for_body(self, body: Body) -> "DecisionQuerySet":
        return self.filter(body=body.value)

    def standing(self) -> "DecisionQuerySet":
        """Keep those that no other has replaced."""
        return self.filter(replacement=None)

    def with_words(self) -> "DecisionQuerySet":
        """Bring along what it takes to tell them: meeting, people, agency, question, answer, nominations."""
        return self.select_related(
            "subject",
            "panel",
            "meeting",
            "manager",
            "more_from",
            "decided_by",
            "question__answer__answered_by",
            "replaces",
        ).prefetch_related("nominations")


class QuestionQuerySet(ScopedQuerySet[Any]):
    """Reads as sentences: ``Question.objects.visible_to(user).asked_of(user).unanswered()``."""

    part = "part"

    def sight(self, user_id: int) -> Q:
        """Also those put to an agency for which the user answers."""
        return super().sight(user_id) | (_answers_for(user_id, "") & not_barred(user_id, "subject_id"))

    def asked_of(self, user: Any) -> "QuestionQuerySet":
        """Keep those put to an agency for which ``user`` answers."""
        return self.filter(_answers_for(user.pk, ""))

    def unanswered(self) -> "QuestionQuerySet":
        """Keep those to which somebody still owes an answer."""
        return self.filter(answer=None, closed_at=None)


class AnswerQuerySet(ScopedQuerySet[Any]):
    """Answers are seen with their questions."""

    def sight(self, user_id: int) -> Q:
        mine = _answers_for(user_id, "question__") & not_barred(user_id, "question__subject_id")
        return super().sight(user_id) | mine


def _answers_for(user_id: int, path: str) -> Q:
    """Say that the user answers for the agency that was asked; in Part 2 with that right."""
    held = (
        Membership.objects.current(clock.now())
        .holding(*ASKED)
        .filter(user_id=user_id, agency_id=OuterRef(f"{path}agency_id"), panel_id=OuterRef(f"{path}panel_id"))
    )
    second = Q(**{f"{path}part": Part.ADULT_2.value})
    return (~second & Q(Exists(held))) | (second & Q(Exists(held.filter(part_two=True))))
