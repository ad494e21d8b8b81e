"""M2 and W2: who decides on an agenda, and what it needs before it goes to the agencies."""

from collections.abc import Iterable, Sequence

from macem.protocol.vocabulary import Clause, Decision, Role, refused, satisfied
from macem.protocol.vocabulary.states import ApprovalOutcome
from macem.protocol.vocabulary.states import MeetingStage as Stage

BEFORE_THE_MEETING = frozenset(
    {Stage.PLANNED, Stage.NAMES_SENT, Stage.COMPILED, Stage.APPROVED, Stage.CIRCULATED}
)
"""The stages at which a list can still change."""


def may_join(*, circulated: bool, reason: str) -> Decision:
    """Whether somebody may be put on the list: once it was circulated, only as a late item with a reason."""
    if circulated and not reason.strip():
        return refused(
            Clause.M2,
            "The agenda has been circulated. Say why this person comes late.",
            missing=("the reason for the late item",),
        )
    return satisfied(Clause.M2, "The person may be put on the list.")


def may_be_taken_off(*, reason: str) -> Decision:
    """Whether the chair may take somebody off the list: by name and with a reason, never silently (S5)."""
    if not reason.strip():
        return refused(
            Clause.S5, "Say why this person is taken off: nobody drops off silently.", missing=("a reason",)
        )
    return satisfied(Clause.S5, "The next version says who was taken off, and why.")


def may_be_compiled(
    *, left_off: Sequence[str], unpresented: Sequence[str], hidden: int, circulated: bool, reason: str
) -> Decision:
    """Whether the list may be frozen as a version (M2, P7).

    `left_off`: who has an open case and neither stands on the list nor was taken off it; `unpresented`: who
    stands on it without anybody to present them; `hidden`: how many people of the panel are not shown to
    whoever compiles; `circulated`: an earlier version went out.
    """
    lacks = []
    if hidden:
        lacks.append("somebody to compile it who may see everybody on it, such as the chair")
    if left_off:
        lacks.append(f"everybody with an open case on it or taken off by name: {', '.join(left_off)}")
    if unpresented:
        lacks.append(f"somebody to present {', '.join(unpresented)}")
    if circulated and not reason.strip():
        lacks.append("the reason for a new version")
    if lacks:
        return refused(Clause.M2, f"The agenda still needs {'; '.join(lacks)}.", missing=tuple(lacks))
    return satisfied(Clause.M2, "The agenda may be compiled.")


def decides_as(roles: Iterable[Role], *, chairs_conflict: str) -> Role | None:
    """As what somebody with these roles decides on an agenda; None where they do not (M2, W2).

    The chair decides. The vice chair does where it is said why the chair does not.
    """
    held = set(roles)
    if Role.CHAIR in held and not chairs_conflict.strip():
        return Role.CHAIR
    return Role.VICE_CHAIR if Role.VICE_CHAIR in held and chairs_conflict.strip() else None


def may_be_decided(
    *,
    compiler: object,
    decider: object,
    roles: Iterable[Role],
    outcome: ApprovalOutcome,
    comments: str = "",
    chairs_conflict: str = "",
    sees_everybody: bool,
) -> Decision:
    """Whether `decider` may approve or return a compiled agenda (M2, W2). People compare by equality.

    Nobody but the chair approves what they compiled. Whoever approves must be shown everybody on it: a chair
    who is barred from one person's record has a conflict, and the vice chair decides.
    """
    held = decides_as(roles, chairs_conflict=chairs_conflict)
    if held is None:
        return refused(
            Clause.W2,
            "The chair decides on the agenda; the vice chair does when it is said why the chair does not.",
            missing=("why the chair does not decide",),
        )
    if outcome is ApprovalOutcome.RETURNED:
        if not comments.strip():
            return refused(Clause.M2, "Say what has to change.", missing=("what has to change",))
        return satisfied(Clause.M2, "The agenda goes back with the comments.")
    if compiler == decider and held is not Role.CHAIR:
        return refused(
            Clause.W2,
            "Whoever compiled an agenda does not approve it.",
            missing=("somebody else's approval",),
        )
    if not sees_everybody:
        return refused(
            Clause.W2,
            "Somebody on this agenda is not shown to you, so you cannot approve it: another chair decides.",
            missing=("approval by somebody who may see everybody on it",),
        )
    return satisfied(Clause.M2, "The agenda may be approved.")


def may_go_out(
    *, latest: bool, approved: bool, circulated: bool, list_unchanged: bool, everybody_shown: bool
) -> Decision:
    """Whether a version may be circulated: once, approved, and only while it says what the list says (M2)."""
    if circulated:
        return refused(Clause.M2, "This version has been circulated already.")
    if not latest:
        return refused(Clause.M2, "There is a newer version of this agenda.", missing=("the newest version",))
    if not approved:
        return refused(
            Clause.M2, "The chair has not approved this version yet.", missing=("the chair's approval",)
        )
    if not list_unchanged:
        return refused(
            Clause.M2,
            "The list has changed since this version was compiled. Compile it again.",
            missing=("a new version",),
        )
    if not everybody_shown:
        return refused(
            Clause.M2,
            "Somebody on this agenda is not shown to you. Ask the chair to circulate it.",
            missing=("somebody to circulate it who may see everybody on it",),
        )
    return satisfied(Clause.M2, "The agenda may be circulated.")
