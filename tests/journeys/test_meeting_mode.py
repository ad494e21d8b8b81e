"""Two note-takers, a shared display and a line that is cut: no word is lost, nobody sees too much."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.in_session import begin_the_next_meeting
from tests.journeys.person import Person

SUPPORT, DEPUTY = "Robin Example-Hale", "Ama Example-Holt"
CHILD = "Cass Test-Maple"
SOON = 15_000


def typing(page: Page, words: str) -> None:
    expect(page.locator("#typing")).to_contain_text(words, timeout=SOON)


def test_a_meeting_in_two_windows(somebody: Callable[[str], Person]) -> None:
    reference = begin_the_next_meeting()
    support, deputy = somebody(SUPPORT), somebody(DEPUTY)
    for person in (support, deputy):
        person.go(f"/meetings/{reference}/")
        person.follow("Go through the list")
        while CHILD not in person.page.get_by_role("heading", level=1).inner_text():
            person.follow("Next person")
    item = support.page.url

    display = Person(
        name="display", page=support.page.context.new_page(), site=support.site, screens=support.screens
    )
    display.go(f"/meetings/{reference}/display/")
    display.heading("The meeting goes on in a moment.")
    support.press("Show this item")
    expect(display.page.get_by_role("heading", level=1)).to_have_text(CHILD, timeout=SOON)

    support.write("Discussion", "Police described where Cass was found.")
    typing(support.page, "Saved")
    deputy.write("What the family says", "Gran wants one number to ring.")
    typing(deputy.page, "Saved")
    expect(support.page.get_by_label("What the family says")).to_have_value(
        "Gran wants one number to ring.", timeout=SOON
    )
    expect(deputy.page.get_by_label("Discussion")).to_have_value(
        "Police described where Cass was found.", timeout=SOON
    )
    expect(display.page.locator("body")).to_contain_text(
        "Police described where Cass was found.", timeout=SOON
    )
    support.looks("mode-1-private")
    display.looks("mode-2-display")

    support.page.context.set_offline(True)
    support.write("Agreed plan", "Aunt is the first call.")
    typing(support.page, "Kept here")
    deputy.write("Agreed plan", "School nurse rings at three.")
    typing(deputy.page, "Saved")
    support.page.context.set_offline(False)
    typing(support.page, "one note to join")
    support.press("Look at both texts")
    support.said.clear()  # the browser itself reports what the cut line refused, and the conflict
    support.sees("School nurse rings at three.")
    support.sees("Aunt is the first call.")
    support.looks("mode-3-both-texts")
    support.press("Save this text")
    both = "Aunt is the first call. School nurse rings at three."
    expect(deputy.page.get_by_label("Agreed plan")).to_have_value(both, timeout=SOON)

    support.page.goto(item)
    support.page.keyboard.press("t")
    support.page.keyboard.type("Health to ring the aunt by Friday")
    support.page.keyboard.press("Enter")
    expect(support.section("New actions")).to_contain_text("from “by Friday”")
    support.looks("mode-4-action-understood")
    support.pick("Who does it", "Ines Example-Vane, Health", within=support.section("New actions"))
    support.press("Save the action")
    expect(support.section("New actions")).to_contain_text("Ring the aunt")

    support.page.keyboard.press("c")
    expect(display.page.get_by_role("heading", level=1)).to_have_text("The screen is covered.", timeout=SOON)
    expect(display.page.locator("main")).not_to_contain_text(CHILD)
    display.looks("mode-5-covered")
