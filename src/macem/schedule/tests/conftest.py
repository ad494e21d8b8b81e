from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from macem.config import protocol_files


@pytest.fixture
def proclaimed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`proclaimed(date(2027, 1, 6))` adds bank holidays to every panel's protocol file."""

    def proclaim(*days: date) -> None:
        shipped = protocol_files.load("york")
        changed = replace(shipped, calendar=replace(shipped.calendar, extra_holidays=days))
        monkeypatch.setattr(protocol_files, "load", lambda _code: changed)

    return proclaim
