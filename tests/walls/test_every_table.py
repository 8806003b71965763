"""A table that somebody adds gets its wall, or a reason why it needs none; the door knows whom a row is about."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model

from drystone.people.models import Person
from tests.postgres import on_postgres

# They hold numbers of rows and nothing else, and are asked only together with the row whose list they are.
ONLY_NUMBERS = {
    "register_areaplace",
    "payments_handover_statements",
    "payments_fund_schools",
    "payments_fund_areas",
    "groups_project_leaders",
    "selection_round_priority_areas",
}
# Of one person and her mailbox: the digits of a code cannot be told from the row.
OF_A_PERSON = {"people_code"}
# Where somebody is named for what she noted or decided; she held a post in that alliance.
ONLY_ACTED = "+"
pytestmark = [on_postgres, pytest.mark.django_db]


def tables() -> dict[str, type[Model]]:
    ours = (kind for kind in apps.get_models(include_auto_created=True) if kind.__module__.startswith("drystone."))
    return {kind._meta.db_table: kind for kind in ours}


def has_alliance(kind: type[Model]) -> bool:
    return any(field.column == "alliance_id" for field in kind._meta.concrete_fields)


def parents(kind: type[Model]) -> Iterator[type[Model]]:
    yield from (field.related_model for field in kind._meta.concrete_fields if field.is_relation)  # type: ignore[misc]


def walled() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_policies ON tablename = relname"
            " WHERE relrowsecurity AND relforcerowsecurity AND cmd = 'ALL' AND schemaname = current_schema()"
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_of_an_alliance_stands_behind_its_wall():
    assert {name for name, kind in tables().items() if has_alliance(kind)} - walled() == set()


def test_every_table_that_goes_with_such_a_row_does_too_or_says_why_not():
    owned = {kind for kind in tables().values() if has_alliance(kind)}
    going_with = {name for name, kind in tables().items() if not has_alliance(kind) and owned & {*parents(kind)}}
    assert going_with - walled() == ONLY_NUMBERS | OF_A_PERSON


def test_the_door_knows_every_column_that_says_whom_a_row_is_about():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'open_walls_around'")
        ((asked,),) = cursor.fetchall()
    for name, kind in tables().items():
        for field in kind._meta.concrete_fields:
            named = field.related_model is Person and field.remote_field.related_name != ONLY_ACTED
            if named and has_alliance(kind):
                assert f"FROM {name} WHERE {field.column} = " in asked
