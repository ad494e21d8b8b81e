"""The embedded PostgreSQL: for the demonstration and the tests, so that neither asks for a server.

One server per checkout, user and name, in `/var/tmp/macem-<uid>-<hash>/<name>/`: `pg` holds the data,
`s` the socket and the log. Nothing listens on a network; the folder is closed to everybody else, so the
socket trusts whoever can reach it.

Who may start and stop: `starting.lock` is held alone by whoever is starting or stopping; each client holds
a share of `clients.lock`. The last one out stops the server. A killed client's share goes with it, and a
server that it left behind is adopted by the next client.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macem.config.embedded.errors import EmbeddedDatabaseError
from macem.config.embedded.place import DATABASE, SUPERUSER, Server, locate
from macem.config.embedded.servant import find_servant, own_folder
from macem.config.embedded.starting import start, stop

__all__ = [
    "DATABASE",
    "SUPERUSER",
    "EmbeddedDatabaseError",
    "Server",
    "environment",
    "locate",
    "remove",
    "server",
]


def environment(name: str = "demonstration", database: str = DATABASE) -> dict[str, str]:
    return locate(name).environment(database)


@contextmanager
def server(name: str, *, disposable: bool = False, repository: Path | None = None) -> Iterator[Server]:
    """A running server, shared with whoever else asked for it; stopped when the last one leaves."""
    found = locate(name, repository)
    servant = find_servant()
    own_folder(found.base, servant)
    own_folder(found.home, servant)
    with _open(found.home / "clients.lock") as clients:
        with _alone(found):
            fcntl.flock(clients, fcntl.LOCK_SH)
            start(found, servant, disposable=disposable)
        try:
            yield found
        finally:
            with _alone(found):
                fcntl.flock(clients, fcntl.LOCK_UN)
                if _nobody_else(clients):
                    stop(found, servant)


def remove(name: str, *, repository: Path | None = None) -> None:
    """Deletes a server's data for good; refused while somebody uses it."""
    found = locate(name, repository)
    if not found.home.exists():
        return
    servant = find_servant()
    own_folder(found.base, servant)
    own_folder(found.home, servant)
    with _alone(found), _open(found.home / "clients.lock") as clients:
        if not _nobody_else(clients):
            raise EmbeddedDatabaseError(
                f"The embedded database “{name}” is in use: stop what runs on it, then try again."
            )
        stop(found, servant)
        for folder in (found.data, found.sockets):  # the locks stay: somebody may be waiting for them
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _open(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _alone(found: Server) -> Iterator[None]:
    with _open(found.home / "starting.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _nobody_else(clients: int) -> bool:
    try:
        fcntl.flock(clients, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
