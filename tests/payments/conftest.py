import pytest

from tests.payments.owed import Owed


@pytest.fixture
def at(db: None) -> Owed:
    return Owed()
