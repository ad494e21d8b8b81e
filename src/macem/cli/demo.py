"""`macem demo`: the fictional partnership on the embedded database, on this machine only."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from macem.cli.document import BadInput
from macem.config import embedded, processes

NAME = "demonstration"
SETTINGS = "macem.config.settings.demonstration"
HOST = "127.0.0.1"
THREADS = "4"  # each request holds one, and one database connection


class Stopped(Exception):
    """A step went wrong; the message is a sentence, and empty where the step has said it itself."""


def add_parser(subparsers: Any) -> None:
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "demo", help="the demonstration", description="The demonstration: everybody in it is invented."
    )
    actions = parser.add_subparsers(required=True, dest="action", metavar="ACTION")
    run = actions.add_parser("run", help="start it; its data are kept from one start to the next")
    run.add_argument("--port", default=os.environ.get("PORT") or "8000", help="default: PORT, else 8000")
    run.set_defaults(run=run_demo)
    reset = actions.add_parser("reset", help="throw its data away and make them anew")
    reset.set_defaults(run=run_reset)
    accounts = actions.add_parser("accounts", help="list the invented professionals")
    accounts.set_defaults(run=run_accounts)
    seed = actions.add_parser("seed", help="fill its database where that is empty")
    seed.set_defaults(run=run_seed)


def run_demo(arguments: argparse.Namespace) -> int:
    port = _free_port(arguments.port)
    return _plainly(lambda: _run(port))


def run_reset(arguments: argparse.Namespace) -> int:
    return _plainly(_reset)


def run_accounts(arguments: argparse.Namespace) -> int:
    """Print who can be signed in as: agency, name and what they do; no password is needed."""
    _set_up()
    from macem.demo.partnership import AGENCIES, PROFESSIONALS

    for code, name, _kind in AGENCIES:
        print(name)
        for professional in PROFESSIONALS:
            if professional.agency == code:
                roles = ", ".join(role.label for role in professional.roles)
                print(f"  {professional.name:<22} {roles}")
    return 0


def _set_up() -> None:
    if os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS) != SETTINGS:
        raise BadInput("Only the demonstration has invented people, and these are other settings.")
    import django

    django.setup()


def run_seed(arguments: argparse.Namespace) -> int:
    _set_up()
    from django.conf import settings

    from macem.demo import seed

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the past has been read
    seed.seed_if_empty()
    return 0


def _plainly(what: Any) -> int:
    """Errors as sentences; SIGTERM and a closed terminal leave as Ctrl-C does, through every `finally`."""

    def leave(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    try:
        what()
    except (embedded.EmbeddedDatabaseError, Stopped) as refusal:
        if str(refusal):
            print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _run(port: int) -> None:
    address = f"http://localhost:{port}"
    with embedded.server(NAME) as server:
        environment = _environment(server, address)
        _make_ready(environment)
        log = server.home / "demonstration.log"
        accounts = _said([sys.executable, "-m", "macem.cli.main", "demo", "accounts"], environment)

        def trouble() -> str:
            if server.pid() is None:
                return "The demonstration's database was stopped. Start again: what was saved is kept."
            return ""

        def started() -> None:
            print(f"\nMACEM's demonstration: {address}")
            print("Choose a person to sign in as: everybody in it is invented, and nobody has a password.")
            print(f"\n{accounts}")
            print(f"Ctrl-C stops it. What its processes say, and every mail, goes to {log}\n", flush=True)

        said = processes.run_together(
            [
                processes.Part("web", _web(port), environment),
                processes.Part("worker", _worker(), _as_worker(environment)),
            ],
            log=log,
            trouble=trouble,
            ready=lambda: _answers(port),
            started=started,
        )
    if said:
        raise Stopped(said)
    print("Stopped. The demonstration's data are kept for the next start.")


def _reset() -> None:
    embedded.remove(NAME)
    with embedded.server(NAME) as server:
        _make_ready(_environment(server, "http://localhost:8000"))
    print("The demonstration's data are new. Start it with: make demo")


def _make_ready(environment: Mapping[str, str]) -> None:
    print("Preparing the demonstration ...", flush=True)
    macem = [sys.executable, "-m", "macem.cli.main"]
    _step([*macem, "database", "prepare"], environment, quiet=True)
    django = [sys.executable, "-m", "django"]
    _step([*django, "collectstatic", "--noinput", "--verbosity", "0"], environment)
    _step([*macem, "demo", "seed"], _as_worker(environment))


def _step(command: list[str], environment: Mapping[str, str], *, quiet: bool = False) -> None:
    if processes.run_step(processes.Part("step", command, environment), quiet=quiet):
        raise Stopped(
            f"The demonstration could not be prepared: “{' '.join(command[2:])}” failed, and what it said "
            "stands above. Where its data are at fault, make demo-reset makes them anew."
        )


def _said(command: list[str], environment: Mapping[str, str]) -> str:
    """Return what a step prints; nothing where it fails, for it is only told."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def _environment(server: embedded.Server, address: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
    return {
        **inherited,
        **server.environment(),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PUBLIC_ADDRESS": address,
        "PYTHONUNBUFFERED": "1",
    }


def _as_worker(environment: Mapping[str, str]) -> dict[str, str]:
    """Jobs and the invented past act for the system, not for somebody signed in."""
    return {**environment, "DATABASE_URL": environment["DATABASE_URL_WORKER"]}


def _web(port: int) -> list[str]:
    serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    return [
        *serve,
        *("--workers", "1", "--blocking-threads", THREADS, "--log-level", "warning", "--no-ws"),
        "macem.config.wsgi:application",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "procrastinate", "worker"]


def _answers(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_port(asked: str) -> int:
    if not asked.isdecimal() or not 0 < int(asked) < 65_536:
        raise BadInput(f"{asked!r} is no port: give a number, as in make demo PORT=8001.")
    port = int(asked)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise BadInput(
                    f"Port {port} is taken by another program: choose another, as in make demo PORT=8001."
                ) from None
            raise BadInput(
                f"Port {port} cannot be used ({error.strerror}): try make demo PORT=8001."
            ) from None
    return port
