"""The tests' own database fixtures: the right login, and nothing that outlives its test."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction

from macem.config import database_roles, testing

Acting = Callable[[], AbstractContextManager[None]]


def who() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user::text, session_user::text")
        current, session = cursor.fetchone()
        return current, session


@pytest.mark.django_db
def test_a_test_is_the_web_role(as_worker: Acting, as_owner: Acting) -> None:
    assert who() == ("macem_web", "macem_test")
    with as_worker():
        assert who() == ("macem_worker", "macem_test")
        with as_owner():
            assert who() == ("macem_owner", "macem_test")
        assert who() == ("macem_worker", "macem_test")
    assert who() == ("macem_web", "macem_test")


@pytest.mark.django_db
def test_a_role_is_taken_off_again_where_the_database_refused(as_worker: Acting) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), as_worker(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_content_type")
    assert who() == ("macem_web", "macem_test")


@pytest.mark.parametrize("time", [1, 2])
def test_a_fresh_database_commits_and_other_threads_see_it(
    fresh_database: str, as_worker: Acting, time: int
) -> None:
    assert not ContentType.objects.filter(app_label="committed").exists()
    ContentType.objects.create(app_label="committed", model="committed")
    seen: list[bool] = []

    def look() -> None:
        seen.append(ContentType.objects.filter(app_label="committed").exists())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join(60)
    assert seen == [True]
    with as_worker():
        assert who() == ("macem_worker", "macem_test")
    assert who() == ("macem_web", "macem_test")


def test_what_a_killed_run_left_is_dropped_and_what_a_living_one_has_is_not(
    databases: testing.Databases,
) -> None:
    with database_roles.connect(databases.admin_url) as elsewhere:
        elsewhere.execute("SELECT pg_advisory_lock_shared(%s, hashtext('living'))", [testing.USING])
        for run in ("living", "killed"):
            database_roles.drop_database(elsewhere, f"macem_test_{run}_alone")
            database_roles.create_database(elsewhere, f"macem_test_{run}_alone")
        databases._drop_what_killed_runs_left()
        names = elsewhere.execute("SELECT datname FROM pg_database").fetchall()
        assert ("macem_test_living_alone",) in names
        assert ("macem_test_killed_alone",) not in names
        database_roles.drop_database(elsewhere, "macem_test_living_alone")
