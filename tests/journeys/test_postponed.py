"""A meeting without every agency: postponed, everybody told, each child safe until then, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.person import Person

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

MISSING = "Local Area Team, Probation, Youth Justice Service"
CHILD = "Cass Test-Maple"
SAFE = "Jo Example-Finch sees him every day; his grandmother rings if he is late."


def test_a_postponed_meeting(
    somebody: Callable[[str], Person], a_minute_passes: Callable[[], None], mailoutbox: list[EmailMessage]
) -> None:
    chair, worker = somebody("Idris Example-Moss"), somebody("Jo Example-Finch")
    contact = somebody("Ines Example-Vane")
    a_minute_passes()
    mailoutbox.clear()

    chair.follow("Meetings")
    first = chair.page.locator("main tbody").get_by_role("link").first
    old_day = first.inner_text()
    chair.follow(old_day)
    chair.sees("Not met")
    answered = chair.page.get_by_text(re.compile(r"^\d of 7 agencies in")).inner_text()
    chair.follow("Say who comes")
    chair.follow("Start the meeting")
    chair.sees(f"Missing: {MISSING}.")
    chair.follow("Postpone the meeting")
    chair.press("Postpone and tell everyone")
    chair.is_refused("Choose the new day")
    chair.looks("postponed-1-refused")
    days = chair.page.get_by_role("group", name="New day").get_by_role("radio")
    days.nth(1).check()
    new_day = chair.page.locator(f"label[for='{days.nth(1).get_attribute('id')}']").inner_text()
    chair.write("Why is it postponed?", "Three agencies cannot come.")
    chair.press("Postpone and tell everyone")
    chair.sees("The meeting is moved, and everyone is told.")
    chair.looks("postponed-2-safety-list")
    everybody_is_told(contact, mailoutbox, a_minute_passes)

    duty = f"are kept safe until {new_day.rsplit(' ', 1)[0]}"
    worker.takes_up(duty)
    worker.follow(f"Confirm {CHILD}")
    worker.press("Confirm")
    worker.is_refused("How is the child kept safe until then?")
    worker.write("How is the child kept safe until then?", SAFE)
    worker.looks("postponed-3-safety")
    worker.press("Confirm")
    expect(worker.row(CHILD)).to_contain_text(SAFE)
    for _child in range(worker.page.get_by_role("link", name="Confirm").count()):
        worker.follow("Confirm")
        worker.write("How is the child kept safe until then?", "As agreed in the safety plan.")
        worker.press("Confirm")
    worker.owes_no_more(duty)

    the_list_and_the_answers_stand(chair, old_day, new_day, answered)


def everybody_is_told(contact: Person, sent: list[EmailMessage], a_minute_passes: Callable[[], None]) -> None:
    """M4: each contact, owner and presenter is told of the new day by a link, and no mail names anybody."""
    a_minute_passes()
    told = {address for mail in sent for address in mail.to}
    for address in ("health.spoc", "probation.spoc", "vice.chair", "social.worker", "business.support"):
        assert f"{address}@example.org" in told
    assert not [mail for mail in sent if "Test-" in f"{mail.subject} {mail.body}"]
    contact.your_work()
    contact.follow("Mail we sent you")
    contact.looks("postponed-4-mail")


def the_list_and_the_answers_stand(chair: Person, old_day: str, new_day: str, answered: str) -> None:
    """M4: what was circulated and answered goes with the meeting; the old day leads to the new one."""
    chair.follow("Meetings")
    chair.follow(old_day)
    chair.sees("This meeting was postponed.")
    chair.follow("Go to the meeting held instead")
    chair.heading(new_day)
    chair.sees(answered)
    chair.sees("version 1 circulated")
    expect(chair.row(CHILD)).to_be_visible()
    chair.looks("postponed-5-new-meeting")
    chair.follow("Open the agenda")
    chair.sees(CHILD)
