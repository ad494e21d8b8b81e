"""A month in a browser, from a worry at a school to the next agenda; each step by the right professional."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from macem.gate import clock
from macem.govuk.dates import long_date
from tests.journeys import after_meeting, before_meeting, coming_in, in_meeting
from tests.journeys.person import Person

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

CHILD = coming_in.CHILD
FACTS = "What happened: facts, with dates"
ANSWERS = {
    "Mina Example-Dale": ("Share", FACTS, "Visited on Monday; Pip was at home."),
    "Kit Example-Ward": ("Share", FACTS, "Two reports this month."),
    "Ines Example-Vane": ("Share", FACTS, "Seen at the drop-in."),
    "Noor Example-Beck": ("Withhold", "Why are you withholding it?", "A court case."),
    "Morgan Example-Quill": ("Share", FACTS, "Missed six sessions."),
    "Theo Example-Lund": None,
    "Carys Example-Orme": None,
}
"""What the contact of each agency answers about the new child; None: nothing is held."""

CONTACTS_TOLD = 10
"""Contacts, representatives and deputies of the seven agencies, the vice chair among them."""

OTHERS = {
    "Cass Test-Maple": ("Escalating concerns", "Continue"),
    "Fern Test-Pell": ("Significant concerns", "Continue"),
    "Nia Test-Rowan": ("Significant concerns", "Continue"),
    "Sol Test-Sorrel": ("Low-level concerns", "Close"),
    CHILD: None,
    "Jude Test-Oakes": ("Escalating concerns", "Continue"),
    "Ty Test-Pell": ("Emerging concerns", "Continue"),
    "Wes Test-Thorne": ("Escalating concerns", "Continue"),
    "A. Test-Flint": ("Significant concerns", "Continue"),
    "D. Test-Granite": ("Significant concerns", None),
}
"""Everybody on the list; None: discussed at length, or forgotten until finishing is refused."""


def test_a_month(
    somebody: Callable[[str], Person], a_minute_passes: Callable[[], None], mailoutbox: list[EmailMessage]
) -> None:
    today = clock.today()
    referrer, mash = somebody("Priya Example-Stow"), somebody("Tamsin Example-Lowe")
    worker, manager = somebody("Jo Example-Finch"), somebody("Beth Example-Crane")
    coordinator = somebody("Sasha Example-Reed")
    support, chair = somebody("Robin Example-Hale"), somebody("Idris Example-Moss")

    coming_in.danger_comes_first(referrer)
    receipt = coming_in.refer(referrer, born=today.replace(year=today.year - 14, day=1))
    coming_in.decide(mash, receipt)
    reference = coming_in.assess(worker, manager, today=today)
    coming_in.record_absence(worker, today=today)
    coming_in.nominated_once(coordinator, a_minute_passes)

    before_meeting.plan(support, today)
    coordinator.takes_up("Decide on the RAMM list")
    coming_in.to_macem(coordinator, long_date(today))
    before_meeting.send_names(support, today, child=CHILD)
    before_meeting.name_presenter(
        support, today, child="Wes Test-Thorne", presenter="Jo Example-Finch", reference="Wes Test-Thorne"
    )
    before_meeting.record_sharing(worker, reference)
    before_meeting.compile_and_approve(support, chair, today)
    a_minute_passes()
    mailoutbox.clear()
    before_meeting.circulate(support, today)
    a_minute_passes()
    mail_holds_a_link_and_no_name(mailoutbox)

    for name, answer in ANSWERS.items():
        contact = somebody(name)
        before_meeting.read_the_list(contact, today)
        before_meeting.answer(
            contact, {CHILD: answer} if answer else {}, looks="answers" if name == "Ines Example-Vane" else ""
        )

    in_meeting.without_probation(support, today)
    in_meeting.with_everybody(support, somebody("Theo Example-Lund"), today)
    hold(support, chair)

    after_meeting.returned_once(support, chair, today, child=CHILD)
    after_meeting.approved_and_distributed(support, chair, today)
    after_meeting.read_minutes(somebody("Ines Example-Vane"), today)
    after_meeting.report_done(somebody("Kit Example-Ward"), in_meeting.ACTION)
    after_meeting.next_agenda(support, child=CHILD)


def hold(support: Person, chair: Person) -> None:
    """Go through everybody on the list; finishing is refused until the last decision is recorded."""
    today = clock.today()
    support.follow("Meetings")
    support.follow(long_date(today))
    support.looks("meeting-2-in-session")
    support.follow("Go through the list")
    for name, agreed in OTHERS.items():
        in_meeting.turn_to(support, name)
        if agreed is None:
            in_meeting.discuss_the_new_child(support, today)
            continue
        level, outcome = agreed
        if name == "Wes Test-Thorne":
            in_meeting.review_earlier_action(support, "Map where he is picked up, with him", today)
        in_meeting.write_record(support, child="", level=level, on=today)
        in_meeting.agree_sharing(support, today)
        if outcome is not None:
            in_meeting.decide(support, outcome)
    support.looks("item-4-adult")
    in_meeting.finish_refused(support, today, open_for="D. Test-Granite")
    in_meeting.decide(support, "Continue")
    in_meeting.finish(chair, today)


def mail_holds_a_link_and_no_name(sent: list[EmailMessage]) -> None:
    """S1: whoever is told of the list gets a link to it; whom it is about stands in no mail."""
    assert len(sent) == CONTACTS_TOLD
    for mail in sent:
        text = f"{mail.subject}\n{mail.body}"
        assert re.search(r"https?://\S+/meetings/", text)
        assert "Test-" not in text
