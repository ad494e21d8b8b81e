"""The meeting itself: who attends, quorum, one person at a time, finishing."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from macem.govuk.dates import day as day_without_year
from tests.journeys.person import Person

PRESENT = (
    "Idris Example-Moss, Police",
    "Mina Example-Dale, Children’s Social Care",
    "Ines Example-Vane, Health",
    "Carys Example-Orme, Local Area Team",
    "Noor Example-Beck, Youth Justice Service",
    "Morgan Example-Quill, Education",
)
PROBATION = "Theo Example-Lund, Probation"


def without_probation(support: Person, on: date) -> None:
    """M4: with one agency missing the meeting does not start, and the page says which."""
    support.takes_up(f"Record who attends the meeting of {day_without_year(on)}")
    for who in PRESENT:
        record(support, who)
    support.sees("6 of 7 agencies")
    support.looks("attendance-1-without-probation")
    support.follow("Start the meeting")
    support.press("Start the meeting")
    support.is_refused("Missing in Part 1a and Part 2: Probation.")
    support.looks("attendance-2-refused")


def with_everybody(support: Person, probation: Person, on: date) -> None:
    """M4, S7: probation says who comes; nobody takes part who has not accepted the statement; it starts."""
    duty = f"Say who comes for Probation on {day_without_year(on)}"
    probation.takes_up(duty)
    probation.pick("Who?", PROBATION)
    probation.choose("Present", exact=True)
    probation.press("Save")
    probation.sees("7 of 7 agencies")
    support.press("Start the meeting")
    support.is_refused("Not accepted the confidentiality statement yet: Theo Example-Lund")
    probation.press("Accepts the statement")
    probation.looks("attendance-3-complete")
    probation.owes_no_more(duty)
    support.press("Start the meeting")
    support.sees("The meeting has begun.")
    support.owes_no_more("Record who attends")


def record(support: Person, who: str) -> None:
    support.pick("Who?", who)
    support.choose("Present", exact=True)
    support.choose("They accept the confidentiality statement")
    support.press("Save")
    expect(
        support.section("Who attends").get_by_role("row").filter(has_text=who.split(",")[0])
    ).to_be_visible()


def turn_to(support: Person, name: str) -> None:
    """Go through the people of the running meeting until the one with this name."""
    while support.page.get_by_role("heading", level=1).inner_text() != name:
        support.follow("Next person")


def discuss_the_new_child(support: Person, on: date) -> None:
    """M5 to M7, S3: information, voice, level, a dissent that goes up, an action, what may be shared."""
    support.looks("item-1-new-child")
    information = support.section("Information by agency")
    expect(information.get_by_role("row").filter(has_text="Health")).to_contain_text("Seen at the drop-in.")
    expect(information).not_to_contain_text("A court case.")
    support.open("Add what an agency says")
    support.pick("Agency", "Education", within=information)
    support.write("Fact", "Came to school on three of five days.", within=information)
    support.write("Opinion", "Somebody collects Pip at lunch time.", within=information)
    support.write("What it offers", "A quiet room at lunch.", within=information)
    support.press("Save", within=information)
    expect(information).to_contain_text("Somebody collects Pip at lunch time.")

    sheet = support.section("Level, plan and agreement")
    write_record(support, child="I want it to stop.", level="Escalating concerns", on=on)
    expect(sheet).to_contain_text("Escalating concerns")
    expect(support.section("Child’s and family’s voice")).to_contain_text("I want it to stop.")

    _dissent(support, on)
    _action(support, on)
    agree_sharing(support, on)
    decide(support, "Continue")
    support.looks("item-3-decided")


def write_record(support: Person, *, child: str, level: str, on: date) -> None:
    """M7: who asked the child, the level with its reason, the plan, and whether everybody agrees."""
    sheet = support.section("Level, plan and agreement")
    if child:
        support.write("What the child says", child, within=sheet)
        support.write("What the family says", "One person to ring.", within=sheet)
        support.write("Who asked", "Jo Example-Finch", within=sheet)
        support.write_date("When they were asked", on - timedelta(days=1), within=sheet)
    elif sheet.get_by_label("What the child says").count():
        support.write("Why the child or the family was not asked", "Asked last month.", within=sheet)
    support.choose(level, within=sheet)
    support.write("Why this level", "As the agencies’ information shows.", within=sheet)
    support.write("Agreed plan", "Keep to the safety plan.", within=sheet)
    support.choose("Everybody present agrees", within=sheet)
    support.press("Save", within=sheet)
    support.sees("Saved.")


def _dissent(support: Person, on: date) -> None:
    """M7: who does not agree is named, and it goes up with an owner and a date."""
    agreement = support.section("Who does not agree")
    support.open("Name somebody who does not agree")
    support.pick("Agency that does not agree", "Health", within=agreement)
    agreement.get_by_label("Who does not agree", exact=True).fill("Ines Example-Vane")
    agreement.get_by_label("Why", exact=True).fill("Health sees a higher risk.")
    support.choose("Take it up the escalation route", within=agreement)
    support.pick("Who takes it up", "Ama Example-Holt, Children’s Social Care", within=agreement)
    support.write_date("By when", on + timedelta(days=5), within=agreement)
    support.press("Save", within=agreement)
    expect(agreement).to_contain_text("Health sees a higher risk.")


def _action(support: Person, on: date) -> None:
    """M6: refused without an owner and a day; what was typed stays."""
    actions = support.section("New actions")
    support.open("Agree an action")
    support.write("What will be done", ACTION, within=actions)
    support.press("Save", within=actions)
    support.is_refused("Choose who does it, or enter a name")
    support.looks("item-2-action-refused")
    expect(actions.get_by_label("What will be done")).to_have_value(ACTION)
    support.pick("Who does it", "Kit Example-Ward, Police", within=actions)
    support.write_date("By when", on + timedelta(days=10), within=actions)
    support.press("Save", within=actions)
    expect(actions).to_contain_text("Kit Example-Ward")


ACTION = "Find out whose phone it is"


def agree_sharing(support: Person, on: date) -> None:
    """S3: what may be told, by whom, and what each agency may hold."""
    sharing = support.section("Sharing agreement")
    support.open("Agree what may be shared")
    support.write("What the person and the family may be told", "That we met, and the plan.", within=sharing)
    support.write("Who tells them", "Jo Example-Finch", within=sharing)
    support.write_date("By when", on + timedelta(days=7), within=sharing)
    support.write("What each agency may hold", "The agreed actions.", within=sharing)
    support.press("Save", within=sharing)
    support.sees("Saved.")


def decide(support: Person, outcome: str) -> None:
    """P10: the case goes on, or is closed with why."""
    decision = support.section("Decision")
    decision.get_by_label(outcome, exact=True).check()
    if outcome == "Close":
        support.choose("Risk reduced", within=decision)
        support.write("Evidence that the risk has reduced", "Nothing new in two months.", within=decision)
        support.write("Reason for closing", "Everybody agrees.", within=decision)
    support.press("Save the decision", within=decision)
    support.sees("Saved.")


def review_earlier_action(support: Person, action: str, on: date) -> None:
    """M8: an earlier action comes first, and has an outcome."""
    earlier = support.section("Earlier actions")
    expect(earlier).to_contain_text(action)
    support.open(f"Outcome of “{action}”")
    support.choose("Carried forward", within=earlier)
    support.write_date("New date", on + timedelta(days=14), within=earlier)
    support.press("Save", within=earlier)
    expect(earlier).to_contain_text("Carried forward")


def finish_refused(support: Person, on: date, *, open_for: str) -> None:
    """P10: what is open is refused by name, with a way to mend it."""
    support.takes_up(f"Finish the meeting of {day_without_year(on)}")
    support.press("Finish the meeting")
    support.is_refused("needs a decision for each case: continue or close")
    support.sees("1 person still lacks something.")
    expect(support.row(open_for)).to_contain_text("the decision: continue or close")
    support.looks("finish-1-refused")
    support.follow("the decision: continue or close")


def finish(chair: Person, on: date) -> None:
    """Everything is decided, so it finishes; the minutes can be drafted."""
    chair.takes_up(f"Finish the meeting of {day_without_year(on)}")
    chair.looks("finish-2-nothing-open")
    chair.press("Finish the meeting")
    chair.sees("The meeting is finished. The minutes can be drafted.")
    chair.owes_no_more("Finish the meeting")
