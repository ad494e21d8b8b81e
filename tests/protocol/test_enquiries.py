"""P3: section 47 enquiries and what follows an emergency."""

from datetime import UTC, date, datetime, timedelta

import pytest

from macem.protocol.enquiries import conference_due, enquiry_standing, may_conclude, may_follow_up
from macem.protocol.vocabulary import Clause
from macem.protocol.vocabulary.safeguarding import EmergencyCall, EnquiryOutcome
from macem.protocol.working_days import Calendar
from tests.protocol.making import YORK

OPENED, TODAY = date(2026, 12, 14), date(2027, 1, 7)
NOW = datetime(2027, 1, 7, 12, tzinfo=UTC)


def test_the_conference_is_due_in_working_days_of_the_protocol_file():
    assert conference_due(OPENED, YORK.section_47.conference_working_days, Calendar()) == TODAY


@pytest.mark.parametrize(
    ("today", "words", "overdue"),
    [
        (TODAY, "Open, outcome due 7 January 2027", False),
        (TODAY + timedelta(days=1), "Open, outcome was due 7 January 2027", True),
    ],
)
def test_an_enquiry_is_open_until_its_outcome(today, words, overdue):
    found = enquiry_standing(TODAY, today)
    assert (found.words, found.due, found.overdue) == (words, TODAY, overdue)


def test_an_enquiry_that_ended_is_due_no_more():
    found = enquiry_standing(
        TODAY, date(2027, 2, 1), outcome=EnquiryOutcome.CONFERENCE, concluded=date(2027, 1, 5)
    )
    assert (found.words, found.due) == ("Ended 5 January 2027: child protection conference", None)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, ""),
        ({"opened": None}, "opened no section 47 enquiry"),
        ({"concluded": date(2026, 12, 13)}, "from 14 December 2026"),
        ({"concluded": date(2027, 1, 8)}, "to today"),
        ({"reason": " "}, "what the outcome rests on"),
        ({"conference": None}, "day of the conference"),
        ({"conference": date(2026, 12, 13)}, "not before the strategy meeting"),
        ({"outcome": EnquiryOutcome.SUPPORT, "conference": None}, ""),
    ],
)
def test_what_the_outcome_of_an_enquiry_says(change, says):
    given = {
        "opened": OPENED,
        "concluded": TODAY,
        "outcome": EnquiryOutcome.CONFERENCE,
        "conference": TODAY,
        "reason": "Two agencies saw injuries.",
        "today": TODAY,
    } | change
    decision = may_conclude(**given)
    assert decision.met is (says == "")
    assert says in decision.reason
    assert decision.clause is Clause.P3


@pytest.mark.parametrize(
    ("call", "change", "says"),
    [
        (EmergencyCall.RANG_POLICE, {}, ""),
        (EmergencyCall.RANG_MASH, {"rung_by": " "}, "who rang"),
        (EmergencyCall.RANG_MASH, {"rung": None}, "when"),
        (EmergencyCall.RANG_POLICE, {"rung": NOW + timedelta(minutes=1)}, "in the future"),
        (EmergencyCall.NOTHING_FURTHER, {"rung_by": "", "rung": None}, "why nothing further"),
        (EmergencyCall.NOTHING_FURTHER, {"reason": "A slip of the hand."}, ""),
    ],
)
def test_a_follow_up_says_who_rang_and_when_or_why_nobody(call, change, says):
    given = {"rung_by": "Priya Example-Stow", "rung": NOW, "reason": ""} | change
    decision = may_follow_up(call, **given, now=NOW)
    assert decision.met is (says == "")
    assert says in decision.reason
