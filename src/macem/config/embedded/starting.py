"""Starting and stopping the server, always by whoever holds the lock."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from macem.config.embedded.errors import EmbeddedDatabaseError
from macem.config.embedded.place import PORT, SUPERUSER, Server, clear_away_the_dead, postmaster
from macem.config.embedded.programs import programs_for
from macem.config.embedded.servant import Servant, servants_folder

READY_WITHIN = 60.0
LOG_LIMIT = 5_000_000

# Data that lives for one test run need not survive a power cut.
DISPOSABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def start(found: Server, servant: Servant, *, disposable: bool) -> None:
    if found.answers():
        return
    programs = programs_for(found, servant)
    servants_folder(found.data, servant)
    servants_folder(found.sockets, servant)
    if not (found.data / "PG_VERSION").exists():
        _initialise(found, servant, programs)
    if postmaster(found) is not None:  # still starting, or recovering from a crash
        if _until(found.answers, READY_WITHIN):
            return
        raise _failure(found, "The embedded database is running but does not answer")
    clear_away_the_dead(found)
    if found.log.exists() and found.log.stat().st_size > LOG_LIMIT:
        found.log.unlink()
    options = f"-p {PORT} -k {found.sockets} -c listen_addresses= -c timezone=UTC -c log_timezone=UTC"
    if disposable:
        options += "".join(f" -c {setting}" for setting in DISPOSABLE)
    command: list[str | Path] = [programs / "pg_ctl", "start", "-w", "-s", f"-t{READY_WITHIN:.0f}"]
    command += ["-D", found.data, "-l", found.log, "-o", options]
    started = servant.run(command, cwd=found.home)
    # Ready is what answers, whatever pg_ctl saw; and where it never came up, waiting is no help.
    patience = READY_WITHIN if started.returncode == 0 else 0.0
    if not _until(found.answers, patience):
        raise _failure(found, "The embedded database did not start")


def _initialise(found: Server, servant: Servant, programs: Path) -> None:
    """`initdb` beside the place and then a rename: a start that was killed leaves no half-made data."""
    unfinished = found.sockets / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        unfinished,
        "-U",
        SUPERUSER,
        "--auth=trust",
        "--no-sync",
    ]
    command += ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = servant.run(command, cwd=found.home)
    if made.returncode != 0:
        raise EmbeddedDatabaseError(f"The embedded database could not be made: {_last_line(made.stdout)}")
    found.data.rmdir()
    unfinished.rename(found.data)


def stop(found: Server, servant: Servant) -> None:
    if postmaster(found) is None:
        return
    programs = programs_for(found, servant)
    for mode in ("fast", "immediate"):
        command: list[str | Path] = [programs / "pg_ctl", "stop", "-w", "-s", "-t30", "-m", mode]
        command += ["-D", found.data]
        if servant.run(command, cwd=found.home).returncode == 0 or postmaster(found) is None:
            return
    raise _failure(found, "The embedded database did not stop")


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.02)
    return True


def _failure(found: Server, what: str) -> EmbeddedDatabaseError:
    try:
        said = _last_line(found.log.read_text(errors="replace"))
    except OSError:
        said = ""
    return EmbeddedDatabaseError(f"{what}. Its log, {found.log}, ends: {said or 'nothing'}")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line.lower()]
    return (telling or lines or [""])[-1]
