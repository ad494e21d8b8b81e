"""The embedded server after kills, races, and in odd places: it starts, or it says in a sentence why not."""

import importlib.machinery
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import psycopg
import pytest

from macem.config import embedded
from macem.config.embedded import EmbeddedDatabaseError, programs
from tests.faults.waiting import next_line, until

CLIENT = Path(__file__).with_name("client.py")
NAME = "faulty"

Client = Callable[[], "subprocess.Popen[str]"]


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A checkout of this test's own, and so a server of its own."""
    yield tmp_path
    server = embedded.locate(NAME, tmp_path)
    pid = server.pid()
    if pid is not None:
        os.kill(pid, signal.SIGQUIT)
        psutil.Process(pid).wait(60)
    shutil.rmtree(server.base, ignore_errors=True)


@pytest.fixture
def client(checkout: Path) -> Iterator[Client]:
    with ExitStack() as stack:

        def start() -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                [sys.executable, CLIENT, NAME, checkout],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(let_go, process)
            return process

        yield start


def let_go(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=60)


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def ask(server: embedded.Server, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.dsn(database="postgres"), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_the_last_one_out_stops_it(checkout: Path, client: Client) -> None:
    first, second = client(), client()
    assert next_line(first) == next_line(second)
    server = embedded.locate(NAME, checkout)
    let_go(first)
    assert server.answers()
    let_go(second)
    assert server.pid() is None
    assert not server.answers()


def test_many_starts_at_once_make_one_server(client: Client) -> None:
    clients = [client() for _ in range(6)]
    pids = {next_line(process) for process in clients}
    assert len(pids) == 1
    assert pids.pop().isdigit()


def test_data_survive_a_killed_postmaster(checkout: Path) -> None:
    with embedded.server(NAME, repository=checkout) as server:
        ask(server, "CREATE TABLE kept AS SELECT 7 AS number")
        killed = server.pid()
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: gone(killed))
        assert server.pid_file.exists()
    with embedded.server(NAME, repository=checkout) as server:
        assert ask(server, "SELECT number FROM kept") == [(7,)]
        assert server.pid() != killed


def test_a_killed_postmasters_busy_child_is_gone_before_the_next_starts(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("macem.config.embedded.place.GONE_WITHIN", 0.2)
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        busy = psycopg.connect(server.dsn(database="postgres"), autocommit=True)
        child = busy.info.backend_pid

        def work() -> None:  # asks nobody whether the postmaster lives
            with pytest.raises(psycopg.OperationalError):
                busy.execute("SELECT count(*) FROM generate_series(1, 1e12::bigint) AS n WHERE n % 7 = 3")

        working = threading.Thread(target=work)
        working.start()
        assert until(lambda: psutil.Process(child).cpu_times().user > 0.1)
        killed = server.pid()
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: gone(killed))
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        assert gone(child)
        assert server.answers()
    working.join(60)
    busy.close()


def test_a_server_left_by_a_killed_client_is_adopted(checkout: Path, client: Client) -> None:
    killed = client()
    pid = int(next_line(killed))
    killed.kill()
    killed.wait(60)
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        assert server.pid() == pid
    assert server.pid() is None


def test_a_pid_file_that_names_somebody_elses_process(checkout: Path) -> None:
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        pass
    server.pid_file.write_text(
        f"{os.getpid()}\n{server.data}\n1700000000\n5432\n{server.sockets}\n\n\nready\n"
    )
    (server.sockets / ".s.PGSQL.5432").touch()
    (server.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        assert server.pid() not in {None, os.getpid()}


@pytest.mark.parametrize("folder", ["with two  blanks", "with $HOME, `id`, 'single' and \"double\""])
def test_programs_in_an_odd_place(checkout: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    spec = importlib.util.find_spec(programs.PACKAGE)
    assert spec is not None and spec.submodule_search_locations
    real = Path(spec.submodule_search_locations[0])
    odd = checkout / folder / programs.PACKAGE
    shutil.copytree(real / programs.INSTALLATION, odd / programs.INSTALLATION, symlinks=True)
    libraries = f"{programs.PACKAGE}.libs"
    shutil.copytree(real.with_name(libraries), odd.with_name(libraries), symlinks=True)
    there = importlib.machinery.ModuleSpec(programs.PACKAGE, None, is_package=True)
    there.submodule_search_locations = [str(odd)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: there)
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        assert ask(server, "SELECT 1") == [(1,)]


def test_a_checkout_with_a_long_name_and_blanks(tmp_path: Path) -> None:
    long = tmp_path / ("a very long name with blanks " * 5)
    server = embedded.locate(NAME, long)
    assert len(str(server.sockets / ".s.PGSQL.5432")) < 108
    assert " " not in str(server.base)
    assert server.base != embedded.locate(NAME, tmp_path).base


def test_a_folder_that_somebody_else_laid_out_is_refused(checkout: Path) -> None:
    base = embedded.locate(NAME, checkout).base
    trap = checkout / "trap"
    trap.mkdir()
    base.symlink_to(trap)
    try:
        refused = pytest.raises(EmbeddedDatabaseError, match="belongs to somebody else")
        with refused, embedded.server(NAME, repository=checkout):
            pass
    finally:
        base.unlink()
    assert not list(trap.iterdir())


def test_nobody_else_may_enter_its_folders(checkout: Path) -> None:
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        for folder in (server.base, server.home, server.sockets, server.data):
            assert folder.stat().st_mode & 0o007 == 0
        assert server.base.stat().st_uid == os.geteuid()
        assert ask(server, "SHOW listen_addresses") == [("",)]


def test_broken_data_are_a_sentence_with_the_logs_last_word(checkout: Path) -> None:
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        pass
    (server.data / "global" / "pg_control").write_bytes(b"broken")
    with (
        pytest.raises(
            EmbeddedDatabaseError, match=r"did not start\. Its log, .*server\.log, ends: .*pg_control"
        ),
        embedded.server(NAME, disposable=True, repository=checkout),
    ):
        pass
    embedded.remove(NAME, repository=checkout)
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        assert server.answers()


def test_a_start_that_was_killed_in_the_middle_is_made_good(checkout: Path) -> None:
    server = embedded.locate(NAME, checkout)
    with embedded.server(NAME, disposable=True, repository=checkout):
        pass
    shutil.rmtree(server.data)
    half = server.sockets / "unfinished"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with embedded.server(NAME, disposable=True, repository=checkout):
        assert server.answers()


def test_data_in_use_are_not_removed(checkout: Path) -> None:
    with embedded.server(NAME, disposable=True, repository=checkout) as server:
        with pytest.raises(EmbeddedDatabaseError, match="is in use"):
            embedded.remove(NAME, repository=checkout)
        assert server.answers()
    embedded.remove(NAME, repository=checkout)
    assert not server.data.exists()
    embedded.remove(NAME, repository=checkout)


def test_without_the_package_it_says_what_to_do(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    refused = pytest.raises(EmbeddedDatabaseError, match="run make setup, or set DATABASE_URL")
    with refused, embedded.server(NAME, repository=checkout):
        pass


@pytest.mark.parametrize("name", ["", "Two Words", "../up", "x" * 41])
def test_a_name_that_is_no_name(name: str) -> None:
    with pytest.raises(EmbeddedDatabaseError, match="cannot be called"):
        embedded.locate(name)
