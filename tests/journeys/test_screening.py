"""P1, P3: a teacher fills in the screening form by keyboard, or without script; danger stops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import Keyboard
from tests.journeys.person import Person

TEACHER, MASH = "Priya Example-Stow", "Tamsin Example-Lowe"
YES, NO, NOT_KNOWN = 0, 1, 2

NOTICED = (
    "Does Pip seem afraid, withdrawn, angry or exhausted?",
    "Is Pip self-harming, or speaking of not wanting to live?",
    "Has Pip had injuries that nobody can explain?",
)
HARDER = (
    "Has Pip been in care, or had to move home often?",
    "Has Pip been hurt, neglected or frightened at home?",
    "Is Pip lonely, bullied or left out?",
    "Is Pip without an adult to turn to?",
    "Has Pip been excluded, or lost a lot of school?",
)
SIGNS = (
    ("In the last 90 days, has Pip been out and nobody knew where?", NOT_KNOWN),
    ("Does somebody collect Pip, drive Pip about or pay for journeys?", NO),
    ("Are older or unknown people taking an interest in Pip?", NOT_KNOWN),
    ("Is somebody giving Pip money, a phone, clothes or other things?", YES),
    ("Is somebody giving Pip drugs, alcohol or vapes?", NO),
    ("Is somebody making Pip carry, hide, sell or steal things?", NOT_KNOWN),
    ("Is somebody threatening Pip or the family, or saying that Pip owes them?", NO),
    ("Is Pip carrying a weapon, out of fear or for somebody else?", NO),
    ("Are friends of Pip being exploited, as far as you know?", NOT_KNOWN),
)


@pytest.fixture
def site(served: str) -> str:
    """The partnership without its story: these journeys need nobody's past."""
    return served


def test_a_teacher_gets_through_by_keyboard(somebody: Callable[..., Person]) -> None:
    """P1: two dozen pages, each answered with a few keys, then a receipt that the MASH can read behind."""
    teacher = somebody(TEACHER)
    keys = Keyboard(teacher.page)
    teacher.go("/referrals/new/")
    keys.choose("Is a child in immediate danger?", NO)
    keys.go_on("Continue")
    teacher.looks("screening-1-two-ways")
    keys.go_on("Fill in the screening form")
    _about_the_child(keys)
    _the_worry(keys, teacher)
    _what_helps(keys)
    teacher.heading("Check your answers before you send them")
    teacher.sees("Low-level concerns. Look at child criminal exploitation first.")
    teacher.looks("screening-4-check")
    keys.tick("This is what I know, and I understand that it is not a safeguarding referral")
    keys.go_on("Send to the MASH")
    teacher.heading("Your referral to the MASH")
    assert keys.pages <= 28
    receipt = teacher.page.url.split("/sent/")[1].split("/")[0]
    _the_mash_reads_it(somebody(MASH), receipt)


def _about_the_child(keys: Keyboard) -> None:
    keys.write("Forename", "Pip")
    keys.write("Surname", "Test-Yarrow")
    keys.go_on()
    keys.choose("When was Pip born?", 1)
    keys.write("About how old today?", "14")
    keys.go_on()
    keys.go_on()
    keys.write("School or college", "Test Meadow Academy")
    keys.choose("How does that stand?", 0)
    keys.go_on()
    keys.go_on()
    keys.tick("Education")
    keys.go_on()


def _the_worry(keys: Keyboard, teacher: Person) -> None:
    keys.tick("Child criminal exploitation")
    keys.go_on()
    keys.choose("Is somebody harming Pip now?", NO)
    keys.go_on()
    for question in HARDER:
        keys.choose(question, NOT_KNOWN)
    keys.go_on()
    for question in NOTICED:
        keys.choose(question, NO)
    teacher.looks("screening-2-changes")
    keys.go_on()
    for question, answer in SIGNS:
        keys.choose(question, answer)
        if answer == YES:
            keys.write("What do you know, and when was it?", "A second phone since October.")
            keys.choose("How do you know?", 0)
            teacher.looks("screening-3-question")
        keys.go_on()
    keys.choose("Is there a concern about harmful sexual behaviour?", NO)
    keys.go_on()


def _what_helps(keys: Keyboard) -> None:
    keys.write("What is happening?", "Older boys wait for Pip at the gate.")
    keys.go_on()
    keys.write("What keeps Pip safe?", "Football on Tuesdays, and an aunt.")
    keys.go_on()
    keys.choose("Has somebody asked Pip?", 0)
    keys.write("What do they say?", "I am fine.")
    keys.write("Who asked, and when?", "Form tutor, Monday")
    keys.choose("Does Pip know that you are sending this?", 0)
    keys.go_on()
    keys.choose("How worried are you?", 5)
    keys.go_on()


def _the_mash_reads_it(mash: Person, receipt: str) -> None:
    mash.go(f"/referrals/mash/{receipt}/")
    mash.follow("Read the whole form")
    mash.sees("A second phone since October.")
    mash.sees("It sets no level: the MASH decides.")
    mash.looks("screening-5-read")
    mash.follow("A plain page to print")
    mash.sees("Printed by Tamsin Example-Lowe")


def test_without_script_a_form_is_left_and_taken_up_again(somebody: Callable[..., Person]) -> None:
    """P1: what is half done is kept, said, and finished from the list of all questions."""
    teacher = somebody(TEACHER, script=False)
    teacher.go("/referrals/new/")
    teacher.choose("No")
    teacher.press("Continue")
    teacher.press("Fill in the screening form")
    teacher.press("Save and continue")
    teacher.is_refused("Enter a forename or a surname")
    teacher.write("Surname", "Test-Quince")
    teacher.press("Save and come back later")
    teacher.sees("Your answers are saved. Nothing has been sent.")

    teacher.takes_up("Finish screening form")
    for question, answer in (
        ("What the worry is about", lambda: teacher.choose("Online")),
        ("Being harmed now", lambda: teacher.choose("Not known")),
        ("Harmful sexual behaviour", lambda: teacher.choose("Not known")),
        ("What is happening", lambda: teacher.write("What is happening?", "Plays at night with adults.")),
        ("What keeps the child safe", lambda: teacher.write("What keeps Test-Quince safe?", "A sister.")),
    ):
        teacher.follow(f"Answer {question}")
        answer()
        teacher.press("Save and continue")
    teacher.follow("Answer Somebody known only online")
    teacher.choose("Yes", exact=True)
    teacher.press("Save and continue")
    teacher.is_refused("Say what you know, and when it was")
    teacher.write("What do you know, and when was it?", "A man of 30, since May.")
    teacher.choose("I saw or heard it myself")
    teacher.press("Save and continue")
    teacher.press("Check your answers and send")
    teacher.sees("2 answers are needed before you send it:")
    teacher.follow("In the child’s own words")
    teacher.choose("No", exact=True)
    teacher.write("Why not?", "Not safe to ask yet.")
    teacher.choose("Told, and agrees")
    teacher.press("Save and continue")
    teacher.choose("This is what I know")
    teacher.press("Send to the MASH")
    teacher.sees("Test-Quince")
    expect(teacher.page.get_by_role("heading", level=1)).to_have_text("Your referral to the MASH")


def test_immediate_danger_stops_the_form_and_is_recorded(somebody: Callable[..., Person]) -> None:
    """P3: 999 and the MASH's number instead of a form, and the MASH sees that it was shown."""
    teacher = somebody(TEACHER)
    teacher.go("/referrals/new/")
    teacher.choose("Yes")
    teacher.press("Continue")
    teacher.heading("Call 999 now")
    teacher.sees("01632 960 001")
    teacher.go("/referrals/")
    teacher.sees("Each referral that you send stands here")
    teacher.does_not_see("Not sent yet")
    mash = somebody(MASH)
    mash.go("/referrals/mash/emergencies/")
    mash.sees(TEACHER)
