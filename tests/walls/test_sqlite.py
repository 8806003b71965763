"""On SQLite there are no walls, and nothing asks for any."""

import pytest
from django.db import connection

from drystone import walls
from tests.templates import ON_POSTGRES
from tests.walls.conftest import Two, reached


@pytest.mark.skipif(ON_POSTGRES, reason="PostgreSQL has walls")
def test_nothing_is_asked_and_nothing_is_hidden(two: Two, query_count):
    with query_count() as queries:
        walls.open_to([])
        with walls.open_to_all():
            walls.end_request()
    assert not queries.captured_queries
    assert reached() == {two.swaledale.pk, two.wensleydale.pk}
    assert not walls.are_bypassed()


@pytest.mark.skipif(ON_POSTGRES, reason="PostgreSQL has walls")
@pytest.mark.django_db(transaction=True)
def test_a_connection_made_in_the_middle_of_a_page_has_none_to_open(two: Two):
    walls.begin_request()
    connection.close()
    assert reached() == {two.swaledale.pk, two.wensleydale.pk}
    walls.end_request()
