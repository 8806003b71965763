"""Very many new rows of one kind, in less than half the time that bulk_create takes, and with the same result.

Of that time most goes into asking each field of each row how its value is written; here each column is asked once. To
PostgreSQL the rows go as one JSON text: put into a sentence value by value they took it, and us, twice as long.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import connection, models

# What stands in the row is what the database is told.
PLAIN = (models.IntegerField, models.CharField, models.TextField, models.BooleanField, models.ForeignKey)
ROWS_AT_ONCE = 2_000  # to PostgreSQL; SQLite says itself how many values a sentence may have


def insert(made: Sequence[models.Model]) -> None:
    """Writes rows that stand nowhere yet, all of one model; afterwards each has its number."""
    if not made:
        return
    fields = [field for field in made[0]._meta.concrete_fields if not field.primary_key]
    as_text = connection.vendor == "postgresql"
    at_once = ROWS_AT_ONCE if as_text else connection.ops.bulk_batch_size(fields, made)
    with connection.cursor() as cursor:
        for start in range(0, len(made), at_once):
            some = made[start : start + at_once]
            if as_text:
                cursor.execute(sentence_of_text(fields), [text(fields, some)])
            else:
                values = zip(*(column(field, some) for field in fields), strict=True)
                cursor.execute(sentence(some, fields), [value for row in values for value in row])
            for each, (number,) in zip(some, cursor.fetchall(), strict=True):
                each.pk, each._state.adding, each._state.db = number, False, connection.alias


def sentence(some: Sequence[models.Model], fields: Sequence[Any]) -> str:
    """In it stand names of our own tables and columns, and a place for each value."""
    row = f"({', '.join(['%s'] * len(fields))})"
    return f"{into(fields)} VALUES {', '.join([row] * len(some))} {returning(fields)}"


def into(fields: Sequence[Any]) -> str:
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    return f"INSERT INTO {connection.ops.quote_name(fields[0].model._meta.db_table)} ({names})"


def returning(fields: Sequence[Any]) -> str:
    return f"RETURNING {connection.ops.quote_name(fields[0].model._meta.pk.column)}"


def column(field: Any, some: Sequence[models.Model]) -> Iterator[Any]:
    values = (getattr(each, field.attname) for each in some)
    return values if isinstance(field, PLAIN) else map(written(field), values)


def written(field: Any) -> Callable[[Any], Any]:
    """How a value is told to the database; the same moment for all rows is put into words once."""
    known: dict[Any, Any] = {}

    def word(value: Any) -> Any:
        if isinstance(value, dict | list):
            return field.get_db_prep_save(value, connection)
        if value not in known:
            known[value] = field.get_db_prep_save(value, connection)
        return known[value]

    return word


def sentence_of_text(fields: Sequence[Any]) -> str:
    """PostgreSQL reads the rows out of one text, in their order: each a list, its values by their place."""
    # Of a type its length is left out: to be cast to it cuts a text that is too long, to be written refuses it.
    types = [(field.db_type(connection) or "").split("(")[0] for field in fields]
    values = ", ".join(f"(value ->> {place})::{each}" for place, each in enumerate(types))
    return f"{into(fields)} SELECT {values} FROM jsonb_array_elements(%s::jsonb) {returning(fields)}"  # noqa: S608


def text(fields: Sequence[Any], some: Sequence[models.Model]) -> str:
    columns = [
        [said_in_json(field, getattr(each, field.attname)) for each in some]
        if isinstance(field, models.JSONField)
        else list(column(field, some))
        for field in fields
    ]
    return json.dumps(list(zip(*columns, strict=True)), default=str)


def said_in_json(field: Any, value: Any) -> str | None:
    """A text in the text, which the column reads as what it is."""
    return None if value is None else json.dumps(value, cls=field.encoder)
