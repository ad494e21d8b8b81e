"""Waiting for what happens, with a deadline, and never for time to pass."""

import os
import selectors
import subprocess
import time
from collections.abc import Callable

PATIENCE = 60.0


def next_line(process: "subprocess.Popen[str]") -> str:
    """The next line that the process prints; "" where it ends instead."""
    assert process.stdout is not None
    found = b""
    deadline = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not found.endswith(b"\n"):
            if not selector.select(deadline - time.monotonic()):
                raise TimeoutError("The process said nothing.")
            byte = os.read(process.stdout.fileno(), 1)
            if not byte:
                break
            found += byte
    return found.decode().strip()


def until(condition: Callable[[], bool]) -> bool:
    """Whether it came true before the deadline."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if condition():
            return True
        os.sched_yield()
    return False
