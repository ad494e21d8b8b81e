"""Runs a few processes as one: they start together, and when one ends all end.

Each is the leader of its own session, so that Ctrl-C at the terminal reaches only us and they stop in order.
Should we be killed, the kernel ends them (on Linux). What is watched besides, such as the database, is asked
every half second.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

GRACE = 10.0
LOOK_EVERY = 0.5
PR_SET_PDEATHSIG = 1
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Part:
    """One of the processes: what to call it, what to run."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


def run_together(
    parts: Sequence[Part],
    *,
    log: Path,
    trouble: Callable[[], str] = lambda: "",
    ready: Callable[[], bool] = lambda: True,
    started: Callable[[], None] = lambda: None,
) -> str:
    """Returns once all have ended: "" after Ctrl-C or a signal, else a sentence on what went wrong.

    What they say goes to `log`, made anew. `started` is called once, when `ready` first holds.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    with _signals() as stop, log.open("wb") as output:
        try:
            for part in parts:
                running[part.name] = _begin(part, output)
            announced = False
            while not stop.wait(LOOK_EVERY if announced else 0.05):
                if not announced and ready():
                    announced = True
                    started()
                said = trouble()
                ended = [name for name, process in running.items() if process.poll() is not None]
                if said or ended:
                    return said or f"The {ended[0]} process ended by itself; what it said stands in {log}."
            return ""
        finally:
            _end(list(running.values()))


def run_step(part: Part, *, quiet: bool = False) -> int:
    """Runs one to its end and returns its exit code; ended with us where we are interrupted."""
    process = _begin(part, subprocess.DEVNULL if quiet else None, errors=None)
    try:
        return process.wait()
    finally:
        _end([process])


def _begin(
    part: Part, output: IO[bytes] | int | None, *, errors: int | None = subprocess.STDOUT
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(part.command),
        env=dict(part.environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            process.wait(GRACE)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # and whatever it left behind
        process.wait()


@contextmanager
def _signals() -> Iterator[threading.Event]:
    stop = threading.Event()
    former = {number: signal.signal(number, lambda *_: stop.set()) for number in STOPPING}
    try:
        yield stop
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
