"""M9, M10, W2, S1: minutes go to the chair, then to the members, and later members ask."""

import pytest

from macem.protocol.minutes import may_be_distributed, may_be_drafted, may_be_read, may_be_reviewed
from macem.protocol.vocabulary import Clause, Role
from macem.protocol.vocabulary.states import ApprovalOutcome

APPROVED, RETURNED = ApprovalOutcome.APPROVED, ApprovalOutcome.RETURNED
CHAIR, VICE = {Role.CHAIR}, {Role.VICE_CHAIR}


def reviewed(roles, outcome, **given):
    return may_be_reviewed(
        **({"roles": roles, "outcome": outcome, "latest": True, "sees_everybody": True} | given)
    )


def test_whoever_drafts_sees_everybody_and_an_amendment_says_why():
    assert may_be_drafted(hidden=0, distributed=False, reason="").met
    assert not may_be_drafted(hidden=1, distributed=False, reason="").met
    refusal = may_be_drafted(hidden=0, distributed=True, reason=" ")
    assert (refusal.met, refusal.clause) == (False, Clause.M10)
    assert may_be_drafted(hidden=0, distributed=True, reason="A name was wrong.").met


def test_the_chair_decides_and_in_their_conflict_the_vice_chair():
    assert reviewed(CHAIR, APPROVED).met
    assert not reviewed(VICE, APPROVED).met
    assert reviewed(VICE, APPROVED, chairs_conflict="Related to the family").met
    assert not reviewed({Role.BUSINESS_SUPPORT}, APPROVED, chairs_conflict="Away").met


def test_returning_needs_comments_and_approving_needs_to_see_everybody():
    assert not reviewed(CHAIR, RETURNED).met
    assert reviewed(CHAIR, RETURNED, comments="The plan is wrong.").met
    assert not reviewed(CHAIR, APPROVED, sees_everybody=False).met
    assert reviewed(CHAIR, RETURNED, comments="Ask the vice chair.", sees_everybody=False).met


def test_only_the_newest_version_is_decided_on():
    assert not reviewed(CHAIR, APPROVED, latest=False).met


@pytest.mark.parametrize(
    ("latest", "approved", "distributed", "may"),
    [
        (True, True, False, True),
        (False, True, False, False),
        (True, False, False, False),
        (True, True, True, False),
    ],
)
def test_minutes_go_out_once_approved_and_newest(latest, approved, distributed, may):
    assert may_be_distributed(latest=latest, approved=approved, distributed=distributed).met is may


def read(**given):
    facts = {
        "holds_a_role": True,
        "runs_the_meeting": False,
        "distributed": True,
        "member_then": False,
        "named": False,
        "agreed": False,
    }
    return may_be_read(**(facts | given))


@pytest.mark.parametrize("reason", ["member_then", "named", "agreed"])
def test_members_read_what_was_distributed_of_their_meetings(reason):
    assert read(**{reason: True}).met
    assert not read(**{reason: True}, distributed=False).met
    assert not read(**{reason: True}, holds_a_role=False).met, "leaving the post ends it"


def test_a_member_who_joined_later_needs_the_chairs_agreement():
    refusal = read()
    assert not refusal.met
    assert refusal.clause is Clause.S1
    assert "joined after" in refusal.reason
    assert refusal.missing == ("the chair’s agreement",)


def test_those_who_run_the_meeting_read_drafts():
    assert read(runs_the_meeting=True, distributed=False).met
