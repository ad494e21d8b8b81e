"""The criteria C1 to C7: who comes to a meeting's notice, decided purely from facts and an as-at time."""

from dataclasses import dataclass, replace

from macem.protocol.ages import ADULT_AGE, age_on
from macem.protocol.criteria.absences import Absences, ReviewCode, ReviewNote, sort_out
from macem.protocol.criteria.facts import (
    Episode,
    Facts,
    NrmReferral,
    PoliceAssessment,
    RiskAssessment,
    Screening,
)
from macem.protocol.criteria.missing_long import missing_long
from macem.protocol.criteria.missing_often import missing_often
from macem.protocol.criteria.recorded import (
    exploitation_concerns,
    harmful_sexual_behaviour,
    nrm_referral,
    police_assessment,
    screened,
)
from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Clause, Decision, NotKnown

__all__ = [
    "Episode",
    "Evaluation",
    "Facts",
    "NrmReferral",
    "PoliceAssessment",
    "ReviewCode",
    "ReviewNote",
    "RiskAssessment",
    "Screening",
    "evaluate",
]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answers C1 to C7 in order, and what a person is asked to look at in the episodes."""

    decisions: tuple[Decision, ...]
    review: tuple[ReviewNote, ...]

    def __getitem__(self, clause: Clause) -> Decision:
        return next(decision for decision in self.decisions if decision.clause is clause)


def evaluate(facts: Facts, settings: MissingSettings) -> Evaluation:
    """Every criterion for one person, whatever their age. Facts dated after `facts.as_of` are left out."""
    absences: Absences | None = None
    if not isinstance(facts.episodes, NotKnown):
        absences = sort_out(facts.episodes, facts.as_of)
    part_1a = (
        nrm_referral(facts),
        missing_often(facts, absences, settings),
        missing_long(absences, settings),
        exploitation_concerns(facts),
        harmful_sexual_behaviour(facts),
    )
    children = tuple(_with_age(decision, facts) for decision in (*part_1a, screened(facts, part_1a)))
    return Evaluation((*children, police_assessment(facts)), absences.review if absences else ())


def _with_age(decision: Decision, facts: Facts) -> Decision:
    """An adult's age is shown beside a criterion for children; it never decides one."""
    if facts.date_of_birth is None or facts.date_of_birth > facts.as_of.day:
        return decision
    age = age_on(facts.date_of_birth, facts.as_of.day)
    if age < ADULT_AGE:
        return decision
    return replace(
        decision, reason=f"{decision.reason} Now {age}.", figures={**decision.figures, "age_now": age}
    )
