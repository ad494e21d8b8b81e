"""The database itself refuses: each table that leads to a person has a policy, and it is the code's."""

import pytest
from django.db import connection, models

from macem.config import row_security
from tests.meta.models import about_people, ours

pytestmark = pytest.mark.django_db

# Bare numbers of people without a foreign key, on purpose. Where no policy stands, it says why not.
PLAIN_NUMBERS = {
    "audit.AuditEvent.subject_id": "the log must outlive every record; its pages are the auditor's",
    "audit.AccessEntry.subject_id": "the log must outlive every record; its pages are the auditor's",
}


def _laid() -> dict[tuple[str, str], tuple[str, str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, p.polname, p.polcmd::text,
                   (SELECT string_agg(r.rolname, ',' ORDER BY r.rolname) FROM pg_roles r
                     WHERE r.oid = ANY (p.polroles)),
                   pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
              FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            """
        )
        return {(table, name): tuple(rest) for table, name, *rest in cursor.fetchall()}


def _forced() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def test_every_table_that_leads_to_a_person_has_a_policy_and_is_forced():
    wanted = {model._meta.db_table for model in about_people()}
    covered = {table for table, name in _laid() if name == "macem_web"}
    assert wanted - covered == set(), "tables about people that the web role reads freely"
    assert wanted - _forced() == set(), "tables about people whose owner passes by the policy"


def test_the_policies_in_the_database_are_those_of_the_code(as_owner):
    laid = _laid()
    with as_owner():
        row_security.apply(connection)
    assert _laid() == laid
    assert {table for table, _name in laid} == {policy.table for policy in row_security.policies()}


def test_each_table_has_one_policy_for_the_web_and_one_for_the_system():
    tables = [policy.table for policy in row_security.policies()]
    assert len(tables) == len(set(tables)), "a table with two policies in the code: the later one wins unseen"
    for (table, name), (_command, roles, *_rest) in _laid().items():
        assert (name, roles) in {("macem_web", "macem_web"), ("macem_system", "macem_owner,macem_worker")}, (
            table
        )


def test_a_bare_number_of_a_person_is_known_and_has_its_reason():
    bare = {
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.IntegerField) and field.name in {"subject_id", "person_id"}
    }
    assert bare == set(PLAIN_NUMBERS)


def test_an_unset_user_sees_no_row_of_any_table_about_people():
    with connection.cursor() as cursor:
        for model in about_people():
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model


def test_no_function_with_its_owners_rights_can_be_given_a_temporary_table_for_a_real_one():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        found = dict(cursor.fetchall())
    assert len(found) > 10
    assert {name for name, settings in found.items() if settings != ["search_path=public, pg_temp"]} == set()
