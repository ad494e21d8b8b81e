"""After the meeting: minutes, who reads them, the action's owner, the next meeting."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from macem.govuk.dates import day as day_without_year
from tests.journeys.person import Person


def returned_once(support: Person, chair: Person, on: date, *, child: str) -> None:
    """M9: drafted from the record; the chair returns it once; the record is put right and drafted again."""
    draft = f"Draft the minutes of {day_without_year(on)}"
    support.takes_up(draft)
    support.looks("minutes-1-none-yet")
    support.press("Draft the minutes")
    support.looks("minutes-2-draft")
    support.press("Draft the minutes")
    support.sees("Drafted. The chair is told.")
    support.looks("minutes-3-version")
    support.owes_no_more(draft)

    approve = f"Approve the minutes of {day_without_year(on)}"
    chair.takes_up(approve)
    chair.press("Approve or return")
    chair.choose("Returned with comments")
    chair.write("What has to change", "Say who collects Pip.")
    chair.looks("minutes-4-decide")
    chair.press("Save the decision")
    chair.sees("Returned. Business support is told.")
    chair.owes_no_more(approve)

    support.takes_up(draft)
    support.sees("Say who collects Pip.")
    support.looks("minutes-5-returned")
    support.follow("the people discussed")
    support.follow(child)
    sheet = support.section("Level, plan and agreement")
    support.write("Discussion", "A man in a red car collects Pip.", within=sheet)
    support.press("Save", within=sheet)
    support.sees("Saved.")
    support.takes_up(draft)
    support.press("Draft the minutes again")
    support.press("Draft the minutes")
    support.sees("A man in a red car collects Pip.")


def approved_and_distributed(support: Person, chair: Person, on: date) -> None:
    """M9, M10: the chair approves the second version, and everybody is told by a link."""
    approve = f"Approve the minutes of {day_without_year(on)}"
    chair.takes_up(approve)
    chair.press("Approve or return")
    chair.choose("Approved")
    chair.press("Save the decision")
    chair.owes_no_more(approve)
    distribute = f"Distribute the minutes and actions of {day_without_year(on)}"
    support.takes_up(distribute)
    support.press("Distribute minutes and actions")
    support.sees("Distributed. Members and owners of actions are told, by a link only.")
    support.owes_no_more(distribute)


def read_minutes(member: Person, on: date) -> None:
    """S1: a member of an agency reads what was said; what another withheld is not in it."""
    duty = f"Read the minutes of {day_without_year(on)}"
    member.takes_up(duty)
    member.sees("A man in a red car collects Pip.")
    member.sees("Health sees a higher risk.")
    member.does_not_see("A court case.")
    member.owes_no_more(duty)


def report_done(owner: Person, action: str) -> None:
    """M8: the owner finds it among their own and says that it is done, with evidence and effect."""
    owner.owes(action)
    owner.follow("Actions", exact=True)
    owner.looks("actions-1-own")
    owner.follow(action)
    owner.choose("Done", exact=True)
    owner.press("Save")
    owner.is_refused("still needs the evidence that it was done and the effect it had")
    owner.write("How do you know that it is done?", "The phone is traced to an older pupil.")
    owner.write("What changed for the child?", "Pip has given it back.")
    owner.looks("actions-2-done")
    owner.press("Save")
    owner.sees("Saved. The meeting sees what you wrote.")
    owner.owes_no_more(action)


def next_agenda(support: Person, *, child: str) -> None:
    """P10, M8: the child comes to the next meeting, here late with a reason, with what is still owed."""
    duty = "Add 1 late person to the list of"
    support.takes_up(duty)
    support.follow("Add somebody")
    support.choose(child)
    support.press("Add to the list")
    support.is_refused("Answer the question “Why does this person come late?”")
    support.write("Why does this person come late?", "First discussed today.")
    support.looks("names-4-late")
    support.press("Add to the list")
    support.sees("Added. Compile a new version so that the agencies are told.")
    support.press("Compile the agenda")
    support.write("What is new in this version?", "One late item.")
    support.press("Compile")
    row = support.row(child)
    expect(row).to_contain_text("Reviewed until the risk has reduced (P10)")
    expect(row).to_contain_text("Ama Example-Holt")
    expect(row).not_to_contain_text("Kit Example-Ward")
    support.looks("agenda-6-next")
    support.owes_no_more(duty)
