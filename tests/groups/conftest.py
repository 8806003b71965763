import pytest

from tests.groups.stage import Stage


@pytest.fixture
def stage() -> Stage:
    return Stage()
