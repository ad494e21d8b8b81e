"""The demonstration's processes live and die together, and a start that cannot be says so in a line."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from macem.cli import main
from macem.config.processes import Part, run_together
from tests.faults.waiting import next_line, until

SUPERVISED = Path(__file__).with_name("supervised.py")
WAITS = (sys.executable, "-c", "import signal; signal.pause()")


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, SUPERVISED, tmp_path / "log"], stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate(timeout=60)


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_without_a_word(supervised: "subprocess.Popen[str]", number: int) -> None:
    children = [int(pid) for pid in next_line(supervised).split()]
    supervised.send_signal(number)
    assert next_line(supervised) == "said:"
    assert supervised.wait(60) == 0
    assert len(children) == 2 and all(map(gone, children))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_killed_it_leaves_nobody_behind(supervised: "subprocess.Popen[str]") -> None:
    children = [int(pid) for pid in next_line(supervised).split()]
    supervised.kill()
    assert until(lambda: all(map(gone, children)))


def test_when_one_ends_the_others_end_and_it_is_named(tmp_path: Path) -> None:
    log = tmp_path / "log"
    ends = (sys.executable, "-c", "print('last words')")
    said = run_together([Part("web", WAITS, os.environ), Part("worker", ends, os.environ)], log=log)
    assert said == f"The worker process ended by itself; what it said stands in {log}."
    assert log.read_text() == "last words\n"
    assert not psutil.Process().children()


def test_trouble_that_is_watched_for_ends_all(tmp_path: Path) -> None:
    said = run_together(
        [Part("web", WAITS, os.environ)], log=tmp_path / "log", trouble=lambda: "No database."
    )
    assert said == "No database."
    assert not psutil.Process().children()


def test_a_port_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main.main(["demo", "run", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said == (f"Port {port} is taken by another program: choose another, as in make demo PORT=8001.\n")


@pytest.mark.parametrize("port", ["", "0", "65536", "8000a", "-1"])
def test_a_port_that_is_none_is_one_sentence(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["demo", "run", f"--port={port}"]) == 2
    assert "make demo PORT=8001" in capsys.readouterr().err
