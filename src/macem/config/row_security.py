"""Gathers every room's policies and lays them on the database; run by ``macem database prepare``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from macem.confidentiality.row_security import FUNCTIONS, TablePolicy
from macem.config.rooms import ROOMS

WEB, WORKER, OWNER = "macem_web", "macem_worker", "macem_owner"


def policies() -> list[TablePolicy]:
    """Return the policies of all rooms, lowest room first."""
    found: list[TablePolicy] = []
    for room in ROOMS:
        name = f"macem.{room}.row_security"
        if find_spec(name):
            found += import_module(name).POLICIES
    return found


def functions() -> list[str]:
    """Return the SQL functions that the policies and the services call."""
    found = list(FUNCTIONS)
    for room in ROOMS:
        name = f"macem.{room}.row_security"
        if find_spec(name):
            module = import_module(name)
            found += getattr(module, "ROOM_FUNCTIONS", [])
    return found


def statements(policy: TablePolicy) -> list[str]:
    """Return the SQL that lays ``policy``: the web role is filtered, the worker and the owner are not.

    The owner's rule exists because FORCE binds it too: data migrations would change no row, silently.
    """
    table = policy.table
    check = policy.check or policy.using
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS macem_web ON {table}",
        f"CREATE POLICY macem_web ON {table} FOR ALL TO {WEB} USING ({policy.using}) WITH CHECK ({check})",
        f"DROP POLICY IF EXISTS macem_system ON {table}",
        f"CREATE POLICY macem_system ON {table} FOR ALL TO {WORKER}, {OWNER} USING (true) WITH CHECK (true)",
    ]


# A function that runs with its owner's rights looks for names in the schema of temporary tables last: else
# whoever calls it could slip a table of their own under it (PostgreSQL manual, CREATE FUNCTION, security).
SHIELD_DEFINERS = """
DO $$
DECLARE one regprocedure;
BEGIN
    FOR one IN SELECT oid FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', one);
    END LOOP;
END $$
"""


def apply(connection: Any) -> None:
    """Lay all functions and policies through ``connection``, which must be the owner's."""
    with connection.cursor() as cursor:
        for sql in functions():
            cursor.execute(sql)
        cursor.execute(SHIELD_DEFINERS)
        for policy in policies():
            for sql in statements(policy):
                cursor.execute(sql)
