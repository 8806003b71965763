"""The schools of North Yorkshire, Durham and Darlington as they were in June 2024, loaded once for a whole file."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from drystone.schools import register
from tests.clock import NOW

from . import files


@pytest.fixture(scope="module")
def loaded_north(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        register.bring_in(files.NORTH_2024, register.BUNDLED_LINKS, by=None, at=NOW)
        try:
            yield
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture
def north(loaded_north, django_db_blocker) -> Iterator[None]:
    """What a test changes is taken back after it; tests that use this need no `db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
