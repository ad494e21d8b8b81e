"""The database's login roles, and the way a database comes to be ready for them.

Nobody that serves a request owns a table: `macem_owner` makes them, `macem_web` and `macem_worker` use
them, none is a superuser. The tests log in as `macem_test`, which may put on any of the three; production
has no such role. Everything here may run again at any time and changes nothing the second time.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from macem.config import database_urls

OWNER, WEB, WORKER, TEST = "macem_owner", "macem_web", "macem_worker", "macem_test"
USERS = (WEB, WORKER)
ROLES = (OWNER, *USERS)

# One at a time: two preparations at once would both find a role missing and both make it.
PREPARING = 0x6D6163656D  # "macem"


class DatabaseNotReady(Exception):
    """The database cannot be prepared; the message is a sentence for the administrator."""


def connect(url: str, database: str | None = None) -> psycopg.Connection[Any]:
    """A connection in autocommit, which `CREATE DATABASE` asks for."""
    try:
        return psycopg.connect(**parameters(url, database), autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else "no answer"
        raise DatabaseNotReady(f"The database does not let us in: {reason}") from None


def parameters(url: str, database: str | None = None) -> dict[str, Any]:
    settings = database_urls.parse(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    found = {to: settings[name] for name, to in names.items() if settings[name]}
    if database is not None:
        found["dbname"] = database
    return {**found, **settings["OPTIONS"]}


@contextmanager
def administering(admin_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The administrator's connection, alone in preparing this server."""
    with connect(admin_url) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        yield admin  # closing the connection lets the lock go


def prepare_roles(
    admin: psycopg.Connection[Any], *, passwords: dict[str, str] | None = None, with_tests: bool = False
) -> None:
    """Makes the login roles, or puts right what somebody changed on them."""
    for role in (*ROLES, *((TEST,) if with_tests else ())):
        name = sql.Identifier(role)
        if not _one(admin, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            admin.execute(sql.SQL("CREATE ROLE {}").format(name))
        admin.execute(sql.SQL("ALTER ROLE {} LOGIN NOCREATEDB NOCREATEROLE INHERIT").format(name))
        # Only a superuser may take these away, and only where they were given is it tried.
        if _one(
            admin,
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND (rolsuper OR rolbypassrls OR rolreplication)",
            role,
        ):
            admin.execute(sql.SQL("ALTER ROLE {} NOSUPERUSER NOBYPASSRLS NOREPLICATION").format(name))
        password = (passwords or {}).get(role)
        if password:
            admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password)))
    _become_able_to_act_for_the_owner(admin)
    if with_tests:
        for role in ROLES:
            admin.execute(
                sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
                    sql.Identifier(role), sql.Identifier(TEST)
                )
            )


def prepare_database(
    admin: psycopg.Connection[Any], admin_url: str, name: str, *, with_tests: bool = False
) -> None:
    """Makes the database, owned by `macem_owner`, and says who may enter and use what the owner makes.

    What exists already keeps its rights: a migration that took one away is not undone here.
    """
    if not _one(admin, "SELECT 1 FROM pg_database WHERE datname = %s", name):
        create_database(admin, name)
    enters = sql.SQL(", ").join(map(sql.Identifier, (*USERS, *((TEST,) if with_tests else ()))))
    users = sql.SQL(", ").join(map(sql.Identifier, USERS))
    owner = sql.Identifier(OWNER)
    admin.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), owner))
    with connect(admin_url, name) as inside:
        inside.execute(sql.SQL("SET ROLE {}").format(owner))
        for statement in (
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)),
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(name), enters),
            sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
            sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(users),
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public "
                "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}"
            ).format(owner, users),
            sql.SQL(
                "ALTER DEFAULT PRIVILEGES FOR ROLE {} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {}"
            ).format(owner, users),
        ):
            inside.execute(statement)


def create_database(admin: psycopg.Connection[Any], name: str, *, template: str | None = None) -> None:
    """A database owned by `macem_owner`, sorted the same way on every server."""
    statement = sql.SQL("CREATE DATABASE {} OWNER {} ").format(sql.Identifier(name), sql.Identifier(OWNER))
    if template is not None:
        statement += sql.SQL("TEMPLATE {}").format(sql.Identifier(template))
    elif admin.info.server_version >= 170_000:
        statement += sql.SQL(
            "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        )
    else:
        statement += sql.SQL("TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
    admin.execute(statement)


def drop_database(admin: psycopg.Connection[Any], name: str) -> None:
    """Drops it and throws out whoever is still connected."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def lay_tables(connection: Any, *, verbosity: int = 1) -> None:
    """Migrations, the cache's table and row security, through Django's connection as the owner."""
    from django.core.management import call_command

    from macem.config import row_security

    call_command("migrate", database=connection.alias, interactive=False, verbosity=verbosity)
    call_command("createcachetable", database=connection.alias, verbosity=verbosity)
    with connection.cursor() as cursor:
        # Which migrations ran is the owner's business.
        users = ", ".join(USERS)
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {users}")
    row_security.apply(connection)


def prepare(
    admin_url: str, owner_url: str, *, user_urls: tuple[str, ...] = (), with_tests: bool = False
) -> str:
    """Roles, database, tables and row security, in that order; returns the database's name.

    Sets up Django, whose connection becomes the owner's for the rest of this process.
    """
    database = _agreed_database(owner_url, user_urls)
    passwords = {
        settings["USER"]: settings["PASSWORD"]
        for settings in map(database_urls.parse, (owner_url, *user_urls))
    }
    with administering(admin_url) as admin:
        try:
            prepare_roles(admin, passwords=passwords, with_tests=with_tests)
            prepare_database(admin, admin_url, database, with_tests=with_tests)
        except psycopg.errors.InsufficientPrivilege as error:
            raise DatabaseNotReady(
                f"The administrator's account may not do this: {error.diag.message_primary}. It needs the "
                "rights CREATEROLE and CREATEDB, or to be a superuser."
            ) from None
        os.environ["DATABASE_URL"] = owner_url
        import django

        django.setup()
        from django.db import connection

        lay_tables(connection, verbosity=0)
    return database


def _agreed_database(owner_url: str, user_urls: tuple[str, ...]) -> str:
    owner = database_urls.parse(owner_url)
    if owner["USER"] != OWNER:
        raise DatabaseNotReady(f"DATABASE_URL_OWNER must log in as {OWNER}.")
    for settings in map(database_urls.parse, user_urls):
        if settings["USER"] not in USERS:
            raise DatabaseNotReady(
                f"DATABASE_URL must log in as {WEB} and DATABASE_URL_WORKER as {WORKER}, not as "
                f"“{settings['USER']}”: row security names those roles."
            )
        if settings["NAME"] != owner["NAME"]:
            raise DatabaseNotReady("The database addresses name different databases.")
    return str(owner["NAME"])


def _become_able_to_act_for_the_owner(admin: psycopg.Connection[Any]) -> None:
    """An administrator who is no superuser must be a member of the owner to make its database."""
    if not _one(admin, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper"):
        admin.execute(
            sql.SQL("GRANT {} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE").format(sql.Identifier(OWNER))
        )


def _one(admin: psycopg.Connection[Any], query: LiteralString, *values: str) -> bool:
    return admin.execute(query, values).fetchone() is not None
