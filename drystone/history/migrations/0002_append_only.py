"""The database itself refuses to change or remove a line of history, or a seal over it."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'history is append-only'; END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()
"""


def forbid(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    if postgres:
        schema_editor.execute(POSTGRES_FUNCTION)
    for table in ("history_event", "history_seal"):
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute((POSTGRES if postgres else SQLITE).format(table=table, act=act, name=act.lower()))


def allow(apps, schema_editor):
    on = " ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in ("history_event", "history_seal"):
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}" + on.format(table=table))


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
