"""Writing a risk assessment page by page (P4), for the journeys that need one."""

from __future__ import annotations

from datetime import date

from tests.journeys.person import Person

NEXT = "Save and continue"
MANAGER = "Beth Example-Crane, Service manager"


def matrix(worker: Person, **noted: str) -> None:
    """Answer the four pages of the exploitation matrix: `noted` by key with _ for -, all else not noted."""
    for _page in range(4):
        for box in worker.page.locator('input[value="not_noted"]').all():
            box.check()
        for key, line in noted.items():
            asked = worker.page.locator(f"[id='{key.replace('_', '-')}']")
            if asked.count():
                asked.get_by_label("Noted", exact=True).check()
                asked.get_by_label("What you know, in a line").fill(line)
        worker.press(NEXT)


def rest(worker: Person, *, says: str, happening: str, strengths: str, level: str, reason: str = "") -> None:
    """Answer the pages after the matrix, up to the check page."""
    worker.choose("No concern about this")
    worker.press(NEXT)
    worker.choose("Yes", exact=True)
    worker.write("What the child says", says)
    worker.write("Who asked the child", "The school nurse, on Monday")
    worker.press(NEXT)
    worker.write("What is happening?", happening)
    worker.write("What keeps the child safe?", strengths)
    worker.press(NEXT)
    worker.choose(level)
    if reason:
        worker.write("Your reason", reason)
    worker.press(NEXT)


def send(worker: Person, *, today: date) -> None:
    """From the check page to the service manager."""
    worker.write_date("Completed on", today)
    worker.pick("Service manager who signs it off", MANAGER)
    worker.press("Send for sign-off")
    worker.sees("The assessment was sent for sign-off.")
