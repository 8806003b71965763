"""Everybody who takes part when a school is helped."""

import pytest

from tests.supporting import Support


@pytest.fixture
def support(db) -> Support:
    return Support()
