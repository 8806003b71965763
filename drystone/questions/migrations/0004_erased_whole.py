"""A sealed sheet that is erased loses what its record brought, too: among it are actions in people's own words."""

from django.db import migrations

NAME, TABLE, SAYS = "questions_sheet_is_sealed", "questions_answersheet", "the answer sheet is sealed"
FIXED = """
    NEW.sealed_at <> OLD.sealed_at OR NEW.sealed_at IS NULL OR NEW.digest <> OLD.digest
    OR NEW.version_id <> OLD.version_id OR NEW.alliance_id <> OLD.alliance_id
"""
LISTS = "CAST(NEW.lists AS text) <> CAST(OLD.lists AS text)"
ERASED = "NEW.erased_at IS NOT NULL AND CAST(NEW.lists AS text) = '{}'"
BEFORE = f"OLD.sealed_at IS NOT NULL AND ({FIXED} OR {LISTS})"
NOW = f"OLD.sealed_at IS NOT NULL AND ({FIXED} OR {LISTS} AND NOT ({ERASED}))"


def trigger(schema_editor, when):
    postgres = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER {NAME}" + (f" ON {TABLE}" if postgres else ""))
    act = f"EXECUTE FUNCTION {NAME}()" if postgres else f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    each = "FOR EACH ROW " if postgres else ""
    schema_editor.execute(f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} {each}WHEN ({when}) {act}")


def let_go(apps, schema_editor):
    trigger(schema_editor, NOW)


def keep(apps, schema_editor):
    trigger(schema_editor, BEFORE)


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_walls")]
    operations = [migrations.RunPython(let_go, keep)]
