"""From a planned meeting to the answers of the agencies: names, bases, agenda, approval, circulation."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from macem.govuk.dates import day as day_without_year
from tests.journeys.person import Person

PRINCIPLES = ("Necessary", "Proportionate", "Relevant", "Adequate", "Accurate", "Timely", "Secure")


def plan(support: Person, on: date) -> None:
    """M1: one more meeting, reached from the list of meetings."""
    support.follow("Meetings")
    support.looks("meetings-1-list")
    support.follow("Dates of the meetings")
    support.looks("meetings-2-dates")
    support.press("Plan meetings")
    support.write_date("Date of the first meeting", on)
    support.write("How many months?", "1")
    support.write("Starts", "2pm")
    support.write("Ends", "4pm")
    support.write("Where?", "East Room, Example House")
    support.looks("meetings-3-plan")
    support.press("Plan meetings")
    support.sees("1 meeting is planned.")


def send_names(support: Person, on: date, *, child: str) -> None:
    """M2, P7: the names go to the chair, late or not; the child lacks what circulation needs."""
    duty = f"Send the names for {day_without_year(on)}"
    support.takes_up(duty)
    support.looks("names-1-send")
    support.press("Send the names in")
    support.sees("names are with the chair.")
    expect(support.row(child)).to_contain_text("Missing")
    support.looks("names-2-list")
    support.owes_no_more(duty)


def name_presenter(support: Person, on: date, *, child: str, presenter: str, reference: str) -> None:
    """P7: who presents; nobody is offered who does not come to meetings."""
    support.takes_up(f"Compile the agenda for {day_without_year(on)}")
    support.follow(f"Change presenter {child}")
    expect(support.page.get_by_label("Wren Example-Ash")).to_have_count(0)
    support.choose(presenter)
    support.looks("names-3-presenter")
    support.press("Save")
    expect(support.row(reference)).to_contain_text(presenter)


def record_sharing(worker: Person, reference: str) -> None:
    """S5: what the child said, and the lawful basis with every principle weighed."""
    duty = f"Record agreement and lawful basis for {reference}"
    worker.takes_up(duty)
    worker.sees("Before a list may name this person, record:")
    worker.press("Record what somebody said")
    worker.choose("The child")
    worker.choose("Given")
    worker.write("What was said, and why", "Pip wants help and knows who will talk about it.")
    worker.looks("sharing-1-said")
    worker.press("Save")
    worker.press("Record a lawful basis")
    worker.choose("DPA 2018 Schedule 1 paragraph 18: safeguarding")
    worker.write("Why this basis applies", "To protect Pip from exploitation.")
    worker.choose("Necessary")
    worker.press("Save")
    worker.is_refused("Not considered yet: proportionate")
    worker.looks("sharing-2-basis-refused")
    for principle in PRINCIPLES:
        worker.choose(principle)
    worker.press("Save")
    worker.sees("Everything that a list needs before it may name this person is recorded.")
    worker.looks("sharing-3-recorded")
    worker.owes_no_more(duty)


def compile_and_approve(support: Person, chair: Person, on: date) -> None:
    """M2: business support compiles, the chair returns it once, then approves the new version."""
    support.takes_up(f"Compile the agenda for {day_without_year(on)}")
    support.press("Compile the agenda")
    support.looks("agenda-1-compile")
    support.press("Compile")
    support.sees("Version 1 is with the chair.")
    support.owes_no_more("Compile the agenda")

    duty = f"Approve the agenda for {day_without_year(on)}"
    chair.takes_up(duty)
    chair.looks("agenda-2-version")
    chair.press("Decide on this version")
    chair.choose("Return it with comments")
    chair.write("What has to change", "Is everybody’s presenter asked?")
    chair.looks("agenda-3-decide")
    chair.press("Save your decision")
    chair.owes_no_more(duty)

    support.takes_up(f"Compile the agenda for {day_without_year(on)}")
    support.sees("Is everybody’s presenter asked?")
    support.looks("agenda-4-returned")
    support.press("Compile a new version")
    support.press("Compile")
    support.sees("Version 2 is with the chair.")

    chair.takes_up(duty)
    chair.press("Decide on this version")
    chair.choose("Approve it for circulation")
    chair.press("Save your decision")
    chair.sees("Your decision is recorded, and business support is told.")
    chair.owes_no_more(duty)


def circulate(support: Person, on: date) -> None:
    """M2: the approved version goes to the contacts; it is frozen, with a digest."""
    duty = f"Circulate the agenda for {day_without_year(on)}"
    support.takes_up(duty)
    support.press("Circulate this version")
    support.looks("agenda-5-circulate")
    support.press("Circulate")
    support.sees("Version 2 is circulated.")
    support.looks("meeting-1-circulated")
    support.owes_no_more(duty)


def read_the_list(contact: Person, on: date) -> None:
    """M2: opening the list is a duty of each contact, and is noted."""
    duty = f"Read the list for {day_without_year(on)}"
    contact.takes_up(duty)
    expect(contact.page.locator("main")).to_contain_text(re.compile(r"[0-9a-f]{64}"))
    contact.owes_no_more(duty)


def answer(contact: Person, answers: dict[str, tuple[str, str, str]], *, looks: str = "") -> None:
    """M5: "nothing new" in one click, and an answer for each who is new; ``answers`` by name of the person.

    An answer is the choice, the question that it opens, and what is written there.
    """
    contact.takes_up("Answer about")
    contact.press("Mark ")
    for group in contact.page.get_by_role("group", name=re.compile("^Answer for ")).all():
        if not group.locator("input:checked").count():
            group.get_by_label("Nothing held").check()
    for name, (choice, question, words) in answers.items():
        row = contact.row(name).first
        contact.choose(choice, within=row)
        contact.write(question, words, within=row)
    if looks:
        contact.looks(looks)
    contact.press("Send your answers")
    contact.sees("0 to go")
    contact.owes_no_more("Answer about")
