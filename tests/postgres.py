"""What only PostgreSQL has: walls between alliances, and what they ask."""

import pytest

from tests.templates import ON_POSTGRES

on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has no row-level security, and nothing like it")
OPENING = 1 if ON_POSTGRES else 0  # the door's one question
LOOK = 2 if ON_POSTGRES else 0  # a look behind all walls: opened, and as before
