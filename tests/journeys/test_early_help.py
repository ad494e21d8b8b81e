"""P2: early help with PACE is begun, led, reviewed, and stepped up two months later: to the RAMM."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from playwright.sync_api import expect

from macem.gate import clock
from tests.journeys.person import Person

REFERRER, MASH, CONTACT = "Priya Example-Stow", "Tamsin Example-Lowe", "Carys Example-Orme"
COORDINATOR, CHILD = "Sasha Example-Reed", "Mika Test-Larch"
TWO_MONTHS = timedelta(days=60)


@pytest.fixture
def site(served: str) -> str:
    """The partnership without its story: this child is the first."""
    return served


def test_early_help_is_stepped_up_after_two_months(
    somebody: Callable[[str], Person], a_minute_passes: Callable[[], None]
) -> None:
    now = clock.now()
    with time_machine.travel(now - TWO_MONTHS, tick=True):
        decide(somebody(MASH), refer(somebody(REFERRER)), review_on=clock.today() + timedelta(days=42))
        say_who_leads(somebody(CONTACT))
    with time_machine.travel(now - timedelta(days=18), tick=True):
        review(again(somebody(CONTACT)), today=clock.today())
    contact, mash = again(somebody(CONTACT)), again(somebody(MASH))
    ask_to_step_up(contact)
    step_up(mash)
    contact.go("/early-help/")
    contact.does_not_see(CHILD)
    a_minute_passes()
    coordinator = somebody(COORDINATOR)
    coordinator.takes_up("Decide on the RAMM list")
    row = coordinator.row(CHILD)
    expect(row).to_contain_text("P2")
    expect(row).to_contain_text("Level 4")
    coordinator.looks("early-help-9-ramm")


def again(person: Person) -> Person:
    """Sign in again: after weeks nobody's session stands."""
    person.page.context.clear_cookies()
    person.page.goto(f"{person.site}/demonstration/")
    person.page.get_by_role("button", name=person.name).first.click()
    person.heading("Your work")
    return person


def refer(referrer: Person) -> str:
    """P1: a few lines to the MASH; returns the receipt."""
    referrer.go("/referrals/new/")
    referrer.choose("No")
    referrer.press("Continue")
    referrer.press("Contact the MASH in a few lines")
    referrer.write("Forename", "Mika")
    referrer.write("Surname", "Test-Larch")
    referrer.choose("Online")
    referrer.choose("No concern about this")
    referrer.write("What is worrying you?", "Somebody online asks Mika to meet. I heard it on Monday.")
    referrer.write("What keeps the child safe?", "Mika tells her mother everything.")
    referrer.press("Send to the MASH")
    return referrer.page.url.rstrip("/").rsplit("/", 1)[-1]


def decide(mash: Person, receipt: str, *, review_on: date) -> None:
    """P2: level 3, and the local area team works with the family."""
    mash.takes_up(f"Decide on referral {receipt}")
    mash.choose("Nobody known here")
    mash.choose("Level 3: targeted or intensive")
    mash.write("Reason", "Her mother asks for help; nobody has met anybody.")
    mash.press("Record the decision")
    mash.is_refused("Choose the agency that does the work")
    mash.choose("PACE")
    mash.pick("Agency that does this work", "Local Area Team")
    mash.write_date("To be reviewed on", review_on)
    mash.press("Record the decision")
    mash.sees("The decision is recorded.")
    mash.looks("early-help-1-mash")


def say_who_leads(contact: Person) -> None:
    contact.takes_up("Say who leads early help")
    contact.looks("early-help-2-lead")
    contact.write("Or the name of somebody without one", "Alex Example-Worth")
    contact.press("Save")
    contact.sees("Alex Example-Worth")
    contact.owes_no_more("Say who leads early help")
    contact.owes_no_more("Review early help")


def review(contact: Person, *, today: date) -> None:
    """Six weeks on: PACE helps a little, and goes on for 18 days."""
    contact.takes_up("Review early help")
    contact.choose("Done, some things are better")
    contact.choose("It goes on")
    contact.write("Why?", "Mika's mother feels surer; Mika still goes online at night.")
    contact.press("Record the review")
    contact.is_refused("Say what was done for “PACE”")
    contact.looks("early-help-3-refused")
    contact.write("What was done for “PACE”?", "Four evenings with Mika's mother.")
    contact.write_date("Next review on", today + timedelta(days=18))
    contact.press("Record the review")
    contact.sees("The review is recorded.")
    contact.looks("early-help-4-list")


def ask_to_step_up(contact: Person) -> None:
    contact.takes_up("Review early help")
    contact.choose("Done, no change so far")
    contact.write("What was done for “PACE”?", "Two evenings more.")
    contact.choose("Ask the MASH to step up")
    contact.write("Why?", "Mika was driven to another town twice this week.")
    contact.press("Record the review")
    contact.follow(CHILD)
    contact.sees("The MASH is asked to step up")
    contact.sees("Mika was driven to another town twice this week.")
    contact.looks("early-help-5-asked")


def step_up(mash: Person) -> None:
    """P2: level 4 is a new decision of the MASH; what the agency saw ends with early help."""
    mash.follow("MASH", exact=True)
    mash.sees("Step ups to answer")
    mash.looks("early-help-6-queue")
    mash.takes_up("Answer the step up")
    mash.looks("early-help-7-step-up")
    mash.choose("Level 4: the child comes before MACEM")
    mash.write("Reason", "Driven to another town by people nobody knows.")
    mash.press("Record the decision")
    mash.sees("Stepped up to level 4")
    mash.looks("early-help-8-ended")
