"""P1: a school without an account is invited, loses its link midway, and finds its draft again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import SCREENS
from tests.journeys.person import Person

COORDINATOR, MASH = "Sasha Example-Reed", "Tamsin Example-Lowe"
SCHOOL, TEACHER, ADDRESS = "Test Street Primary", "Rowan Example-Hart", "rowan@school.example.org"
ANSWERS: tuple[tuple[str, Callable[[Person], None]], ...] = (
    ("What the worry is about", lambda teacher: teacher.choose("Online")),
    ("Being harmed now", lambda teacher: teacher.choose("Not known")),
    ("Harmful sexual behaviour", lambda teacher: teacher.choose("Not known")),
    ("What is happening", lambda teacher: teacher.write("What is happening?", "Plays with adults.")),
    ("What keeps the child safe", lambda teacher: teacher.write("What keeps Test-Quince safe?", "A sister.")),
)


@pytest.fixture
def site(served: str) -> str:
    """The partnership without its story: this journey needs nobody's past."""
    return served


@pytest.fixture
def teacher(site: str, browser: Browser) -> Iterator[Person]:
    """Somebody without an account, at a browser of their own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    person = Person(name=TEACHER, page=context.new_page(), site=site, screens=SCREENS)
    yield person
    person.leave()


def test_a_school_is_invited_and_sends_a_form(
    somebody: Callable[..., Person], teacher: Person, a_minute_passes: Callable[[], None]
) -> None:
    coordinator = somebody(COORDINATOR)
    first_code = _invite(coordinator)
    a_minute_passes()
    link = _link_in_the_mail(without=first_code)
    _begin(teacher, link, first_code)

    _the_link_runs_out()
    teacher.go("/referrals/")
    teacher.heading("This link has expired")
    teacher.sees("Nothing that you wrote is lost")
    teacher.sees(COORDINATOR)
    teacher.looks("invited-5-expired")
    second_code = _renew(coordinator)

    teacher.go(link)
    _type(teacher, first_code)
    teacher.is_refused("The code is wrong")
    _type(teacher, second_code)
    _finish(teacher)

    teacher.go(link)
    teacher.sees("Test-Quince")
    for path in ("/", "/people/search/", "/referrals/mash/", "/accounts/2fa/", "/screening/invitations/"):
        teacher.go(path)
        teacher.heading("You can’t do this")
    coordinator.go("/screening/invitations/")
    expect(coordinator.row(TEACHER)).to_contain_text("Sent in")
    coordinator.looks("invited-7-list")
    somebody(MASH).owes("Decide on")


def _invite(coordinator: Person) -> str:
    coordinator.go("/referrals/")
    coordinator.press("Invite somebody without an account")
    coordinator.press("Invite somebody")
    coordinator.write("School, charity or other organisation", SCHOOL)
    coordinator.write("Whom you invite", TEACHER)
    coordinator.press("Invite them and show the code")
    coordinator.is_refused("work email address")
    coordinator.write("Their work email address", ADDRESS)
    coordinator.pick("Agency of the panel", "Education")
    coordinator.looks("invited-1-invite")
    coordinator.press("Invite them and show the code")
    code = _code_shown(coordinator)
    coordinator.looks("invited-2-code")
    coordinator.press("I have noted the code")
    coordinator.sees("Not opened")
    coordinator.does_not_see(code)
    coordinator.looks("invited-3-invitation")
    return code


def _code_shown(coordinator: Person) -> str:
    coordinator.heading("Tell them this code")
    return coordinator.page.locator(".m-receipt").inner_text()


def _link_in_the_mail(*, without: str) -> str:
    from django.core import mail

    (message,) = [message for message in mail.outbox if message.to == [ADDRESS]]
    assert without.replace(" ", "") not in message.body.replace(" ", "")
    found = re.search(r"/invited/\S+", message.body)
    assert found is not None
    return found.group()


def _begin(teacher: Person, link: str, code: str) -> None:
    teacher.go(link)
    teacher.sees(COORDINATOR)
    teacher.sees("NOT A SAFEGUARDING REFERRAL")
    teacher.looks("invited-4-link")
    _type(teacher, "0000 0000")
    teacher.is_refused("The code is wrong")
    _type(teacher, code)
    teacher.choose("No")
    teacher.press("Continue")
    teacher.press("Fill in the screening form")
    teacher.write("Surname", "Test-Quince")
    teacher.press("Save and come back later")
    teacher.sees("Your answers are saved")


def _type(teacher: Person, code: str) -> None:
    teacher.write("Your code", code)
    teacher.press("Open the form")


def _renew(coordinator: Person) -> str:
    coordinator.takes_up(f"Renew or end the invitation of {SCHOOL}")
    coordinator.press("Renew with a new code")
    coordinator.looks("invited-6-renew")
    coordinator.press("Renew and show the code")
    return _code_shown(coordinator)


def _finish(teacher: Person) -> None:
    teacher.sees("Test-Quince")
    for question, answer in ANSWERS:
        teacher.follow(f"Answer {question}")
        answer(teacher)
        teacher.press("Save and continue")
    teacher.follow("Answer Somebody known only online")
    teacher.choose("No", exact=True)
    teacher.press("Save and continue")
    teacher.follow("Answer In the child’s own words")
    teacher.choose("No", exact=True)
    teacher.write("Why not?", "Not safe to ask yet.")
    teacher.choose("Told, and agrees")
    teacher.press("Save and continue")
    teacher.press("Check your answers and send")
    teacher.choose("This is what I know")
    teacher.press("Send to the MASH")
    teacher.heading("Your referral to the MASH")
    teacher.looks("invited-8-receipt")


def _the_link_runs_out() -> None:
    """Let seven days pass for the one invitation there is."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(_expire).result()


def _expire() -> None:
    from django.db import connection
    from django.utils import timezone

    from macem.accounts.models import Invitation
    from macem.config.testing import acting_as

    try:
        with acting_as("macem_worker"):
            assert Invitation.objects.update(expires_at=timezone.now()) == 1
    finally:
        connection.close()
