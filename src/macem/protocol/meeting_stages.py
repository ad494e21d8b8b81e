"""In which order a month goes: which stage a meeting may reach from the one where it stands (M2-M4, M9,
M10).
"""

from macem.protocol.vocabulary import Clause, Decision, refused, satisfied
from macem.protocol.vocabulary.states import MeetingStage as Stage

NEXT: dict[Stage, tuple[Stage, ...]] = {
    Stage.PLANNED: (Stage.NAMES_SENT, Stage.POSTPONED),
    Stage.NAMES_SENT: (Stage.COMPILED, Stage.POSTPONED),
    Stage.COMPILED: (Stage.COMPILED, Stage.APPROVED, Stage.POSTPONED),
    Stage.APPROVED: (Stage.COMPILED, Stage.CIRCULATED, Stage.POSTPONED),
    Stage.CIRCULATED: (Stage.COMPILED, Stage.IN_SESSION, Stage.POSTPONED),
    Stage.IN_SESSION: (Stage.FINISHED,),
    Stage.FINISHED: (Stage.MINUTES_DRAFTED,),
    Stage.MINUTES_DRAFTED: (Stage.MINUTES_DRAFTED, Stage.MINUTES_RETURNED, Stage.MINUTES_APPROVED),
    Stage.MINUTES_RETURNED: (Stage.MINUTES_DRAFTED,),
    Stage.MINUTES_APPROVED: (Stage.MINUTES_DRAFTED, Stage.DISTRIBUTED),
    Stage.DISTRIBUTED: (Stage.MINUTES_DRAFTED,),
    Stage.POSTPONED: (),
}
"""A late item compiles a circulated agenda again (M2); an amendment drafts distributed minutes again
(M10).
"""

CLAUSES: dict[Stage, Clause] = {
    Stage.PLANNED: Clause.M1,
    Stage.NAMES_SENT: Clause.M2,
    Stage.COMPILED: Clause.M2,
    Stage.APPROVED: Clause.M2,
    Stage.CIRCULATED: Clause.M2,
    Stage.IN_SESSION: Clause.M4,
    Stage.FINISHED: Clause.M4,
    Stage.MINUTES_DRAFTED: Clause.M9,
    Stage.MINUTES_RETURNED: Clause.M9,
    Stage.MINUTES_APPROVED: Clause.M9,
    Stage.DISTRIBUTED: Clause.M10,
    Stage.POSTPONED: Clause.M4,
}


def may_reach(now: Stage, wanted: Stage) -> Decision:
    """Whether a meeting that stands at `now` may reach `wanted`; the reason says what comes first."""
    clause = CLAUSES[wanted]
    if wanted in NEXT[now]:
        return satisfied(clause, f"After “{now.label}” comes “{wanted.label}”.")
    if not NEXT[now]:
        return refused(clause, "This meeting was postponed: go on with the one that it was moved to.")
    before = [stage.label for stage, after in NEXT.items() if wanted in after and stage is not wanted]
    return refused(
        clause,
        f"The meeting stands at “{now.label}”. “{wanted.label}” comes after {_or(before)}.",
        missing=tuple(before),
    )


def _or(labels: list[str]) -> str:
    return " or ".join(f"“{label}”" for label in labels) or "nothing: every meeting starts there"
