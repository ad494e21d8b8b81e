"""A file of missing episodes: looked at row by row, applied once, and an unknown child on an agenda."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.person import Person

FILE = Path(__file__).resolve().parents[1] / "data" / "ssda903_missing_example.csv"
UNKNOWN = "Name not known"


def test_a_missing_file(somebody: Callable[[str], Person], a_minute_passes: Callable[[], None]) -> None:
    analyst, coordinator = somebody("Nell Example-Shaw"), somebody("Sasha Example-Reed")
    support = somebody("Robin Example-Hale")

    send(analyst)
    analyst.sees("29 rows read, nothing applied yet. 1 asks something of you.")
    analyst.sees("28 new episodes.")
    analyst.sees("6 children who are not yet known are registered by number.")
    expect(analyst.section("Left out: what is wrong")).to_contain_text(
        "Line 15, MIS_END: the end, 21/02/2026, is before the start, 22/02/2026."
    )
    analyst.looks("import-1-preview")
    analyst.follow("Children not yet known")
    analyst.sees("Number 900004")
    analyst.press("Apply 28 rows")
    analyst.sees("The file is applied.")
    analyst.heading("What became of the file")
    analyst.sees("28 new, 0 changed")
    analyst.looks("import-2-applied")

    send(analyst)
    analyst.sees("0 new episodes.")
    analyst.sees("28 rows are known already: nothing happens.")
    analyst.sees("This very file was applied before.")
    analyst.looks("import-3-again")

    coordinator.does_not_see(UNKNOWN)
    a_minute_passes()
    coordinator.takes_up("Decide on the RAMM list")
    nominated = coordinator.row("Reported missing 5 times in the 90 days to 20 March 2026")
    expect(nominated).to_contain_text(UNKNOWN)
    coordinator.looks("import-4-ramm")
    with coordinator.page.expect_navigation():
        nominated.get_by_role("link", name=UNKNOWN).first.click()
    reference = coordinator.page.url.rstrip("/").rsplit("/", 1)[-1]
    coordinator.sees("What would change it")
    coordinator.looks("import-5-explained")
    coordinator.choose("To MACEM")
    places = coordinator.page.get_by_label("Part and meeting").locator("option").all_inner_texts()
    following = [place for place in places if place.startswith("Part 1a")][1]
    coordinator.pick("Part and meeting", following)
    coordinator.press("Save the decision")
    coordinator.sees("The decision is recorded.")
    coordinator.go(f"/people/{reference}/")
    coordinator.heading(UNKNOWN)
    coordinator.sees(f"Why {reference} is here")
    coordinator.looks("import-5-person")

    onto_an_agenda(support, following.removeprefix("Part 1a, "), reference)


def send(analyst: Person) -> None:
    """Send the example file; what it would do is the next page."""
    analyst.follow("Imports")
    analyst.press("Send a file")
    analyst.page.get_by_label("SSDA903 Missing file").set_input_files(FILE)
    analyst.press("Read the file")
    analyst.heading("What the file will do")


def onto_an_agenda(support: Person, meeting: str, reference: str) -> None:
    """P7: nobody presents a child whom nobody holds, so somebody is named before the agenda is compiled."""
    support.follow("Meetings")
    support.follow(meeting)
    support.follow("send the names in")
    support.press("Send the names in")
    child = support.row(reference)
    expect(child).to_contain_text("Nobody holds this case.")
    support.press("Compile the agenda")
    support.press("Compile")
    support.is_refused("somebody to present")
    support.looks("import-6-unpresented")
    support.follow("Cancel")
    while support.row("Nobody yet").count():
        support.follow("Change presenter", within=support.row("Nobody yet").first)
        support.choose("Mina Example-Dale")
        support.press("Save")
    support.press("Compile the agenda")
    support.press("Compile")
    expect(support.row(reference)).to_contain_text("Reported missing 5 or more times in 90 days (C2)")
    expect(support.row(reference)).to_contain_text("Mina Example-Dale")
    support.looks("import-7-agenda")
