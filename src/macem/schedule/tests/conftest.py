from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from macem.config import protocol_files


@pytest.fixture
def proclaimed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`proclaimed(date(2027, 1, 6))` adds bank holidays to every panel's protocol file."""

    def proclaim(*days: date) -> None:
        shipped = protocol_files.load("york")
        changed = replace(shipped, calendar=replace(shipped.calendar, extra_holidays=days))
        monkeypatch.setattr(protocol_files, "load", lambda _code: changed)

    return proclaim


@pytest.fixture
def queries_of() -> Callable[..., int]:
    """`queries_of(browser, "/dates/")` is how many queries a page takes, its second time."""

    def count(browser: Client, address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    return count
