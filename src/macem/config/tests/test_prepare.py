"""`macem database prepare`, as the installer types it, on a server without anything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from macem.config import embedded
from macem.config.database_roles import ROLES, TEST, WEB, WORKER


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[embedded.Server]:
    checkout: Path = tmp_path_factory.mktemp("checkout")
    with embedded.server("prepare", disposable=True, repository=checkout) as server:
        yield server
    shutil.rmtree(server.base)


def prepare(**environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_URL")}
    return subprocess.run(
        [sys.executable, "-m", "macem.cli.main", "database", "prepare"],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "macem.config.settings.demonstration", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_twice_on_an_empty_server(server: embedded.Server) -> None:
    for _ in range(2):
        done = prepare(**server.environment("installed"))
        assert (done.returncode, done.stderr) == (0, "")
        assert (
            done.stdout == "The database “installed” is ready: roles, tables and row security are in place.\n"
        )
    with psycopg.connect(server.dsn(embedded.SUPERUSER, "installed")) as admin:
        roles = admin.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [[*ROLES, TEST]])
        assert {name for (name,) in roles} == set(ROLES)
        secured = admin.execute("SELECT count(*) FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        assert secured.fetchone() != (0,)
    for role in (WEB, WORKER):
        with psycopg.connect(server.dsn(role, "installed")) as user:
            user.execute("SELECT 1 FROM confidentiality_subject")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                user.execute("DELETE FROM django_migrations")


def test_what_is_missing_is_named_all_at_once(server: embedded.Server) -> None:
    done = prepare(DATABASE_URL_ADMIN=server.dsn(database="postgres"), DATABASE_URL=server.dsn(WEB))
    assert done.returncode == 2
    assert done.stderr == "Set DATABASE_URL_OWNER, DATABASE_URL_WORKER in the environment first.\n"


def test_an_administrator_without_rights_is_told_which(server: embedded.Server) -> None:
    with psycopg.connect(server.dsn(database="postgres"), autocommit=True) as admin:
        admin.execute("CREATE ROLE powerless LOGIN")
    environment = {**server.environment("other"), "DATABASE_URL_ADMIN": server.dsn("powerless", "postgres")}
    done = prepare(**environment)
    assert done.returncode == 1
    assert "needs the rights CREATEROLE and CREATEDB" in done.stderr
    assert "Traceback" not in done.stderr
