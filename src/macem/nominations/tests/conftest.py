import pytest

from macem.nominations.tests.scene import Scene


@pytest.fixture
def scene(acting, as_worker, partnership):
    return Scene(acting, as_worker, partnership)
