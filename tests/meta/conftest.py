"""The world of the meta tests and the walk through it: made once in a run, looked at by many tests."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import time_machine

from macem.config import database_roles, testing
from tests.meta.route_matrix import MATRIX


@contextmanager
def entered(databases, blocker, name, role=database_roles.WEB):
    """The default connection reads the world's database as ``role``, and it is the world's day."""
    from tests.meta.more import NOW

    with blocker.unblock(), databases.connected(name, role), time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="session")
def world_database(databases, django_db_blocker) -> Iterator[str]:
    """A copy of the database that holds the world, which is made once for all workers of a run; its name."""
    from django.db import connection

    from tests.meta import canary, world
    from tests.meta.more import NOW

    def fill():
        with time_machine.travel(NOW, tick=True):
            world.build()
            with testing.acting_as(database_roles.OWNER):
                canary.plant(connection)

    with django_db_blocker.unblock():
        made = databases.derived("world", fill)
        with databases.copy(f"{databases.worker}_world", template=made) as name:
            yield name


@pytest.fixture
def in_world(world_database, databases, django_db_blocker):
    """`with in_world():` the default connection reads the world as the web role; nothing stays written."""

    @contextmanager
    def enter(role: str = database_roles.WEB):
        from django.db import transaction

        with entered(databases, django_db_blocker, world_database, role), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return enter


@pytest.fixture(scope="session")
def world(world_database, databases, django_db_blocker):
    """Who looks, and what each address's parameters are."""
    from tests.meta import world

    with entered(databases, django_db_blocker, world_database, database_roles.WORKER):
        return world.look()


@pytest.fixture(scope="session")
def secrets(world, world_database, databases, django_db_blocker):
    """The texts of all rows about people, and which of them each visitor may read."""
    from tests.meta.leaks import gather

    def as_web():
        return testing.acting_as(database_roles.WEB)

    with entered(databases, django_db_blocker, world_database, database_roles.WORKER):
        return gather(world.visitors, as_web)


@pytest.fixture(scope="session", params=sorted(MATRIX))
def walked(request, world, world_database, databases, django_db_blocker):
    """What came of it when everybody opened one address by every method.

    Of the session, so that the tests of all modules are run address by address, and each is walked once.
    """
    from tests.meta.walk import walk

    with entered(databases, django_db_blocker, world_database):
        return walk(world, request.param)


@pytest.fixture
def visits(walked):
    """What came back from one address to each who went the whole way there."""
    return walked.visits
