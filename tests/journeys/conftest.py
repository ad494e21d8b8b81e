"""Journeys act only through a browser, on a copy of the demonstration, signed in by choosing a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    from pytest_django.live_server_helper import LiveServer

    with (
        django_db_blocker.unblock(),
        databases.copy(f"{databases.worker}_journey", template=demonstration) as name,
        databases.connected(name),
    ):
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()


@pytest.fixture
def somebody(site: str, browser: Browser) -> Iterator[Callable[[str], Person]]:
    """`chair = somebody("Idris Example-Moss")` signs that professional in, in a browser of their own."""
    contexts = []

    def sign_in(name: str) -> Person:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        person = Person(name=name, page=context.new_page(), site=site, screens=SCREENS)
        person.sign_in()
        return person

    yield sign_in
    for context in contexts:
        context.close()


@pytest.fixture
def a_minute_passes(site: str, databases: Databases) -> Callable[[], None]:
    """Do what the worker does every minute, as its role."""

    def pass_a_minute() -> None:
        from macem.config.testing import acting_as
        from macem.nominations.services import drain_changed_facts

        with acting_as("macem_worker"):
            drain_changed_facts()

    return pass_a_minute
