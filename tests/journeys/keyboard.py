"""Somebody with a keyboard and no mouse."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.person import READY

FURTHEST = 150
"""More keys than any page needs: what they do not reach is not reached by a keyboard at all."""

# What has the focus is called by its own words: of a box its label's, of a radio button its question's.
FOCUSED = """() => {
  const words = (node) => node ? node.textContent.replace(/\\s+/g, " ").trim() : "";
  const it = document.activeElement;
  if (it.type !== "radio") return it.labels && it.labels.length ? words(it.labels[0]) : words(it);
  const legend = it.closest("fieldset").querySelector("legend").cloneNode(true);
  legend.querySelectorAll(".govuk-caption-l").forEach((caption) => caption.remove());
  return words(legend);
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
        self.reach(button)
        with self.page.expect_navigation(wait_until=READY):
            self.press("Enter")
        self.pages += 1
