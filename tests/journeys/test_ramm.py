"""The weekly RAMM: down the list by keyboard alone, without script, and two coordinators at once (P5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Locator, expect

from macem.confidentiality.services import Principal
from macem.config.testing import acting_as
from macem.demo.calendar import moment
from macem.demo.partnership import existing
from macem.gate import clock
from macem.missing import services as missing
from macem.nominations.services import drain_changed_facts
from macem.people import services as people
from macem.protocol.vocabulary import AbsenceType, Role
from macem.protocol.vocabulary.states import PersonKind
from tests.journeys.person import Person

COORDINATOR, CONTACT, CHAIR = "Sasha Example-Reed", "Ines Example-Vane", "Idris Example-Moss"
ADA, KIT, MINA = "Ada Test-Dunmore", "Kit Test-Ashby", "Mina Test-Birch"


@pytest.fixture
def nominated(site: str) -> None:
    """Three children of whom long absences are recorded, each nominated under C3."""
    partnership, today = existing(), clock.today()
    for number, name in enumerate((KIT, MINA, ADA)):
        forename, surname = name.split()
        began = today - timedelta(days=12 + number)
        child = partnership.does(
            "ce_coordinator",
            people.register_person,
            kind=PersonKind.CHILD,
            forename=forename,
            surname=surname,
            date_of_birth=date(2012, 3, 1),
            first_grants=[Principal.role(partnership.panel.pk, Role.CE_COORDINATOR)],
            basis="journey",
            source="journey",
            at=moment(today, 0, 1),
        )
        partnership.does(
            "ce_coordinator",
            missing.record_episode,
            person=child,
            kind=AbsenceType.MISSING,
            started_on=began,
            started_at=time(20, 0),
            ended_on=began + timedelta(days=3),
            ended_at=time(8, 0),
            at=moment(today, 0, 2),
        )
    with acting_as("macem_worker"):
        drain_changed_facts(at=moment(today, 0, 3))


def row_of(person: Person, name: str) -> Locator:
    return person.page.get_by_role("row").filter(has_text=name)


def at_name(person: Person, name: str) -> None:
    """Put the focus on a name, as Tab or an arrow would."""
    row_of(person, name).get_by_role("link", name=name, exact=True).focus()


def presses(person: Person, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def is_at(person: Person, name: str) -> None:
    expect(row_of(person, name).get_by_role("link", name=name, exact=True)).to_be_focused()


def test_down_the_list_by_keyboard(
    nominated: None, somebody: Callable[..., Person], a_minute_passes: Callable[[], None]
) -> None:
    coordinator = somebody(COORDINATOR)
    coordinator.takes_up("Decide on the RAMM list")
    page = coordinator.page
    kit, mina, ada = (row_of(coordinator, name) for name in (KIT, MINA, ADA))
    to_macem = kit.get_by_role("radio", name="To MACEM")

    # A single key does nothing outside a row, and nothing while somebody is writing.
    page.get_by_role("link", name="RAMM", exact=True).first.focus()
    presses(coordinator, "1", "?")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)

    # From name to name by arrows; E explains; ? shows every key, and switches them off.
    at_name(coordinator, KIT)
    presses(coordinator, "ArrowDown")
    is_at(coordinator, MINA)
    presses(coordinator, "ArrowUp", "e")
    is_at(coordinator, KIT)
    expect(kit.get_by_text("What would change it")).to_be_visible()
    coordinator.looks("ramm-1-explained")
    presses(coordinator, "E")
    expect(kit.get_by_text("What would change it")).to_be_hidden()
    presses(coordinator, "?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_role("button", name="Turn the single keys off").press("Enter")
    presses(coordinator, "Escape")
    at_name(coordinator, KIT)
    presses(coordinator, "1")
    expect(to_macem).not_to_be_checked()
    page.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    page.get_by_role("button", name="Turn the single keys on").press("Enter")
    presses(coordinator, "Escape")

    # 1 chooses; Enter saves this row alone, folds it and goes on to the next.
    at_name(coordinator, KIT)
    presses(coordinator, "1")
    expect(to_macem).to_be_checked()
    expect(kit.get_by_label("Part and meeting")).to_be_visible()
    expect(page.get_by_role("button", name="Save 1 decision")).to_be_visible()
    presses(coordinator, "Enter")
    expect(kit).to_contain_text("To MACEM, Part 1a")
    expect(kit).to_contain_text("Saved")
    expect(page.get_by_role("status").filter(has_text="Saved as you go, last at")).to_be_visible()
    is_at(coordinator, MINA)

    # 2 asks for more; what is missing is said in the row, and everything typed is still there.
    presses(coordinator, "2", "Tab", "Tab", "Tab", "Tab", "Tab")
    page.keyboard.type("When was she last seen at 3 o’clock?")
    coordinator.looks("ramm-2-asking")
    presses(coordinator, "Enter")
    expect(mina).to_contain_text("choose whom to ask")
    expect(mina.get_by_label("What to ask")).to_have_value("When was she last seen at 3 o’clock?")
    expect(mina.get_by_label("From whom")).to_be_focused()
    coordinator.looks("ramm-3-lacking")
    mina.get_by_label("From whom").select_option(label="Health")
    due = clock.today() + timedelta(days=7)
    presses(coordinator, "Tab")
    for part in (due.day, due.month, due.year):
        page.keyboard.type(str(part))
        presses(coordinator, "Tab")
    presses(coordinator, "Enter")
    expect(mina).to_contain_text("More information, from Health")
    is_at(coordinator, ADA)

    # 3, against a criterion of Part 1a: the service manager's reason, which the chair sees.
    presses(coordinator, "3", "Tab")
    page.keyboard.type("Work with the family has begun")
    ada.get_by_label("Service manager who decided").select_option(label="Beth Example-Crane")
    ada.get_by_label("Service manager’s reason").fill("The plan holds")
    expect(ada).to_contain_text("the chair sees this reason")
    coordinator.looks("ramm-4-not-now")
    presses(coordinator, "Enter")
    expect(ada).to_contain_text("Not now")
    coordinator.looks("ramm-5-saved")

    # C changes a saved row while no meeting has made use of it.
    at_name(coordinator, ADA)
    with page.expect_navigation():
        presses(coordinator, "c")
    coordinator.heading("Change the decision")
    coordinator.looks("ramm-6-change")
    coordinator.write("Why is the decision changed?", "The wrong row")
    coordinator.press("Save the change")
    coordinator.sees("The decision is changed.")
    expect(row_of(coordinator, ADA)).to_contain_text("Changed: The wrong row")
    coordinator.looks("ramm-7-decided")

    # Health is asked, sees the question and no more, and its answer brings Mina back.
    contact = somebody(CONTACT)
    contact.takes_up("Answer a question of the RAMM")
    contact.sees("When was she last seen at 3 o’clock?")
    contact.looks("ramm-8-question")
    contact.write("Your answer", "On Monday, by the school nurse.")
    contact.press("Send the answer")
    contact.sees("The answer is sent.")
    coordinator.takes_up("Decide on the RAMM list")
    expect(row_of(coordinator, MINA)).to_contain_text("Back")
    expect(row_of(coordinator, MINA)).to_contain_text("Health answered")
    coordinator.looks("ramm-9-back")

    coordinator.follow("Print this list")
    coordinator.sees("Drawn for Sasha Example-Reed")
    coordinator.looks("ramm-10-print")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_text("OFFICIAL-SENSITIVE")).to_be_visible()
    page.screenshot(path=coordinator.screens / "ramm-10-print-paper.png", full_page=True)
    page.emulate_media(media="screen")


def test_without_script(nominated: None, somebody: Callable[..., Person]) -> None:
    coordinator = somebody(COORDINATOR, script=False)
    coordinator.follow("RAMM")
    kit, mina, ada = (row_of(coordinator, name) for name in (KIT, MINA, ADA))
    kit.get_by_label("To MACEM").check()
    expect(kit.get_by_label("Part and meeting")).to_be_visible()
    mina.get_by_label("Not now").check()
    mina.get_by_label("Reason", exact=True).fill("Typed with care")
    ada.get_by_label("More information").check()
    ada.get_by_label("From whom").select_option(label="Health")
    coordinator.press("Save the decisions")

    coordinator.sees("1 decision is saved.")
    coordinator.is_refused(f"{MINA}: enter the service manager’s reason")
    coordinator.is_refused(f"{ADA}: enter what to ask")
    expect(mina.get_by_label("Reason", exact=True)).to_have_value("Typed with care")
    mina.get_by_label("Service manager who decided").select_option(label="Beth Example-Crane")
    mina.get_by_label("Service manager’s reason").fill("The plan holds")
    ada.get_by_label("What to ask").fill("When was she last seen?")
    coordinator.write_date("By when", clock.today() + timedelta(days=7), within=ada)
    coordinator.press("Save the decisions")
    coordinator.sees("2 decisions are saved.")
    expect(row_of(coordinator, MINA)).to_contain_text("Shown to the chair")

    coordinator.follow("Last week’s decisions")
    coordinator.heading("RAMM list, week of")
    coordinator.sees("Nothing was decided in this week.")


def test_two_coordinators_at_once(nominated: None, somebody: Callable[..., Person]) -> None:
    first, second = somebody(COORDINATOR), somebody(COORDINATOR, script=False)
    for coordinator in (first, second):
        coordinator.go("/ramm/")
    at_name(first, KIT)
    presses(first, "1", "Enter")
    expect(row_of(first, KIT)).to_contain_text("Saved")
    kit = row_of(second, KIT)
    kit.get_by_label("Not now").check()
    kit.get_by_label("Reason", exact=True).fill("Typed with care")
    kit.get_by_label("Service manager who decided").select_option(label="Beth Example-Crane")
    kit.get_by_label("Service manager’s reason").fill("The plan holds")
    second.press("Save the decisions")
    conflict = second.page.get_by_role("alert").filter(has_text=KIT)
    expect(conflict).to_contain_text("Somebody else has decided in the meantime")
    expect(conflict).to_contain_text("To MACEM")
    expect(conflict).to_contain_text("Typed with care")
