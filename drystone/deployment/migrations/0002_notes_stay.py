"""The database itself refuses to change a note to a concern: it may be erased with it, and in no other way go."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER deployment_concernnote_no_update BEFORE UPDATE ON deployment_concernnote
BEGIN SELECT RAISE(ABORT, 'a note to a concern is not changed'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION concern_notes_stay() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'a note to a concern is not changed'; END $$ LANGUAGE plpgsql
"""
POSTGRES = """
CREATE TRIGGER deployment_concernnote_no_update BEFORE UPDATE ON deployment_concernnote
FOR EACH ROW EXECUTE FUNCTION concern_notes_stay()
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_FUNCTION)
        schema_editor.execute(POSTGRES)
    else:
        schema_editor.execute(SQLITE)


def let_go(apps, schema_editor):
    on = " ON deployment_concernnote" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute("DROP TRIGGER deployment_concernnote_no_update" + on)


class Migration(migrations.Migration):
    dependencies = [("deployment", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
