"""Journeys act only through a browser, on a copy of the demonstration, signed in by choosing a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.person import Person

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.plugin import DjangoDbBlocker

    from macem.config.testing import Databases

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"


@pytest.fixture(scope="session")
def demonstration(databases: Databases, django_db_blocker: DjangoDbBlocker) -> str:
    """The database that holds the whole demonstration, made once for all workers of a run."""
    with django_db_blocker.unblock():
        return databases.derived("demonstration", fill)


def fill() -> None:
    from macem.demo.partnership import existing
    from macem.demo.story import tell
    from macem.gate import clock

    tell(existing(), clock.today())


@pytest.fixture
def site(demonstration: str, databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the site on a fresh copy of the demonstration; gone afterwards."""
    from django.db import connections
    from pytest_django.live_server_helper import LiveServer

    with (
        django_db_blocker.unblock(),
        databases.copy(f"{databases.worker}_journey", template=demonstration) as name,
        databases.connected(name),
    ):
        connections.settings["default"]["CONN_MAX_AGE"] = None  # as the pool of production does
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture
def somebody(site: str, browser: Browser) -> Iterator[Callable[[str], Person]]:
    """`chair = somebody("Idris Example-Moss")`: that professional, signed in, in a browser of their own."""
    known: dict[tuple[str, bool], Person] = {}

    def sign_in(name: str, *, script: bool = True) -> Person:
        if (name, script) not in known:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=script)
            person = Person(name=name, page=context.new_page(), site=site, screens=SCREENS)
            person.sign_in()
            known[name, script] = person
        return known[name, script]

    yield sign_in
    for person in known.values():
        person.leave()


@pytest.fixture
def a_minute_passes(site: str) -> Callable[[], None]:
    """Do what the worker does every minute: nominate whom a new fact brings in, send mail.

    In a thread of its own, as the worker is a process of its own: Playwright's loop runs in this one, and
    a connection opened beside it would outlive the database.
    """

    def pass_a_minute() -> None:
        with ThreadPoolExecutor(max_workers=1) as pool:
            pool.submit(work_for_a_minute).result()

    return pass_a_minute


def work_for_a_minute() -> None:
    from django.db import connection

    from macem.config.testing import acting_as
    from macem.nominations.services import drain_changed_facts
    from macem.notices.services import send_waiting

    try:
        with acting_as("macem_worker"):
            drain_changed_facts()
            send_waiting()
    finally:
        connection.close()
