"""The criteria that rest on what somebody recorded: C1, C4, C5, C6, C7."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from macem.protocol.criteria.facts import Facts, NrmReferral, PoliceAssessment, RiskAssessment, Screening
from macem.protocol.dates import in_words
from macem.protocol.vocabulary import (
    NOT_KNOWN,
    Answer,
    Clause,
    Decision,
    HarmfulSexualBehaviour,
    NotKnown,
    ScreenedBy,
    refused,
    satisfied,
    undecided,
)

_Record = TypeVar("_Record")


def nrm_referral(facts: Facts) -> Decision:
    """C1: an NRM referral is recorded and not withdrawn."""
    if isinstance(facts.nrm_referrals, NotKnown):
        return undecided(
            Clause.C1,
            "Whether there is an NRM referral is not known.",
            missing=("whether there is an NRM referral",),
        )
    standing = [one for one in facts.nrm_referrals if stands(one, facts.as_of.day)]
    if not standing:
        return refused(Clause.C1, _without("NRM referral that stands", facts.nrm_referrals))
    dated = [one.submitted for one in standing if one.submitted]
    if not dated:
        return undecided(
            Clause.C1,
            "An NRM referral is recorded without the day on which it was submitted.",
            missing=("the day on which the NRM referral was submitted",),
        )
    return satisfied(
        Clause.C1,
        f"An NRM referral of {in_words(max(dated))} stands.",
        {"submitted": max(dated)},
    )


def stands(referral: NrmReferral, today: date) -> bool:
    """Whether a referral was submitted by `today`, as far as is known, and not withdrawn."""
    submitted = not is_later(referral.submitted, today)
    return submitted and (referral.withdrawn is None or referral.withdrawn > today)


def exploitation_concerns(facts: Facts) -> Decision:
    """C4: the latest signed-off risk assessment is at emerging, escalating or significant concerns.

    One at such a level that is not signed off yet may meet it, unless it was superseded by a signed-off one.
    """
    if isinstance(facts.risk_assessments, NotKnown):
        return undecided(
            Clause.C4,
            "Whether an exploitation risk assessment was completed is not known.",
            missing=("whether there is a completed exploitation risk assessment",),
        )
    today = facts.as_of.day
    made = [one for one in facts.risk_assessments if not is_later(one.completed, today)]
    signed = [one for one in made if one.signed_off is not None and one.signed_off <= today]
    latest = max(signed, key=when_assessed, default=None)
    if latest and latest.level and latest.level.meets_threshold:
        return satisfied(
            Clause.C4,
            f"The latest signed-off risk assessment found {latest.level.label.lower()}.",
            {"level": latest.level, "completed": latest.completed, "signed_off": latest.signed_off},
        )
    open_ones = [one for one in made if one not in signed and _may_meet(one) and _follows(one, latest)]
    if open_ones:
        newest = max(open_ones, key=when_assessed)
        if newest.level is None:
            return _unlevelled(newest)
        return undecided(
            Clause.C4,
            f"A risk assessment found {newest.level.label.lower()} but is not signed off.",
            {"level": newest.level, "completed": newest.completed, "signed_off": None},
            missing=("a service manager's sign-off of the risk assessment",),
        )
    if latest and latest.level is None:
        return _unlevelled(latest)
    if latest and latest.level:
        return refused(
            Clause.C4,
            f"The latest signed-off risk assessment found {latest.level.label.lower()}, below emerging.",
            {"level": latest.level, "completed": latest.completed, "signed_off": latest.signed_off},
        )
    if made and made[0].level:
        level = max(one.level for one in made if one.level)
        return refused(
            Clause.C4,
            f"The risk assessment found {level.label.lower()}, below emerging, and is not signed off.",
            {"level": level, "signed_off": None},
        )
    return refused(Clause.C4, _without("exploitation risk assessment", facts.risk_assessments))


def _unlevelled(assessment: RiskAssessment) -> Decision:
    return undecided(
        Clause.C4,
        "A risk assessment is recorded without its level.",
        {"level": None, "completed": assessment.completed, "signed_off": assessment.signed_off},
        missing=("the level that the risk assessment found",),
    )


def _may_meet(assessment: RiskAssessment) -> bool:
    return assessment.level is None or assessment.level.meets_threshold


def when_assessed(assessment: RiskAssessment) -> tuple[date, date, int]:
    """Sorts assessments by when they were made, then by sign-off and seriousness."""
    made = assessment.completed or assessment.signed_off or date.min
    rank = assessment.level.rank if assessment.level else 0
    return made, assessment.signed_off or date.min, rank


def _follows(assessment: RiskAssessment, signed: RiskAssessment | None) -> bool:
    """Whether an unsigned assessment is not superseded. One without a day may be the newest."""
    if signed is None or assessment.completed is None:
        return True
    return assessment.completed >= (signed.completed or signed.signed_off or date.min)


def behaviour_recorded(answers: Sequence[HarmfulSexualBehaviour]) -> bool | NotKnown:
    """Whether any record holds a concern about harmful sexual behaviour (C5); not known where none says."""
    said = [answer for answer in answers if answer is not HarmfulSexualBehaviour.NOT_KNOWN]
    return any(answer.is_concern for answer in said) if said else NOT_KNOWN


def harmful_sexual_behaviour(facts: Facts) -> Decision:
    """C5: harmful sexual behaviour is recorded as a concern: harmed, harming, or both."""
    recorded = facts.harmful_sexual_behaviour
    if isinstance(recorded, NotKnown):
        return undecided(
            Clause.C5,
            "Whether there are concerns about harmful sexual behaviour is not known.",
            missing=("whether there are concerns about harmful sexual behaviour",),
        )
    if recorded:
        return satisfied(Clause.C5, "Concerns about harmful sexual behaviour are recorded.")
    return refused(Clause.C5, "No concern about harmful sexual behaviour is recorded.")


def screened(facts: Facts, part_1a: Sequence[Decision]) -> Decision:
    """C6: any *other* child screened by police or children's social care, for whom a discussion would help.

    Decided after the criteria of Part 1a, `part_1a`: where one of them is met this one is not; where one of
    them may be met this one may be met at most.
    """
    met = [decision.clause for decision in part_1a if decision.answer is Answer.MET]
    if met:
        return refused(Clause.C6, f"A criterion of Part 1a is met already ({', '.join(met)}).")
    best = _best(facts.screenings, facts.as_of.day, lambda one: one.screened, screening_gaps)
    if best is None:
        return undecided(
            Clause.C6,
            "Whether police or children's social care screened the child is not known.",
            missing=("whether police or children's social care screened the child",),
        )
    if not best:
        listed = [] if isinstance(facts.screenings, NotKnown) else facts.screenings
        if any(one.concern is False for one in listed):
            return refused(Clause.C6, "The screening found no missing-from-home or exploitation concerns.")
        return refused(Clause.C6, _without("screening by police or children's social care", listed))
    screening, gaps = best[0]
    if gaps:
        return undecided(Clause.C6, f"A screening is recorded without {phrase(gaps)}.", missing=gaps)
    open_ones = [decision.clause for decision in part_1a if decision.answer is Answer.MAY_BE_MET]
    by = screening.by.label if screening.by else ""
    placed = f" {screening.home_authority} placed the child here." if screening.home_authority else ""
    found = (
        f"Screened by {by[:1].lower()}{by[1:]} with concerns and a written reason for a discussion.{placed}"
    )
    if open_ones:
        return undecided(
            Clause.C6,
            f"{found} A criterion of Part 1a may be met instead ({', '.join(open_ones)}).",
            missing=("an answer to the criteria of Part 1a",),
        )
    return satisfied(
        Clause.C6, found, {"screened_by": screening.by, "home_authority": screening.home_authority}
    )


def screening_gaps(screening: Screening) -> tuple[str, ...] | None:
    """What a screening lacks for C6; None for one that found no concerns, which does not bear on it."""
    if screening.concern is False:
        return None
    return _gaps(
        {
            "who screened": isinstance(screening.by, ScreenedBy),
            "the concern": bool(screening.concern),
            "the written reason why a discussion would be beneficial": bool(_said(screening.reason)),
        }
    )


def police_assessment(facts: Facts) -> Decision:
    """C7: formally assessed by police, at any age, as one who may pose a risk to a child here."""
    best = _best(facts.police_assessments, facts.as_of.day, lambda one: one.date, assessment_gaps)
    if best is None:
        return undecided(
            Clause.C7,
            "Whether police formally assessed the person is not known.",
            missing=("whether police formally assessed the person",),
        )
    if not best:
        listed = [] if isinstance(facts.police_assessments, NotKnown) else facts.police_assessments
        return refused(Clause.C7, _without("police assessment as a potential perpetrator", listed))
    assessment, gaps = best[0]
    if gaps or assessment.date is None:
        return undecided(Clause.C7, f"A police assessment is recorded without {phrase(gaps)}.", missing=gaps)
    return satisfied(
        Clause.C7,
        f"Police assessed on {in_words(assessment.date)} that the person may pose a risk to a child here.",
        {"date": assessment.date, "child_at_risk": assessment.children_at_risk},
    )


def assessment_gaps(assessment: PoliceAssessment) -> tuple[str, ...]:
    """What a police assessment lacks for C7."""
    return _gaps(
        {
            "its date": assessment.date is not None,
            "the assessor": bool(_said(assessment.assessor)),
            "the child at risk, or that the child is unidentified": bool(_said(assessment.children_at_risk)),
            "the local connection": bool(_said(assessment.connection)),
        }
    )


def _best(
    records: "tuple[_Record, ...] | NotKnown",
    today: date,
    day_of: Callable[[_Record], date | None],
    gaps_of: Callable[[_Record], tuple[str, ...] | None],
) -> list[tuple[_Record, tuple[str, ...]]] | None:
    """The most complete record dated by `today`, with what it lacks; [] where there is none, None: not known.

    A record whose gaps are None does not bear on the criterion at all.
    """
    if isinstance(records, NotKnown):
        return None
    found = []
    for one in records:
        gaps = gaps_of(one)
        if gaps is not None and not is_later(day_of(one), today):
            found.append((one, gaps))
    return sorted(found, key=lambda pair: (len(pair[1]), -(day_of(pair[0]) or date.min).toordinal()))[:1]


def _gaps(given: dict[str, bool]) -> tuple[str, ...]:
    return tuple(name for name, is_given in given.items() if not is_given)


def _said(text: str | None) -> str:
    return text.strip() if text else ""


def is_later(day: date | None, today: date) -> bool:
    """Whether a record is dated after the as-at day; one without a day is not."""
    return day is not None and day > today


def _without(what: str, records: Sequence[object]) -> str:
    return f"No {what} is recorded{' by the as-at day' if records else ''}."


def phrase(names: Sequence[str]) -> str:
    """ "the concern, the reason and who screened"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
