"""A child who is known is referred again with another spelling, day and month swapped: caught, and joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from playwright.sync_api import expect

from macem.gate import clock
from tests.journeys.person import Person

BORN, SWAPPED = date(2011, 7, 5), date(2011, 5, 7)


def test_spelled_differently(somebody: Callable[[str], Person]) -> None:
    mash = somebody("Tamsin Example-Lowe")
    school, nurse = somebody("Priya Example-Stow"), somebody("Ines Example-Vane")

    first = refer(school, "Kathryn", "Test-Maddox", BORN)
    advise(mash, first)
    second = refer(nurse, "Catherine", "Test-Maddux", SWAPPED)

    is_likely_known(mash, second)
    another_record_needs_a_word(mash)
    reference = is_joined(mash, first)
    nurse_learns_the_outcome_alone(nurse, second, reference)


def refer(referrer: Person, forename: str, surname: str, born: date) -> str:
    referrer.go("/referrals/new/")
    referrer.choose("No")
    referrer.press("Continue")
    referrer.press("Contact the MASH in a few lines")
    referrer.write("Forename", forename)
    referrer.write("Surname", surname)
    referrer.write_date("Date of birth", born)
    referrer.choose("Child criminal exploitation")
    referrer.choose("No concern about this")
    referrer.write("What is worrying you?", "A second phone, and older friends with a car.")
    referrer.write("What keeps the child safe?", "An aunt who is always there.")
    referrer.press("Send to the MASH")
    referrer.heading("Your referral to the MASH")
    return referrer.page.url.rstrip("/").rsplit("/", 1)[-1]


def advise(mash: Person, receipt: str) -> None:
    """The first contact: nobody is known, and level 1 leads to advice (P2)."""
    mash.takes_up(f"Decide on referral {receipt}")
    mash.choose("Nobody known here")
    mash.choose("Level 1: universal")
    mash.write("Reason", "The school and the family have a plan.")
    mash.press("Record the decision")
    mash.sees("The decision is recorded.")
    mash.sees("Kathryn Test-Maddox")


def is_likely_known(mash: Person, receipt: str) -> None:
    """The queue says so, and the page says why; nobody is chosen beforehand."""
    mash.go("/referrals/mash/")
    row = mash.row(receipt)
    expect(row).to_contain_text("Likely known here")
    expect(row).to_contain_text("1 earlier contact")
    mash.looks("spelled-1-queue")
    mash.follow("Catherine Test-Maddux")
    for words in (
        "Likely the same person",
        "Forename is a form of the same name",
        "surname differs by one letter",
        "day and month of birth swapped",
    ):
        mash.sees(words)
    expect(mash.page.get_by_role("radio", checked=True)).to_have_count(0)
    mash.looks("spelled-2-decide")


def another_record_needs_a_word(mash: Person) -> None:
    mash.choose("Nobody known here")
    early_help(mash)
    mash.press("Record the decision")
    mash.is_refused("say why it is somebody else")
    mash.looks("spelled-3-refused")


def early_help(mash: Person) -> None:
    """Level 2 offers work, says who does it, and when it is reviewed (P2)."""
    mash.choose("Level 2: early help")
    mash.write("Reason", "Two agencies have seen it since.")
    mash.choose("PACE")
    mash.pick("Agency that does this work", "Local Area Team")
    mash.write_date("To be reviewed on", clock.today() + timedelta(days=42))


def is_joined(mash: Person, first: str) -> str:
    """Everything typed is still there; the known child is chosen, and both contacts are theirs."""
    mash.choose("Kathryn Test-Maddox")
    mash.press("Record the decision")
    mash.sees("The decision is recorded.")
    mash.sees("Kathryn Test-Maddox")
    mash.sees("1 earlier contact")
    mash.sees(first)
    mash.sees("Local Area Team does the work")
    mash.looks("spelled-4-decided")
    mash.follow("Kathryn Test-Maddox")
    mash.heading("Kathryn Test-Maddox")
    return mash.page.url.rstrip("/").rsplit("/", 1)[-1]


def nurse_learns_the_outcome_alone(nurse: Person, receipt: str, reference: str) -> None:
    nurse.go(f"/referrals/sent/{receipt}/")
    nurse.sees("Early help")
    for secret in ("Maddox", "Kathryn", reference, "known"):
        nurse.does_not_see(secret)
