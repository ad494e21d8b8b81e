"""One professional at a browser."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

WIDTHS = (1280, 320)
READY: Literal["domcontentloaded"] = "domcontentloaded"  # when the page's own script has run
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AXE = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


@dataclass
class Person:
    """Clicks, types and looks as somebody in the partnership would; nothing else."""

    name: str
    page: Page
    site: str
    screens: Path
    said: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("console", lambda line: self.said.append(line.text) if line.type == "error" else None)
        self.page.goto(f"{self.site}/demonstration/")
        self.page.get_by_role("button", name=self.name).first.click()
        self.heading("Your work")

    def leave(self) -> None:
        """Shut the browser; the server forgets its connections."""
        self.page.context.close()

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}", wait_until=READY)

    def _arrives(self) -> AbstractContextManager[object]:
        return self.page.expect_navigation(wait_until=READY)

    def your_work(self) -> None:
        self.go("/")

    def owes(self, duty: str) -> None:
        """The start page asks this of them."""
        self.your_work()
        expect(self._duties(duty).first).to_be_visible()

    def owes_no_more(self, duty: str) -> None:
        self.your_work()
        expect(self._duties(duty)).to_have_count(0)

    def takes_up(self, duty: str) -> None:
        """Go to the start page and follow what it asks."""
        self.owes(duty)
        with self._arrives():
            self._duties(duty).first.click()

    def _duties(self, duty: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=duty)

    def follow(self, name: str, *, within: Locator | None = None, exact: bool = False) -> None:
        with self._arrives():
            (within or self.page).get_by_role("link", name=name, exact=exact).first.click()

    def press(self, name: str, *, within: Locator | None = None) -> None:
        with self._arrives():
            (within or self.page).get_by_role("button", name=name).first.click()

    def open(self, summary: str) -> None:
        """Unfold what stands behind a line with a triangle."""
        self.page.locator("summary").filter(has_text=summary).first.click()

    def write(self, label: str, words: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label).first.fill(words)

    def choose(self, option: str, *, within: Locator | None = None, exact: bool = False) -> None:
        (within or self.page).get_by_label(option, exact=exact).first.check()

    def pick(self, label: str, option: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(label).first.select_option(label=option)

    def write_date(self, legend: str, day: date, *, within: Locator | None = None) -> None:
        group = (within or self.page).get_by_role("group", name=legend)
        for part in ("day", "month", "year"):
            group.get_by_label(part.capitalize()).fill(str(getattr(day, part)))

    def section(self, heading: str) -> Locator:
        """The part of the page under a heading."""
        return self.page.get_by_role("region", name=heading)

    def row(self, words: str) -> Locator:
        """The row of a table that holds these words."""
        return self.page.get_by_role("row").filter(has_text=words)

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_see(self, words: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(words)

    def heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def is_refused(self, words: str) -> None:
        """The page says, above everything else, what is the matter."""
        summary = self.page.get_by_role("alert").filter(has_text="There is a problem")
        expect(summary).to_contain_text(words)

    def looks(self, name: str) -> None:
        """The page holds at both widths: axe finds nothing, nothing scrolls sideways, script said nothing."""
        self.screens.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        self.page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=self.screens / f"{name}-{width}.png", full_page=True)
            wide = self.page.evaluate(WIDER)
            assert wide == 0, f"{name} scrolls {wide} px sideways at {width}"
            found = self.page.evaluate(AXE)
            assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found] == [], name
        self.page.set_viewport_size(before or {"width": 1280, "height": 900})
        assert self.said == [], self.said
