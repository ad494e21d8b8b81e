import pytest
import time_machine

from macem.meetings.tests.scene import MONDAY, Scene


@pytest.fixture(autouse=True)
def monday():
    """It is Monday 21 December 2026, 10:00am: names are due tomorrow. `monday.move_to(...)` moves on."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def scene(partnership, as_worker):
    return Scene(partnership, as_worker)
