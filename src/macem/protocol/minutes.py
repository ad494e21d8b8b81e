"""M9, M10, W2, S1: who decides on minutes, when they go out, and who reads them."""

from collections.abc import Iterable

from macem.protocol.agenda import decides_as
from macem.protocol.vocabulary import Clause, Decision, Role, refused, satisfied
from macem.protocol.vocabulary.states import ApprovalOutcome


def may_be_drafted(*, hidden: int, distributed: bool, reason: str) -> Decision:
    """Whether the minutes may be drafted (M10).

    `hidden`: how many people of the meeting are not shown to whoever drafts; `distributed`: an earlier
    version went out, so this one amends it and says why.
    """
    if hidden:
        return refused(
            Clause.M10,
            "Somebody who was discussed is not shown to you. Ask somebody to draft who may see everybody.",
            missing=("somebody to draft who may see everybody",),
        )
    if distributed and not reason.strip():
        return refused(Clause.M10, "Say why the minutes are amended.", missing=("the reason",))
    return satisfied(Clause.M10, "The minutes may be drafted.")


def may_be_reviewed(
    *,
    roles: Iterable[Role],
    outcome: ApprovalOutcome,
    comments: str = "",
    chairs_conflict: str = "",
    latest: bool,
    sees_everybody: bool,
) -> Decision:
    """Whether somebody with these roles may approve minutes, or return them (M9, W2).

    The chair decides; where it is said why they do not, the vice chair. Whoever approves is shown everybody.
    """
    if not latest:
        return refused(
            Clause.M10, "There is a newer version of these minutes.", missing=("the newest version",)
        )
    if decides_as(roles, chairs_conflict=chairs_conflict) is None:
        return refused(
            Clause.W2,
            "The chair decides on the minutes; the vice chair does when it is said why the chair does not.",
            missing=("why the chair does not decide",),
        )
    if outcome is ApprovalOutcome.RETURNED:
        if not comments.strip():
            return refused(Clause.M9, "Say what has to change.", missing=("what has to change",))
        return satisfied(Clause.M9, "The minutes go back with the comments.")
    if not sees_everybody:
        return refused(
            Clause.W2,
            "Somebody in these minutes is not shown to you, so you cannot approve them: another chair "
            "decides.",
            missing=("approval by somebody who may see everybody in them",),
        )
    return satisfied(Clause.M9, "The minutes may be approved.")


def may_be_distributed(*, latest: bool, approved: bool, distributed: bool) -> Decision:
    """Whether a version may go out: the newest, approved, and once (M9)."""
    if distributed:
        return refused(Clause.M9, "This version has been distributed already.")
    if not latest:
        return refused(
            Clause.M10, "There is a newer version of these minutes.", missing=("the newest version",)
        )
    if not approved:
        return refused(
            Clause.M9, "The chair has not approved these minutes yet.", missing=("the chair’s approval",)
        )
    return satisfied(Clause.M9, "The minutes may be distributed.")


def may_be_read(
    *,
    holds_a_role: bool,
    runs_the_meeting: bool,
    distributed: bool,
    member_then: bool,
    named: bool,
    agreed: bool,
) -> Decision:
    """Whether somebody may read a meeting's minutes (S1).

    Those who run the meeting read every version; members read what was distributed. `member_then`: they were
    a member on the day; `named`: they attended, or sent apologies; `agreed`: the chair agreed that a member
    who joined later may. Leaving the post ends it all.
    """
    if not holds_a_role:
        return refused(Clause.S1, "You have left the panel: minutes are for its members.")
    if runs_the_meeting:
        return satisfied(Clause.S1, "Those who run the meeting read its minutes.")
    if not distributed:
        return refused(Clause.M9, "These minutes have not been distributed yet.")
    if member_then or named or agreed:
        return satisfied(Clause.S1, "Members read the minutes of their meetings.")
    return refused(
        Clause.S1,
        "You joined after this meeting. Its minutes are yours to read once the chair agrees.",
        missing=("the chair’s agreement",),
    )
