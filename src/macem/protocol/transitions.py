"""What may follow what: meetings, minutes, assessments, early help, nominations; as data, for diagrams.

A move is allowed only where its table lists it. Whether the person may make it is the policies' question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from macem.protocol.meeting_stages import CLAUSES, NEXT
from macem.protocol.vocabulary import Clause, Decision, Role, Word, refused, satisfied
from macem.protocol.vocabulary.early_help import EarlyHelpState
from macem.protocol.vocabulary.states import MeetingStage


class MinutesState(Word):
    """One version of a meeting's minutes (M9, M10)."""

    DRAFT = "draft", "Draft"
    WITH_CHAIR = "with_chair", "With the chair"
    RETURNED = "returned", "Returned for changes"
    APPROVED = "approved", "Approved"
    DISTRIBUTED = "distributed", "Distributed"
    AMENDED = "amended", "Amended by a later version"


class AssessmentState(Word):
    """A risk assessment (P4)."""

    DRAFT = "draft", "Draft"
    COMPLETED = "completed", "Completed, waiting for sign-off"
    RETURNED = "returned", "Returned to its author"
    SIGNED_OFF = "signed_off", "Signed off"
    SUPERSEDED = "superseded", "Superseded"


class NominationState(Word):
    """A nomination on its way through the RAMM (P5) or the intelligence DS (I2)."""

    RAISED = "raised", "Waiting for a decision"
    MORE_INFORMATION = "more_information", "Waiting for information"
    ACCEPTED = "accepted", "To the meeting"
    NOT_NOW = "not_now", "Not now"
    USED_UP = "used_up", "Used up by a closure"


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One allowed move: what it is called, by which role, under which clause, and whether it needs a
    reason.
    """

    origin: S
    to: S
    verb: str
    role: Role
    clause: Clause
    needs_reason: bool = False


@dataclass(frozen=True)
class StateTable(Generic[S]):
    """Every allowed move of one thing. `initial` is where it begins."""

    name: str
    initial: S
    transitions: tuple[Transition[S], ...]

    def find(self, origin: S, to: S) -> Transition[S] | None:
        """The transition from `origin` to `to`; None: there is none."""
        return next((one for one in self.transitions if one.origin is origin and one.to is to), None)

    def following(self, origin: S) -> tuple[S, ...]:
        """The states that may follow `origin`."""
        return tuple(one.to for one in self.transitions if one.origin is origin)

    def move(self, origin: S, to: S, reason: str = "") -> Decision:
        """Whether a thing in state `origin` may move on to `to`."""
        found = self.find(origin, to)
        if found is None:
            allowed = ", ".join(_label(state) for state in self.following(origin)) or "nothing"
            return refused(
                self.transitions[0].clause,
                f'{self.name}: "{_label(origin)}" is not followed by "{_label(to)}", but by: {allowed}.',
            )
        if found.needs_reason and not reason.strip():
            return refused(found.clause, f"To {found.verb} needs a reason.", missing=("a reason",))
        return satisfied(found.clause, f"{self.name}: {found.verb}.")


def _label(state: StrEnum) -> str:
    return state.label if isinstance(state, Word) else str(state)


_M = MeetingStage
_MOVES: Mapping[MeetingStage, tuple[str, Role]] = {
    _M.PLANNED: ("plan the meeting", Role.BUSINESS_SUPPORT),
    _M.NAMES_SENT: ("send the names to the chair", Role.BUSINESS_SUPPORT),
    _M.COMPILED: ("compile the list", Role.BUSINESS_SUPPORT),
    _M.APPROVED: ("approve the list", Role.CHAIR),
    _M.CIRCULATED: ("circulate the list", Role.CHAIR),
    _M.POSTPONED: ("postpone the meeting", Role.CHAIR),
    _M.IN_SESSION: ("start the meeting", Role.CHAIR),
    _M.FINISHED: ("finish the meeting", Role.CHAIR),
    _M.MINUTES_DRAFTED: ("draft the minutes", Role.BUSINESS_SUPPORT),
    _M.MINUTES_RETURNED: ("return the minutes", Role.CHAIR),
    _M.MINUTES_APPROVED: ("approve the minutes", Role.CHAIR),
    _M.DISTRIBUTED: ("distribute minutes and actions", Role.BUSINESS_SUPPORT),
}
_WITH_REASON = {
    (_M.CIRCULATED, _M.COMPILED),  # a late item
    (_M.DISTRIBUTED, _M.MINUTES_DRAFTED),  # an amendment
}

MEETING = StateTable(
    "Meeting",
    _M.PLANNED,
    tuple(
        Transition(
            origin,
            to,
            *_MOVES[to],
            CLAUSES[to],
            needs_reason=to in {_M.POSTPONED, _M.MINUTES_RETURNED} or (origin, to) in _WITH_REASON,
        )
        for origin, following in NEXT.items()
        for to in following
    ),
)

_D = MinutesState
MINUTES = StateTable(
    "Minutes",
    _D.DRAFT,
    (
        Transition(_D.DRAFT, _D.WITH_CHAIR, "send to the chair", Role.BUSINESS_SUPPORT, Clause.M9),
        Transition(
            _D.WITH_CHAIR, _D.RETURNED, "return for changes", Role.CHAIR, Clause.M9, needs_reason=True
        ),
        Transition(_D.RETURNED, _D.WITH_CHAIR, "send to the chair again", Role.BUSINESS_SUPPORT, Clause.M9),
        Transition(_D.WITH_CHAIR, _D.APPROVED, "approve", Role.CHAIR, Clause.M9),
        Transition(_D.APPROVED, _D.DISTRIBUTED, "distribute", Role.BUSINESS_SUPPORT, Clause.M9),
        Transition(
            _D.DISTRIBUTED, _D.AMENDED, "amend by a new version", Role.CHAIR, Clause.M10, needs_reason=True
        ),
    ),
)

_A = AssessmentState
ASSESSMENT = StateTable(
    "Risk assessment",
    _A.DRAFT,
    (
        Transition(_A.DRAFT, _A.COMPLETED, "complete", Role.SOCIAL_CARE_WORKER, Clause.P4),
        Transition(_A.COMPLETED, _A.RETURNED, "return to its author", Role.SERVICE_MANAGER, Clause.P4, True),
        Transition(_A.RETURNED, _A.COMPLETED, "complete again", Role.SOCIAL_CARE_WORKER, Clause.P4),
        Transition(_A.COMPLETED, _A.SIGNED_OFF, "sign off", Role.SERVICE_MANAGER, Clause.P4),
        Transition(_A.SIGNED_OFF, _A.SUPERSEDED, "supersede by a later one", Role.SERVICE_MANAGER, Clause.P4),
    ),
)

_N = NominationState
_WAITING = (_N.RAISED, _N.MORE_INFORMATION)
NOMINATION = StateTable(
    "Nomination",
    _N.RAISED,
    (
        *(
            Transition(stage, _N.ACCEPTED, "take to the meeting", Role.CE_COORDINATOR, Clause.P5)
            for stage in _WAITING
        ),
        *(
            Transition(stage, _N.NOT_NOW, "not now", Role.CE_COORDINATOR, Clause.P5, needs_reason=True)
            for stage in _WAITING
        ),
        Transition(_N.RAISED, _N.MORE_INFORMATION, "ask for information", Role.CE_COORDINATOR, Clause.P5),
        Transition(_N.MORE_INFORMATION, _N.RAISED, "answer what was asked", Role.SPOC, Clause.P5),
        *(
            Transition(stage, to, "change the decision", Role.CE_COORDINATOR, Clause.P5, needs_reason=True)
            for stage, to in (
                (_N.ACCEPTED, _N.NOT_NOW),
                (_N.ACCEPTED, _N.MORE_INFORMATION),
                (_N.NOT_NOW, _N.ACCEPTED),
                (_N.NOT_NOW, _N.MORE_INFORMATION),
            )
        ),
        *(
            Transition(stage, _N.USED_UP, "use up by closing the case", Role.CHAIR, Clause.P10)
            for stage in (*_WAITING, _N.ACCEPTED)
        ),
    ),
)

_E = EarlyHelpState
_OPEN = (_E.UNDER_WAY, _E.STEP_UP_ASKED)
EARLY_HELP = StateTable(
    "Early help",
    _E.UNDER_WAY,
    (
        Transition(_E.UNDER_WAY, _E.UNDER_WAY, "review and go on", Role.SPOC, Clause.P2, needs_reason=True),
        Transition(
            _E.UNDER_WAY, _E.STEP_UP_ASKED, "ask the MASH to step up", Role.SPOC, Clause.P2, needs_reason=True
        ),
        Transition(
            _E.STEP_UP_ASKED,
            _E.UNDER_WAY,
            "go on without a step up",
            Role.MASH_DECISION_MAKER,
            Clause.P2,
            needs_reason=True,
        ),
        *(
            Transition(_E.UNDER_WAY, ending, verb, Role.SPOC, Clause.P2, needs_reason=True)
            for ending, verb in (
                (_E.NEEDS_MET, "close, needs met"),
                (_E.STEPPED_DOWN, "step down"),
                (_E.DECLINED, "end because the family declines"),
            )
        ),
        *(
            Transition(stage, ending, verb, Role.MASH_DECISION_MAKER, Clause.P2, needs_reason=True)
            for stage in _OPEN
            for ending, verb in (
                (_E.STEPPED_UP, "step up to level 4"),
                (_E.DECIDED_AGAIN, "decide again"),
            )
        ),
        Transition(
            _E.STEP_UP_ASKED,
            _E.STEPPED_DOWN,
            "step down",
            Role.MASH_DECISION_MAKER,
            Clause.P2,
            needs_reason=True,
        ),
    ),
)

TABLES = (MEETING, MINUTES, ASSESSMENT, EARLY_HELP, NOMINATION)
"""Every table, for the generated reference."""


class Needed(Word):
    """What has to be there before a meeting may reach a stage."""

    PRESENTER = "presenter", "a presenter for each case"
    LAWFUL_BASIS = "lawful_basis", "a lawful basis for each person"
    AGREED_VERSION = "agreed_version", "a frozen version of the list"
    QUORUM = "quorum", "somebody from every agreed agency"
    CONFIDENTIALITY = "confidentiality", "each attendee's confidentiality statement"
    CONCERN_OWNERS = "concern_owners", "an owner for each concern raised"
    VOICE = "voice", "the child's and family's voice, or why not, for each case"
    AGREED_LEVEL = "agreed_level", "an agreed level and plan for each case"
    SHARING_AGREEMENT = "sharing_agreement", "what may be shared further, for each case"
    ACTION_OWNERS = "action_owners", "an owner and a due date for each action"
    DECISION = "decision", "a decision for each case: continue or close"
    MINUTES_TEXT = "minutes_text", "the text of the minutes"


REQUIRED_FROM: Mapping[Needed, tuple[MeetingStage, Clause]] = {
    Needed.PRESENTER: (_M.COMPILED, Clause.P7),
    Needed.LAWFUL_BASIS: (_M.CIRCULATED, Clause.S5),
    Needed.AGREED_VERSION: (_M.CIRCULATED, Clause.M2),
    Needed.QUORUM: (_M.IN_SESSION, Clause.M4),
    Needed.CONFIDENTIALITY: (_M.IN_SESSION, Clause.S7),
    Needed.CONCERN_OWNERS: (_M.FINISHED, Clause.P8),
    Needed.VOICE: (_M.FINISHED, Clause.M7),
    Needed.AGREED_LEVEL: (_M.FINISHED, Clause.M7),
    Needed.SHARING_AGREEMENT: (_M.FINISHED, Clause.S3),
    Needed.ACTION_OWNERS: (_M.FINISHED, Clause.M6),
    Needed.DECISION: (_M.FINISHED, Clause.P10),
    Needed.MINUTES_TEXT: (_M.MINUTES_DRAFTED, Clause.M10),
}
"""The first stage that cannot be reached without it. Who holds a case is a fault shown, not a bar (P9)."""

_ORDER = list(MeetingStage)


def required_at(stage: MeetingStage) -> tuple[Needed, ...]:
    """Everything that has to be there for a meeting to be at `stage`. A postponed one needs nothing."""
    if stage is _M.POSTPONED:
        return ()
    return tuple(
        need for need, (first, _) in REQUIRED_FROM.items() if _ORDER.index(first) <= _ORDER.index(stage)
    )


def nothing_missing(stage: MeetingStage, there: Iterable[Needed]) -> Decision:
    """Whether nothing that `stage` requires is missing. `there`: what there is."""
    present = frozenset(there)
    lacking = [need for need in required_at(stage) if need not in present]
    if lacking:
        return refused(
            REQUIRED_FROM[lacking[0]][1],
            f'"{stage.label}" needs {"; ".join(need.label for need in lacking)}.',
            missing=tuple(need.label for need in lacking),
        )
    return satisfied(Clause.M2, f'Nothing is missing for "{stage.label.lower()}".')


def move_meeting(
    origin: MeetingStage, to: MeetingStage, *, there: Iterable[Needed], reason: str = ""
) -> Decision:
    """Whether a meeting may move on: the table allows it and nothing required is missing."""
    allowed = MEETING.move(origin, to, reason)
    if not allowed.met:
        return allowed
    complete = nothing_missing(to, there)
    return allowed if complete.met else complete
