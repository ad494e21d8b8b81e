"""Where a server's files are, and whether it runs."""

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from macem.config import database_urls
from macem.config.embedded.errors import EmbeddedDatabaseError

SUPERUSER = "macem_admin"
DATABASE = "macem"
PORT = "5432"  # only a part of the socket's name
WORLD = Path("/var/tmp")  # nosec B108 - a private folder inside it, checked by `own_folder`
GONE_WITHIN = 10.0


@dataclass(frozen=True)
class Server:
    """Where a server's files are and how to reach it. Making one starts nothing."""

    name: str
    base: Path

    @property
    def home(self) -> Path:
        return self.base / self.name

    @property
    def data(self) -> Path:
        return self.home / "pg"

    @property
    def sockets(self) -> Path:
        return self.home / "s"

    @property
    def log(self) -> Path:
        return self.sockets / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def dsn(self, role: str = SUPERUSER, database: str = DATABASE) -> str:
        return database_urls.compose(user=role, database=database, host=str(self.sockets), port=PORT)

    def environment(self, database: str = DATABASE) -> dict[str, str]:
        """The variables from which the settings learn where each role connects."""
        return {
            "DATABASE_URL": self.dsn("macem_web", database),
            "DATABASE_URL_WORKER": self.dsn("macem_worker", database),
            "DATABASE_URL_OWNER": self.dsn("macem_owner", database),
            "DATABASE_URL_ADMIN": self.dsn(SUPERUSER, "postgres"),
        }

    def pid(self) -> int | None:
        """The running postmaster's process id; None where it is not running."""
        return postmaster(self)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.dsn(SUPERUSER, "postgres"), connect_timeout=5).close()
        except psycopg.Error:
            return False
        return True


def locate(name: str, repository: Path | None = None) -> Server:
    """The server of this name for this checkout, running or not."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        raise EmbeddedDatabaseError(f"An embedded database cannot be called {name!r}.")
    repository = repository or Path(__file__).resolve().parents[4]
    mark = hashlib.sha256(os.fsencode(repository)).hexdigest()[:12]
    return Server(name=name, base=WORLD / f"macem-{os.geteuid()}-{mark}")


def postmaster(found: Server) -> int | None:
    """The running postmaster. A killed one may stay a zombie, and its number may go to another process."""
    try:
        pid = int(found.pid_file.read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or str(found.data) not in process.cmdline():
            return None
    except (OSError, ValueError, psutil.NoSuchProcess, psutil.ZombieProcess):
        return None
    return pid


def clear_away_the_dead(found: Server) -> None:
    """After a kill: its children must be gone before `postmaster.pid` is, or two servers share the data."""
    if not found.pid_file.exists():
        return
    children = [process for process in psutil.process_iter() if _works_in(process, found.data)]
    _, alive = psutil.wait_procs(children, timeout=GONE_WITHIN)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=GONE_WITHIN)
    socket = found.sockets / f".s.PGSQL.{PORT}"
    for path in (found.pid_file, socket, socket.with_name(f"{socket.name}.lock")):
        path.unlink(missing_ok=True)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return bool(process.cwd() == str(folder)) and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, OSError):
        return False
