"""The index of words, kept by the database itself: FTS5 beside the table on SQLite, a GIN index on PostgreSQL.

On SQLite three triggers keep the words in step with `search_text`. A later migration that remakes the table of
organisations (SQLite does so to alter a column) drops the triggers with it and has to run `build` again;
a test that renames a school and looks for it fails otherwise.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE schools_words USING fts5(
        search_text, content='schools_organisation', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', columnsize=0
    )
    """,
    """
    CREATE TRIGGER schools_words_added AFTER INSERT ON schools_organisation BEGIN
        INSERT INTO schools_words (rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    """
    CREATE TRIGGER schools_words_removed AFTER DELETE ON schools_organisation BEGIN
        INSERT INTO schools_words (schools_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
    END
    """,
    """
    CREATE TRIGGER schools_words_changed AFTER UPDATE OF search_text ON schools_organisation
    WHEN old.search_text <> new.search_text BEGIN
        INSERT INTO schools_words (schools_words, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO schools_words (rowid, search_text) VALUES (new.id, new.search_text);
    END
    """,
    "INSERT INTO schools_words (schools_words) VALUES ('rebuild')",
]
# Every word is taken as it stands: the text parser of PostgreSQL would cut some of them its own way.
# Without the pending list a search costs the same right after an import as it does the day after.
POSTGRES = [
    """
    CREATE INDEX schools_words ON schools_organisation
    USING gin (array_to_tsvector(string_to_array(search_text, ' '))) WITH (fastupdate = off)
    """,
]
UNDO_SQLITE = [
    "DROP TRIGGER schools_words_changed",
    "DROP TRIGGER schools_words_removed",
    "DROP TRIGGER schools_words_added",
    "DROP TABLE schools_words",
]
UNDO_POSTGRES = ["DROP INDEX schools_words"]


def build(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in UNDO_POSTGRES if schema_editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]
    operations = [migrations.RunPython(build, drop)]
