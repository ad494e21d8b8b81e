"""The National Referral Mechanism: where a referral stands, what is due, what looks odd, and a prompt (C1).

Nothing here refuses: what looks odd is asked about. Whether the referral counts under C1 is the criteria's
question: it is recorded and not withdrawn.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from macem.protocol.ages import eighteenth_birthday
from macem.protocol.dates import in_words
from macem.protocol.settings import NrmSettings, agency_key
from macem.protocol.vocabulary import Clause, Decision, Strand, Word, refused, satisfied
from macem.protocol.vocabulary.safeguarding import NrmBody, NrmDecisionKind, NrmOutcome
from macem.protocol.working_days import Calendar

_RG, _CG = NrmDecisionKind.REASONABLE_GROUNDS, NrmDecisionKind.CONCLUSIVE_GROUNDS


@dataclass(frozen=True, slots=True)
class NrmDecided:
    """One decision. `reconsider_since`: the day on which its reconsideration was asked for, where none has
    been decided yet.
    """

    kind: NrmDecisionKind
    outcome: NrmOutcome
    decided: date
    body: NrmBody
    reconsider_since: date | None = None


@dataclass(frozen=True, slots=True)
class NrmCase:
    """One referral and all that followed. `decisions`: as recorded, the latest last. `body`: who decides."""

    responder: str
    submitted: date
    withdrawn: date | None = None
    body: NrmBody | None = None
    decisions: Sequence[NrmDecided] = field(default=())
    born: date | None = None

    def latest(self, kind: NrmDecisionKind) -> NrmDecided | None:
        """The decision of this kind that stands."""
        return next((one for one in reversed(self.decisions) if one.kind is kind), None)


class NrmState(Word):
    """Where an NRM referral stands."""

    REASONABLE_GROUNDS_AWAITED = "rg_awaited", "Waiting for reasonable grounds"
    CONCLUSIVE_GROUNDS_AWAITED = "cg_awaited", "Waiting for conclusive grounds"
    RECONSIDERED = "reconsidered", "Being reconsidered"
    CONFIRMED = "confirmed", "Conclusive grounds positive"
    NEGATIVE = "negative", "Negative"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"


@dataclass(frozen=True, slots=True)
class NrmStanding:
    """The state, its words to print, and the day on which a decision is expected (None: no such day)."""

    state: NrmState
    words: str
    due: date | None = None
    overdue: bool = False


def standing(case: NrmCase, *, today: date, settings: NrmSettings, calendar: Calendar) -> NrmStanding:
    """Where a referral stands today, in words such as "reasonable grounds due 30 January 2027" (C1)."""
    if case.withdrawn is not None:
        return NrmStanding(NrmState.WITHDRAWN, f"withdrawn {in_words(case.withdrawn)}")
    grounds = case.latest(_CG) or case.latest(_RG)
    if grounds is None:
        return _awaiting_reasonable_grounds(case, today, settings, calendar)
    if grounds.reconsider_since is not None:
        return NrmStanding(
            NrmState.RECONSIDERED,
            f"{grounds.kind.label.lower()} {grounds.outcome.label.lower()} {in_words(grounds.decided)}, "
            f"reconsideration asked for {in_words(grounds.reconsider_since)}",
        )
    said = f"{grounds.kind.label.lower()} {grounds.outcome.label.lower()} {in_words(grounds.decided)}"
    if grounds.outcome is not NrmOutcome.POSITIVE:
        return NrmStanding(_STATES[grounds.outcome], said)
    if grounds.kind is _CG:
        return NrmStanding(NrmState.CONFIRMED, said)
    first = grounds.decided + timedelta(days=settings.conclusive_grounds_after_days)
    expected = f"conclusive grounds not before {in_words(first)}"
    if _is_devolved(case) or first <= today:
        expected = "conclusive grounds awaited"
    return NrmStanding(NrmState.CONCLUSIVE_GROUNDS_AWAITED, f"{said}; {expected}")


_STATES = {
    NrmOutcome.NEGATIVE: NrmState.NEGATIVE,
    NrmOutcome.SUSPENDED: NrmState.SUSPENDED,
    NrmOutcome.WITHDRAWN: NrmState.WITHDRAWN,
}


def _awaiting_reasonable_grounds(
    case: NrmCase, today: date, settings: NrmSettings, calendar: Calendar
) -> NrmStanding:
    due = reasonable_grounds_due(case, settings, calendar)
    late = due < today
    note = "" if _is_devolved(case) else " (a target, not guaranteed)"
    words = f"reasonable grounds {'were due' if late else 'due'} {in_words(due)}{note}"
    return NrmStanding(NrmState.REASONABLE_GROUNDS_AWAITED, words, due, late)


def reasonable_grounds_due(case: NrmCase, settings: NrmSettings, calendar: Calendar) -> date:
    """When reasonable grounds are to be decided: a devolved panel has a time limit, the others a target."""
    if _is_devolved(case):
        return case.submitted + timedelta(days=settings.devolved_days)
    return calendar.working_days_after(case.submitted, settings.reasonable_grounds_working_days)


def _is_devolved(case: NrmCase) -> bool:
    return case.body is NrmBody.DEVOLVED


def oddities(case: NrmCase, settings: NrmSettings) -> tuple[str, ...]:
    """What somebody should look at: who referred, who decides, days out of order (C1); never refused."""
    return (
        *_odd_responder(case.responder, settings),
        *_odd_body(case, settings),
        *_odd_days(case, settings),
    )


def _odd_responder(responder: str, settings: NrmSettings) -> Iterator[str]:
    name = agency_key(responder)
    if any(name == agency_key(known) for known in settings.first_responders):
        return
    starts = tuple(agency_key(word) for word in settings.not_first_responders)
    if any(agency_key(word).startswith(starts) for word in responder.split()):
        yield (
            f"“{responder}”: schools and the NHS in England are not first responders. "
            "Ask which first responder made the referral."
        )
    else:
        yield f"“{responder}” is not on the list of first responders. Check who made the referral."


def _odd_body(case: NrmCase, settings: NrmSettings) -> Iterator[str]:
    bodies = {case.body, *(one.body for one in case.decisions)}
    adult_on = eighteenth_birthday(case.born) if case.born else None
    child = adult_on is None or case.submitted < adult_on
    if NrmBody.IECA in bodies and child:
        yield f"The {NrmBody.IECA.label} is named for somebody under 18. Ask who decides."
    if NrmBody.DEVOLVED in bodies and adult_on is not None:
        last = case.submitted + timedelta(days=settings.devolved_days_before_18)
        if adult_on <= last:
            yield (
                f"A devolved panel takes children who are more than {settings.devolved_days_before_18} days "
                f"from 18; this child turns 18 on {in_words(adult_on)}. Ask who decides."
            )


def _odd_days(case: NrmCase, settings: NrmSettings) -> Iterator[str]:
    for one in case.decisions:
        name = one.kind.label
        if one.decided < case.submitted:
            yield (
                f"{name}: decided {in_words(one.decided)}, before the referral of {in_words(case.submitted)}."
            )
        if case.withdrawn is not None and one.decided > case.withdrawn:
            yield (
                f"{name}: decided {in_words(one.decided)}, "
                f"after the referral was withdrawn on {in_words(case.withdrawn)}."
            )
        if one.reconsider_since is not None and one.reconsider_since < one.decided:
            yield f"{name}: reconsideration asked for before the decision was made."
        if one.kind is _CG:
            yield from _odd_conclusive(case, one, settings)


def _odd_conclusive(case: NrmCase, conclusive: NrmDecided, settings: NrmSettings) -> Iterator[str]:
    positive = [
        one.decided for one in case.decisions if one.kind is _RG and one.outcome is NrmOutcome.POSITIVE
    ]
    if not positive:
        yield "Conclusive grounds are recorded, and no positive reasonable grounds."
        return
    first = max(positive) + timedelta(days=settings.conclusive_grounds_after_days)
    if conclusive.decided < first and conclusive.body is not NrmBody.DEVOLVED:
        yield (
            f"Conclusive grounds: decided {in_words(conclusive.decided)}, before {in_words(first)}, which is "
            f"{settings.conclusive_grounds_after_days} days after positive reasonable grounds."
        )


def decision_may_be_recorded(decided: date, today: date) -> Decision:
    """Whether a decision, a request or a note may be recorded: it is not in the future (C1)."""
    if decided > today:
        return refused(Clause.C1, "Record it once it has happened: the day is in the future.")
    return satisfied(Clause.C1, "It may be recorded.")


def may_be_reconsidered(case: NrmCase, decided: NrmDecided) -> Decision:
    """Whether reconsideration of a decision may be recorded: it stands, was not positive, and none is
    asked for already (C1).
    """
    if decided.reconsider_since is not None:
        return refused(Clause.C1, "Reconsideration of this decision is recorded already.")
    if case.latest(decided.kind) != decided:
        return refused(Clause.C1, "A later decision of this kind stands: that one may be reconsidered.")
    if decided.outcome is NrmOutcome.POSITIVE:
        return refused(Clause.C1, "A positive decision is not reconsidered.")
    return satisfied(Clause.C1, "The request may be recorded.")


def prompts_defence(strands: Iterable[Strand], *, nrm_recorded: bool) -> Decision:
    """Whether to speak of the section 45 defence: criminal exploitation, or an NRM referral (C1, C8)."""
    exploited: Collection[Strand] = set(strands) & {Strand.CCE, Strand.MSHT}
    if not exploited and not nrm_recorded:
        return refused(Clause.C1, "Nothing says that the child was exploited into offending.")
    return satisfied(
        Clause.C1,
        "Is this child accused of something that they were led or made to do? Tell the police, the "
        "prosecutor and the child’s solicitor that the defence in section 45 of the Modern Slavery Act 2015 "
        "may apply. For somebody under 18 nobody has to show that they were compelled (check). The offences "
        "in Schedule 4 of the Act are left out (check).",
    )
