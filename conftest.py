"""Fixtures for every test that touches the database: `src/macem/config/testing.py` says how it gets one.

`db` (or `@pytest.mark.django_db`) gives a transaction that is rolled back, as `macem_web`. `as_owner` and
`as_worker` put on another role: `with as_worker(): ...`. A test of real commits, threads or processes takes
`fresh_database`, a copy of its own that is thrown away (`served` serves the site from one);
`transaction=True` is refused, since emptying tables is what the database forbids.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING

import pytest

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser
    from pytest_django.plugin import DjangoDbBlocker

    from macem.config.testing import Databases
    from macem.demo.partnership import Partnership
    from macem.gate.actor import Actor


def chromium_path() -> str:
    """Where the system's Chromium is. A machine without one fails; nothing is left out."""
    import shutil

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail("The journeys need Chromium. Type: apt-get update && apt-get install -y chromium")
    return found


@pytest.fixture(scope="session")
def databases(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Databases]:
    """This run's databases on the embedded server, or on the one of DATABASE_URL_ADMIN."""
    from macem.config import testing

    with ExitStack() as stack:
        with django_db_blocker.unblock():
            found = stack.enter_context(testing.databases())
        yield found


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This worker's own copy of the template, with Django's default connection logged in to it."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            name = stack.enter_context(databases.copy(databases.worker))
            stack.enter_context(databases.connected(name))
        yield
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture
def fresh_database(databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database for one test, in which commits are real; its name. Gone afterwards."""
    with (
        django_db_blocker.unblock(),
        databases.copy(f"{databases.worker}_{secrets.token_hex(4)}") as name,
        databases.connected(name),
    ):
        yield name


@pytest.fixture
def served(fresh_database: str) -> Iterator[str]:
    """The address of the site, served by threads of this process from a fresh database."""
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("localhost")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def as_owner() -> Callable[[], AbstractContextManager[None]]:
    """`with as_owner():` the default connection is `macem_owner`, who made the tables."""
    from macem.config import database_roles, testing

    return partial(testing.acting_as, database_roles.OWNER)


@pytest.fixture
def as_worker() -> Callable[[], AbstractContextManager[None]]:
    """`with as_worker():` the default connection is `macem_worker`, who runs the jobs."""
    from macem.config import database_roles, testing

    return partial(testing.acting_as, database_roles.WORKER)


@pytest.fixture
def partnership(db: None) -> Partnership:
    """The fictional partnership that stands in the template: panel, agencies, one user or more per role."""
    from macem.demo import partnership

    return partnership.existing()


@pytest.fixture
def signed_in(partnership: Partnership) -> Callable[[str], Client]:
    """`signed_in("chair")` is a browser in which the professional with that short key is signed in."""
    from django.test import Client

    from macem.demo.sign_in import CHOSEN

    def sign_in(key: str) -> Client:
        client = Client()
        client.force_login(partnership.user(key))
        session = client.session
        session[CHOSEN] = True
        session.save()
        return client

    return sign_in


@pytest.fixture
def acting(partnership: Partnership) -> Callable[[str], AbstractContextManager[Actor]]:
    """`with acting("chair") as by:` the web role acts for that professional, as in a request of theirs."""
    from contextlib import contextmanager

    from macem.gate.scope import acting_for

    @contextmanager
    def act(key: str) -> Iterator[Actor]:
        by = partnership.actor(key)
        with acting_for(by.user_id):
            yield by

    return act


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium, without the background traffic that a closed network would only refuse."""
    import os

    from playwright.sync_api import sync_playwright

    # Playwright's own loop runs in this thread; Django would take our queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    marker = item.get_closest_marker("django_db")
    emptying = {
        "transactional_db",
        "live_server",
        "django_db_reset_sequences",
        "django_db_serialized_rollback",
    }
    if (marker and marker.kwargs.get("transaction")) or emptying & set(getattr(item, "fixturenames", ())):
        pytest.fail(
            "Take the fixture fresh_database (or served) instead of transaction=True (or live_server), "
            "which empty tables that refuse to be emptied.",
            pytrace=False,
        )
