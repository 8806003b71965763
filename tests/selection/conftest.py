"""A round under way, and the browser of its office."""

import pytest
from django.test import Client

from tests.selection.stage import Stage, stage
from tests.signing_in import sign_in


@pytest.fixture
def at() -> Stage:
    return stage()


@pytest.fixture
def office(at: Stage) -> Client:
    return sign_in(Client(), at.manager)
