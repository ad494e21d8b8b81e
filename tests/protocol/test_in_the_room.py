"""W1, W2, M4, S7: who counts in which part, and who chairs it."""

import pytest

from macem.protocol.in_the_room import (
    Attendee,
    is_chaired,
    is_named,
    leading_role,
    may_take_a_seat,
    quorum_of,
    who_chairs,
)
from macem.protocol.quorum import Attendance
from macem.protocol.vocabulary import AttendanceStatus, Clause, Part, Role
from macem.protocol.vocabulary.states import MeetingStage as Stage
from tests.protocol.making import YORK

PRESENT = AttendanceStatus.PRESENT
AGENCIES = YORK.core_agencies


def here(agency, role=Role.REPRESENTATIVE, *, status=PRESENT, part_two=True, accepted=True, police=False):
    attendance = Attendance(f"{role} of {agency}", agency, status, is_named=is_named(role))
    return Attendee(attendance, role=role, part_two=part_two, accepted=accepted, of_police=police)


EVERYBODY = [here(agency) for agency in AGENCIES]


def but(agency, *instead):
    return [*(one for one in EVERYBODY if one.attendance.agency != agency), *instead]


@pytest.mark.parametrize("part", Part)
def test_everybody_there_is_a_quorum_in_each_part(part):
    assert quorum_of(part, AGENCIES, EVERYBODY, YORK).quorate


def test_in_part_2_only_who_holds_that_right_counts():
    without_right = but("Health", here("Health", part_two=False))
    assert quorum_of(Part.CHILD_1A, AGENCIES, without_right, YORK).quorate
    assert quorum_of(Part.ADULT_2, AGENCIES, without_right, YORK).missing == ("Health",)


def test_nobody_counts_before_they_accept_the_confidentiality_statement():
    silent = but("Health", here("Health", accepted=False))
    assert quorum_of(Part.CHILD_1B, AGENCIES, silent, YORK).missing == ("Health",)


@pytest.mark.parametrize(
    ("roles", "leading", "named"),
    [
        ({Role.REPRESENTATIVE, Role.CHAIR}, Role.CHAIR, True),
        ({Role.SPOC, Role.DEPUTY}, Role.DEPUTY, True),
        ({Role.SPOC}, Role.SPOC, True),
        ({Role.SOCIAL_CARE_WORKER}, Role.SOCIAL_CARE_WORKER, False),
        (set(), None, False),
    ],
)
def test_in_which_role_somebody_takes_part(roles, leading, named):
    assert leading_role(roles) is leading
    assert is_named(leading) is named


def test_the_chair_chairs_every_part_where_they_are_there():
    chair = here("Police", Role.CHAIR, police=True)
    room = [here("CSC", Role.VICE_CHAIR), chair]
    assert all(who_chairs(part, room) is chair for part in Part)


def test_the_vice_chair_chairs_part_1_and_a_police_deputy_part_2():
    vice = here("CSC", Role.VICE_CHAIR)
    deputy, other = here("Police", Role.DEPUTY, police=True), here("Health", Role.DEPUTY)
    assert who_chairs(Part.CHILD_1A, [other, vice]) is vice
    assert who_chairs(Part.ADULT_2, [other, vice]) is None
    assert who_chairs(Part.ADULT_2, [other, vice, deputy]) is deputy
    decision = is_chaired([Part.CHILD_1A, Part.ADULT_2], [vice, other])
    assert not decision.met
    assert decision.clause is Clause.W2
    assert Part.ADULT_2.label in decision.reason


def test_somebody_who_sent_apologies_or_did_not_accept_does_not_chair():
    assert who_chairs(Part.CHILD_1A, [here("Police", Role.CHAIR, status=AttendanceStatus.APOLOGIES)]) is None
    assert who_chairs(Part.CHILD_1A, [here("Police", Role.CHAIR, accepted=False)]) is None


def test_nobody_joins_a_meeting_in_session_without_the_statement():
    assert may_take_a_seat(stage=Stage.CIRCULATED, came=True, accepted=False).met
    assert may_take_a_seat(stage=Stage.IN_SESSION, came=True, accepted=True).met
    assert may_take_a_seat(stage=Stage.IN_SESSION, came=False, accepted=False).met
    decision = may_take_a_seat(stage=Stage.IN_SESSION, came=True, accepted=False)
    assert not decision.met
    assert decision.clause is Clause.S7


@pytest.mark.parametrize("stage", [Stage.FINISHED, Stage.DISTRIBUTED, Stage.POSTPONED])
def test_who_was_there_stands_once_the_meeting_is_over(stage):
    assert not may_take_a_seat(stage=stage, came=True, accepted=True).met
