"""Somebody with a keyboard and no mouse."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.person import READY

FURTHEST = 150
"""More keys than any page needs: what they do not reach is not reached by a keyboard at all."""

# What has the focus is called by its own words: of a box its label's, of a radio button its question's.
FOCUSED = """() => {
  const it = document.activeElement;
  const label = it.labels && it.labels.length ? it.labels[0] : it;
  const named = it.type === "radio" ? it.closest("fieldset").querySelector("legend") : label;
  const words = named.cloneNode(true);
  words.querySelectorAll(".govuk-caption-l").forEach((caption) => caption.remove());
  return words.textContent.replace(/\\s+/g, " ").trim();
}"""


@dataclass
class Keyboard:
    """Presses keys, and counts them and the pages that they were pressed on."""

    page: Page
    pressed: int = 0
    pages: int = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def reach(self, name: str) -> None:
        """Go from control to control until the one called ``name`` has the focus."""
        for _key in range(FURTHEST):
            if self.page.evaluate(FOCUSED) == name:
                return
            self.press("Tab")
        raise AssertionError(f"No Tab leads to {name!r}.")

    def write(self, label: str, words: str) -> None:
        self.reach(label)
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def choose(self, question: str, place: int) -> None:
        """Choose the radio button at ``place``, from 0, among those of a question."""
        self.reach(question)
        self.press("Space")
        for _key in range(place):
            self.press("ArrowDown")

    def tick(self, label: str) -> None:
        self.reach(label)
        self.press("Space")

    def go_on(self, button: str = "Save and continue") -> None:
        """Send the page, and skip what stands above the next one's own content."""
        self.reach(button)
        with self.page.expect_navigation(wait_until=READY):
            self.press("Enter")
        self.pages += 1
        self.reach("Skip to main content")
        self.press("Enter")
