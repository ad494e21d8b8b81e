"""From a worry at a school to the list of a meeting: referral, MASH, assessment, absence, RAMM."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys import assessing
from tests.journeys.person import Person

CHILD = "Pip Test-Yarrow"
NOT_A_REFERRAL = "NOT A SAFEGUARDING REFERRAL"


def danger_comes_first(referrer: Person) -> None:
    """P3: a child in immediate danger stops the form and shows the emergency route."""
    referrer.follow("Referrals")
    referrer.press("Refer a child")
    referrer.sees(NOT_A_REFERRAL)
    referrer.looks("referral-1-danger")
    referrer.choose("Yes")
    referrer.press("Continue")
    referrer.heading("Call 999 now")
    referrer.sees("01632 960 001")
    referrer.looks("referral-2-emergency")


def refer(referrer: Person, *, born: date) -> str:
    """P1: a whole referral, after one that lacks its strengths; returns the receipt."""
    referrer.go("/referrals/")
    referrer.press("Refer a child")
    referrer.choose("No")
    referrer.press("Continue")
    referrer.press("Contact the MASH in a few lines")
    referrer.sees(NOT_A_REFERRAL)
    referrer.write("Forename", "Pip")
    referrer.write("Surname", "Test-Yarrow")
    referrer.write_date("Date of birth", born)
    referrer.write("Social care number", "900077")
    referrer.choose("Child criminal exploitation")
    referrer.choose("Missing from home or care")
    referrer.choose("No concern about this")
    referrer.write("What is worrying you?", "Older pupils gave Pip a phone. I saw it on Monday.")
    referrer.press("Send to the MASH")
    referrer.is_refused("Say what keeps the child safe")
    referrer.looks("referral-3-refused")
    referrer.write("What keeps the child safe?", "Pip talks to the school nurse.")
    referrer.press("Send to the MASH")
    referrer.heading("Your referral to the MASH")
    referrer.sees("Waiting")
    referrer.looks("referral-4-receipt")
    return referrer.page.url.rstrip("/").rsplit("/", 1)[-1]


def decide(mash: Person, receipt: str) -> None:
    """P2: level 4, a new record, and the social worker who holds the case."""
    mash.takes_up(f"Decide on referral {receipt}")
    mash.sees("Pip talks to the school nurse.")
    mash.looks("mash-1-decide")
    mash.choose("Nobody known here")
    mash.choose("Level 4: statutory")
    mash.pick("Social care worker who will hold the case", "Jo Example-Finch, Social worker")
    mash.write("Reason", "The phone, the absences and what two agencies have seen.")
    mash.press("Record the decision")
    mash.sees("The decision is recorded.")
    mash.looks("mash-2-queue")
    mash.owes_no_more(f"Decide on referral {receipt}")


def assess(worker: Person, manager: Person, *, today: date) -> str:
    """P4: written by the social worker; the manager returns it once, then signs it off. The reference."""
    worker.takes_up("Write the first risk assessment")
    worker.sees(CHILD)
    reference = worker.page.url.split("/people/")[1].split("/")[0]
    sign_off = f"Sign off the risk assessment of {reference}"
    worker.press("Begin")
    worker.press("Go on")
    worker.looks("assessment-1-write")
    assessing.matrix(worker, carries_for_others="Parcels for older pupils.", owes="Sixty pounds, they say.")
    assessing.rest(
        worker,
        says="I do not want to do it any more.",
        happening="Pip carries parcels for older pupils.",
        strengths="The school nurse, whom Pip trusts.",
        level="Escalating concerns",
    )
    worker.looks("assessment-1-check")
    assessing.send(worker, today=today)
    worker.owes_no_more(f"Write the first risk assessment of {reference}")

    manager.takes_up(sign_off)
    manager.looks("assessment-2-sign-off")
    manager.choose("No, return it")
    manager.write("What needs to change?", "Say since when, and who the older pupils are.")
    manager.press("Record your decision")
    manager.owes_no_more(sign_off)

    worker.takes_up(f"Revise the risk assessment of {reference}")
    worker.sees("Say since when, and who the older pupils are.")
    worker.press("Begin the new version")
    worker.looks("assessment-3-revise")
    worker.follow("What is happening")
    worker.write("What is happening?", "Since September Pip carries parcels for two pupils of year 11.")
    worker.press(assessing.NEXT)
    worker.press(assessing.NEXT)
    assessing.send(worker, today=today)
    worker.owes_no_more(f"Revise the risk assessment of {reference}")

    manager.takes_up(sign_off)
    manager.sees("Since September")
    manager.choose("Yes, sign it off")
    manager.press("Record your decision")
    manager.sees("Your decision is recorded.")
    manager.looks("assessment-4-list")
    manager.owes_no_more(sign_off)
    return reference


def record_absence(worker: Person, *, today: date) -> None:
    """One missing episode by hand, of more than two days and nights (C3)."""
    worker.follow("Children")
    worker.follow("Not before the panel")
    worker.looks("children")
    worker.follow(CHILD)
    worker.looks("person-1-new")
    worker.follow("Record a missing episode")
    worker.choose("Missing", exact=True)
    worker.write_date("Date from which the child was missing", today - timedelta(days=6))
    worker.write("Time from which the child was missing", "10:30pm")
    worker.write_date("Date of return", today - timedelta(days=3))
    worker.write("Time of return", "6am")
    worker.write("Where does this come from?", "Police report")
    worker.looks("missing-1-record")
    worker.press("Save")
    worker.sees("The episode is recorded.")
    worker.looks("missing-2-list")


def nominated_once(coordinator: Person, a_minute_passes: Callable[[], None]) -> None:
    """The criteria nominate with evidence and clause, and once, however often they are asked."""
    a_minute_passes()
    a_minute_passes()
    coordinator.takes_up("Decide on the RAMM list")
    row = coordinator.row(CHILD)
    expect(row).to_have_count(1)
    for evidence in ("C3", "which is over 48 hours", "C4", "escalating concerns", "P2", "level 4"):
        expect(row).to_contain_text(evidence)
    coordinator.looks("ramm-0-list")


def to_macem(coordinator: Person, meeting: str) -> None:
    """P5: the RAMM takes the child to the meeting of a day, in the child's own row."""
    row, day = coordinator.row(CHILD), meeting.rsplit(" ", 1)[0]
    coordinator.choose("To MACEM", within=row)
    coordinator.pick("Part and meeting", f"Part 1a, {day}", within=row)
    coordinator.press("Save 1 decision")
    coordinator.sees("1 decision is saved.")
    expect(coordinator.row(CHILD)).to_contain_text(f"To MACEM, Part 1a, {meeting}")
