"""What would change the answers of C1 and C4 to C7, from what somebody recorded."""

from dataclasses import replace
from datetime import date, timedelta

from macem.protocol.criteria.change import Proposals, tomorrow
from macem.protocol.criteria.facts import Facts, NrmReferral, PoliceAssessment, RiskAssessment, Screening
from macem.protocol.criteria.recorded import (
    assessment_gaps,
    exploitation_concerns,
    is_later,
    nrm_referral,
    phrase,
    police_assessment,
    screening_gaps,
    stands,
    when_assessed,
)
from macem.protocol.dates import in_words
from macem.protocol.vocabulary import Answer, NotKnown, RiskLevel, ScreenedBy

_NONE_OF_PART_1A = "Every criterion of Part 1a answered with not met"


def changes_of_nrm(facts: Facts) -> Proposals:
    """C1: a referral submitted, dated or withdrawn."""
    today = facts.as_of.day
    submitted = NrmReferral(submitted=today)
    if isinstance(facts.nrm_referrals, NotKnown):
        yield "An NRM referral recorded", replace(facts, nrm_referrals=(submitted,))
        yield "Recorded that there is no NRM referral", replace(facts, nrm_referrals=())
        return
    standing = [one for one in facts.nrm_referrals if stands(one, today)]
    if nrm_referral(facts).answer is Answer.NOT_MET:
        yield "An NRM referral recorded", replace(facts, nrm_referrals=(*facts.nrm_referrals, submitted))
        return
    dated = tuple(replace(one, submitted=one.submitted or today) for one in facts.nrm_referrals)
    yield "The day recorded on which the NRM referral was submitted", replace(facts, nrm_referrals=dated)
    named = [in_words(one.submitted) for one in standing if one.submitted]
    if len(standing) > 1:
        which = f"All {len(standing)} NRM referrals"
    else:
        which = f"The NRM referral of {named[0]}" if named else "The NRM referral"
    gone = tuple(replace(one, withdrawn=today) if one in standing else one for one in facts.nrm_referrals)
    yield f"{which} withdrawn", replace(facts, nrm_referrals=gone)


def changes_of_concerns(facts: Facts) -> Proposals:
    """C4: a newer assessment, a sign-off, a level, or a date."""
    if isinstance(facts.risk_assessments, NotKnown):
        known = replace(facts, risk_assessments=())
        yield "Recorded that there is no exploitation risk assessment", known
        yield from _assessed(known, RiskLevel.EMERGING)
        return
    answer = exploitation_concerns(facts).answer
    if answer is Answer.NOT_MET:
        yield from _assessed(facts, RiskLevel.EMERGING)
    elif answer is Answer.MET:
        yield from _assessed(facts, RiskLevel.LOW)
        yield from _older(facts)
    else:
        yield from _unfinished(facts)


def _assessed(facts: Facts, level: RiskLevel) -> Proposals:
    """A newer assessment of the next day, signed off."""
    later = tomorrow(facts)
    day = later.as_of.day
    newer = RiskAssessment(level, completed=day, signed_off=day)
    found = "emerging concerns or above" if level.meets_threshold else "less than emerging concerns"
    yield (
        f"A newer risk assessment, signed off, that finds {found}",
        replace(later, risk_assessments=(*_made(facts), newer)),
    )


def _older(facts: Facts) -> Proposals:
    """Those that count, dated before another that found less."""
    made = _made(facts)
    signed = [one for one in made if _is_signed(one, facts.as_of.day)]
    lower = [one for one in signed if one.level and not one.level.meets_threshold]
    if not lower:
        return
    latest = max(lower, key=when_assessed)
    day = latest.completed or latest.signed_off or date.min
    if day == date.min or latest.level is None:
        return
    before = day - timedelta(days=1)
    moved = tuple(
        replace(one, completed=before, signed_off=before)
        if one in signed and one not in lower and when_assessed(one) > when_assessed(latest)
        else one
        for one in made
    )
    yield (
        f"It dated before {in_words(day)}, when another assessment found {latest.level.label.lower()}",
        replace(facts, risk_assessments=moved),
    )


def _unfinished(facts: Facts) -> Proposals:
    """Those that may meet the criterion signed off, or with their level; or neither."""
    today = facts.as_of.day
    made = _made(facts)
    newest = max((one for one in made if one.level is None or one.level.meets_threshold), key=when_assessed)
    at = made.index(newest)

    def changed(one: RiskAssessment) -> Facts:
        return replace(facts, risk_assessments=(*made[:at], one, *made[at + 1 :]))

    signed = newest.signed_off or today
    level = newest.level or RiskLevel.EMERGING
    if newest.level is None:
        words = "Its level recorded as emerging concerns or above"
        words += "" if newest.signed_off else ", and a service manager's sign-off"
    else:
        words = "A service manager's sign-off"
    yield words, changed(replace(newest, level=level, signed_off=signed))
    lower = tuple(
        replace(one, level=RiskLevel.LOW) if one.level is None or not _is_signed(one, today) else one
        for one in made
    )
    yield (
        "Found to be below emerging concerns, or returned to its author",
        replace(facts, risk_assessments=lower),
    )


def _made(facts: Facts) -> tuple[RiskAssessment, ...]:
    """The assessments made by the as-at day."""
    if isinstance(facts.risk_assessments, NotKnown):
        return ()
    return tuple(one for one in facts.risk_assessments if not is_later(one.completed, facts.as_of.day))


def _is_signed(one: RiskAssessment, today: date) -> bool:
    return one.signed_off is not None and one.signed_off <= today


def changes_of_behaviour(facts: Facts) -> Proposals:
    """C5: a concern recorded on any screening or assessment, or on none."""
    yield (
        "A concern about harmful sexual behaviour recorded",
        replace(facts, harmful_sexual_behaviour=True),
    )
    yield (
        "Recorded on every screening and assessment that there is no such concern",
        replace(facts, harmful_sexual_behaviour=False),
    )


def changes_of_screening(facts: Facts) -> Proposals:
    """C6: a criterion of Part 1a met or not, or what the screening found and says."""
    whole = Screening(ScreenedBy.POLICE, concern=True, reason="recorded", screened=facts.as_of.day)
    screened = "A screening by police or children's social care with concerns and a written reason"
    filled = tuple(_filled_screening(one) for one in _bearing(facts))
    if filled:
        gaps = min((screening_gaps(one) or () for one in _bearing(facts)), key=len)
        if gaps:
            yield f"Recorded: {phrase(gaps)}", replace(facts, screenings=filled)
        yield _NONE_OF_PART_1A, _without_part_1a(replace(facts, screenings=filled))
        yield (
            f"{'The screening' if len(filled) == 1 else 'Every screening'} found to show no concerns",
            replace(facts, screenings=tuple(replace(one, concern=False) for one in filled)),
        )
    else:
        yield screened, replace(facts, screenings=(whole,))
        yield f"{screened}; {_NONE_OF_PART_1A.lower()}", _without_part_1a(replace(facts, screenings=(whole,)))
    if isinstance(facts.screenings, NotKnown):
        yield "Recorded that nobody screened the child", replace(facts, screenings=())
    yield (
        "A criterion of Part 1a met: the child then comes under Part 1a",
        replace(facts, nrm_referrals=(NrmReferral(submitted=facts.as_of.day),)),
    )


def _bearing(facts: Facts) -> tuple[Screening, ...]:
    """The screenings by the as-at day that do not say that there are no concerns."""
    if isinstance(facts.screenings, NotKnown):
        return ()
    return tuple(
        one
        for one in facts.screenings
        if one.concern is not False and not is_later(one.screened, facts.as_of.day)
    )


def _filled_screening(one: Screening) -> Screening:
    return replace(one, by=one.by or ScreenedBy.POLICE, concern=True, reason=one.reason or "recorded")


def _without_part_1a(facts: Facts) -> Facts:
    return replace(facts, nrm_referrals=(), risk_assessments=(), harmful_sexual_behaviour=False, episodes=())


def changes_of_police_assessment(facts: Facts) -> Proposals:
    """C7: an assessment by police, whole or withdrawn."""
    today = facts.as_of.day
    whole = PoliceAssessment(today, "recorded", "recorded", "recorded")
    if isinstance(facts.police_assessments, NotKnown):
        yield (
            "An assessment by police as a potential perpetrator",
            replace(facts, police_assessments=(whole,)),
        )
        yield "Recorded that police have not assessed the person", replace(facts, police_assessments=())
        return
    made = tuple(one for one in facts.police_assessments if not is_later(one.date, today))
    if police_assessment(facts).answer is Answer.NOT_MET:
        yield (
            "An assessment by police as a potential perpetrator",
            replace(facts, police_assessments=(*made, whole)),
        )
        return
    gaps = min((assessment_gaps(one) for one in made), key=len)
    if gaps:
        yield (
            f"Recorded: {phrase(gaps)}",
            replace(facts, police_assessments=tuple(_filled_assessment(one, today) for one in made)),
        )
    which = "The police assessment" if len(made) == 1 else f"All {len(made)} police assessments"
    yield f"{which} withdrawn", replace(facts, police_assessments=())


def _filled_assessment(one: PoliceAssessment, today: date) -> PoliceAssessment:
    return PoliceAssessment(
        one.date or today,
        one.assessor or "recorded",
        one.children_at_risk or "recorded",
        one.connection or "recorded",
    )
