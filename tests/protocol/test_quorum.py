"""M4: all agreed agencies, and nobody instead of them."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.quorum import Attendance, quorum
from macem.protocol.vocabulary import AttendanceStatus
from tests.protocol.making import YORK

PRESENT, DEPUTY = AttendanceStatus.PRESENT, AttendanceStatus.DEPUTY
APOLOGIES, WRITTEN = AttendanceStatus.APOLOGIES, AttendanceStatus.WRITTEN
AGENCIES = YORK.core_agencies
EVERYBODY = [Attendance(f"{agency} Example", agency, PRESENT) for agency in AGENCIES]


def without(agency):
    return [one for one in EVERYBODY if one.agency != agency]


def missing(attendance, **kwargs):
    return quorum(AGENCIES, attendance, YORK, **kwargs).missing


@pytest.mark.parametrize("agency", AGENCIES)
def test_each_agency_is_needed(agency):
    assert missing(EVERYBODY) == ()
    assert missing(without(agency)) == (agency,)


def test_heads_are_not_agencies():
    crowd = [*without("LAT"), *(Attendance(f"Officer {n}", "Police", PRESENT) for n in range(9))]
    assert missing(crowd) == ("LAT",)


@pytest.mark.parametrize(
    ("status", "counts"), [(PRESENT, True), (DEPUTY, True), (APOLOGIES, False), (WRITTEN, False)]
)
def test_who_represents_an_agency(status, counts):
    found = missing([*without("Health"), Attendance("H. Example", "Health", status)])
    assert (found == ()) is counts


def test_written_information_counts_only_where_the_panel_says_so():
    lenient = replace(YORK, quorum=replace(YORK.quorum, written_information_counts=True))
    attendance = [*without("Health"), Attendance("H. Example", "Health", WRITTEN)]
    assert quorum(AGENCIES, attendance, lenient).quorate
    assert quorum(AGENCIES, attendance, lenient, at=time(10)).quorate


@pytest.mark.parametrize("confirmed", [True, False])
def test_an_unnamed_attendee_counts_when_the_chair_confirms_them(confirmed):
    stranger = Attendance("H. New", "Health", PRESENT, is_named=False, confirmed_by_chair=confirmed)
    assert (missing([*without("Health"), stranger]) == ()) is confirmed


def test_missing_agencies_are_spelled_as_they_were_required():
    required = ["probation/CRC", "YSJ ", "Local area team"]
    assert quorum(required, [], YORK).missing == ("probation/CRC", "YSJ ", "Local area team")
    attendance = [
        Attendance("A", "crc", PRESENT),
        Attendance("B", "Youth Justice  Service", PRESENT),
        Attendance("C", "lat", DEPUTY),
    ]
    assert quorum(required, attendance, YORK).quorate


def test_an_agency_required_under_two_names_is_missing_once():
    assert quorum(["YJS", "YSJ"], [], YORK).missing == ("YJS",)


def test_agencies_outside_the_file_are_matched_by_their_own_name():
    found = quorum(["Ferry Company"], [Attendance("F", "ferry  company", PRESENT)], YORK)
    assert found.quorate


@pytest.mark.parametrize(
    ("at", "there"),
    [("09:59", False), ("10:00", True), ("10:29", True), ("10:30", False), ("11:15", True), ("12:00", True)],
)
def test_an_item_needs_its_agencies_at_its_time(at, there):
    came_and_went = [
        Attendance("H. Example", "Health", PRESENT, time(10), time(10, 30)),
        Attendance("H. Example", "Health", PRESENT, time(11, 15)),
    ]
    found = missing([*without("Health"), *came_and_went], at=time.fromisoformat(at))
    assert found == (() if there else ("Health",))


def test_who_stands_back_does_not_represent_their_agency():
    assert missing(EVERYBODY, recused=["health  EXAMPLE"]) == ("Health",)


def test_a_second_representative_stands_in():
    attendance = [*EVERYBODY, Attendance("Second Example", "Health", DEPUTY)]
    assert missing(attendance, recused=["Health Example"]) == ()


def test_one_person_may_represent_two_agencies_and_stands_back_for_both():
    both = [*without("Probation"), Attendance("Police Example", "Probation", PRESENT)]
    assert missing(both) == ()
    assert missing(both, recused=["Police Example"]) == ("Police", "Probation")


def test_the_decision_names_who_is_missing():
    decision = quorum(AGENCIES, without("LAT"), YORK).decision
    assert not decision.met
    assert "LAT" in decision.reason
    assert quorum(AGENCIES, EVERYBODY, YORK).decision.met


@given(st.lists(st.sampled_from(EVERYBODY)), st.sampled_from(EVERYBODY))
def test_another_attendee_never_breaks_a_quorum(attendance, further):
    assert set(missing([*attendance, further])) <= set(missing(attendance))


@given(st.lists(st.sampled_from(EVERYBODY)), st.sampled_from(EVERYBODY))
def test_a_recusal_never_makes_one(attendance, recused):
    assert set(missing(attendance)) <= set(missing(attendance, recused=[recused.name]))
