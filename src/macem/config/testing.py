"""The tests' databases: one template for a run, a copy of it for each worker and for each test that asks.

Every run has its own names, and every process of a run holds a share of the run's advisory lock for as long
as it needs them: the last one out drops them, and the next run drops what a killed one left behind.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, ClassVar, Self

import psycopg

from macem.config import database_roles, database_urls, embedded

PREFIX = "macem_test_"
TEMPLATE = "template"
MAKING = 0x6D74  # the advisory locks' first half: making a run's template ...
DERIVING = 0x6D76  # ... and making a template of a template ...
USING = 0x6D75  # ... and using the run's databases


class Databases:
    """The databases of this run, as seen by one of its processes."""

    current: ClassVar["Databases | None"] = None

    def __init__(self, admin_url: str, run: str, worker: str) -> None:
        self.admin_url = admin_url
        self.run = run
        self.worker = worker
        self.template = f"{PREFIX}{run}_{TEMPLATE}"
        self.admin = database_roles.connect(admin_url)

    def settings(self, role: str, database: str) -> dict[str, Any]:
        """What Django needs to connect: `macem_test` in the clothes of `role`."""
        found = database_urls.parse(self.admin_url)
        return {
            **{key: found[key] for key in ("HOST", "PORT")},
            "NAME": database,
            "USER": database_roles.TEST,
            "PASSWORD": os.environ.get("MACEM_TEST_PASSWORD", ""),
            "OPTIONS": {**found["OPTIONS"], "options": f"-c role={role}"},
        }

    def __enter__(self) -> Self:
        self._share()
        self._drop_what_killed_runs_left()
        with self._alone(MAKING):
            if not self._exists(self.template):
                self._make_template()
        Databases.current = self
        return self

    def __exit__(self, *_: object) -> None:
        Databases.current = None
        self.admin.execute("SELECT pg_advisory_unlock_shared(%s, hashtext(%s))", [USING, self.run])
        self._drop_if_unused(self.run)
        self.admin.close()

    @contextmanager
    def copy(self, label: str, *, template: str | None = None) -> Iterator[str]:
        """A database of one's own, in 0.03 seconds; of the run's template where no other is named."""
        name = f"{PREFIX}{self.run}_{label}"
        database_roles.drop_database(self.admin, name)
        with self._alone(MAKING):  # a template is copied by one at a time
            database_roles.create_database(self.admin, name, template=template or self.template)
            self._let_the_roles_in(name)
        try:
            yield name
        finally:
            database_roles.drop_database(self.admin, name)

    def derived(self, label: str, fill: Callable[[], None]) -> str:
        """A second template: the first, filled once for the whole run by whoever comes first; its name."""
        name = f"{PREFIX}{self.run}_{label}"
        unfinished = f"{name}_unfinished"
        with self._alone(DERIVING):
            if not self._exists(name):
                with self.copy(f"{label}_unfinished"):
                    with self.connected(unfinished, database_roles.WORKER):
                        fill()
                    self._rename(unfinished, name)
        return name

    @contextmanager
    def connected(self, database: str, role: str = database_roles.WEB) -> Iterator[None]:
        """Django's default connection, in every thread, points to this database."""
        from django.db import connections

        if connections["default"].in_atomic_block:
            raise RuntimeError("fresh_database and db do not go together: take one of them.")
        settings = connections.settings["default"]
        former = dict(settings)
        connections["default"].close()
        settings.update(self.settings(role, database))
        try:
            yield
        finally:
            connections["default"].close()
            settings.clear()
            settings.update(former)

    def _make_template(self) -> None:
        from django.conf import settings
        from django.db import connection
        from django.utils.module_loading import import_string

        with database_roles.administering(self.admin_url) as admin:
            database_roles.prepare_roles(
                admin,
                passwords={database_roles.TEST: os.environ.get("MACEM_TEST_PASSWORD", "")},
                with_tests=True,
            )
        unfinished = f"{self.template}_unfinished"
        database_roles.drop_database(self.admin, unfinished)
        database_roles.prepare_database(self.admin, self.admin_url, unfinished, with_tests=True)
        with self.connected(unfinished, database_roles.OWNER):
            database_roles.lay_tables(connection, verbosity=0)
        with self.connected(unfinished, database_roles.WORKER):
            import_string(settings.TEST_TEMPLATE_FILLER)()
        self._rename(unfinished, self.template)

    def _rename(self, name: str, to: str) -> None:
        self.admin.execute(
            psycopg.sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                psycopg.sql.Identifier(name), psycopg.sql.Identifier(to)
            )
        )

    def _let_the_roles_in(self, name: str) -> None:
        """A copy has the template's tables and their rights, but not the right to enter."""
        self.admin.execute(
            psycopg.sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                psycopg.sql.Identifier(name),
                psycopg.sql.SQL(", ").join(
                    map(psycopg.sql.Identifier, (*database_roles.USERS, database_roles.TEST))
                ),
            )
        )
        self.admin.execute(
            psycopg.sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(psycopg.sql.Identifier(name))
        )

    def _share(self) -> None:
        self.admin.execute("SELECT pg_advisory_lock_shared(%s, hashtext(%s))", [USING, self.run])

    @contextmanager
    def _alone(self, what: int) -> Iterator[None]:
        self.admin.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [what, self.run])
        try:
            yield
        finally:
            self.admin.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [what, self.run])

    def _exists(self, name: str) -> bool:
        found = self.admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None

    def _drop_what_killed_runs_left(self) -> None:
        found = self.admin.execute(
            "SELECT DISTINCT split_part(datname, '_', 3) FROM pg_database WHERE starts_with(datname, %s)",
            [PREFIX],
        )
        for (run,) in found.fetchall():
            if run != self.run:
                self._drop_if_unused(run)

    def _drop_if_unused(self, run: str) -> None:
        answer = self.admin.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [USING, run]).fetchone()
        if answer is None or not answer[0]:
            return
        try:
            found = self.admin.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{PREFIX}{run}_"]
            )
            for (name,) in found.fetchall():
                database_roles.drop_database(self.admin, name)
        finally:
            self.admin.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", [USING, run])


@contextmanager
def databases() -> Iterator[Databases]:
    """This run's databases, on the server of `DATABASE_URL_ADMIN` or on the embedded one."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:16] or secrets.token_hex(8)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with ExitStack() as stack:
        admin_url = os.environ.get("DATABASE_URL_ADMIN")
        if not admin_url:
            server = stack.enter_context(embedded.server("tests", disposable=True))
            admin_url = server.dsn(database="postgres")
        yield stack.enter_context(Databases(admin_url, run, worker))


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Django's default connection puts on another role, and `macem_web` again on leaving.

    Inside a transaction the role goes with it (`SET LOCAL`); a transaction that failed has lost it already.
    """
    from django.db import connection

    scope = "LOCAL " if connection.in_atomic_block else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        former = cursor.fetchone()[0]
        cursor.execute(f"SET {scope}ROLE {role}")
    try:
        yield
    finally:
        if not (connection.in_atomic_block and _failed(connection)):
            with connection.cursor() as cursor:
                cursor.execute(f"SET {scope}ROLE {former}")


def _failed(connection: Any) -> bool:
    status = psycopg.pq.TransactionStatus.INERROR
    return bool(connection.needs_rollback or connection.connection.info.transaction_status == status)
