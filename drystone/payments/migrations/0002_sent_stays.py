"""The database itself refuses to change what a sent statement says: it is corrected by a credit and in no other way."""

from django.db import migrations

GONE_OUT = "(SELECT state FROM payments_statement WHERE id = {row}.statement_id) <> 'draft'"
LINE_KEPT = GONE_OUT.format(row="OLD")
LINE_ADDED = GONE_OUT.format(row="NEW")
WORDS = "number, month, total_pence, home_school_id, alliance_id"
RULES = [
    # name, table, act, when
    ("line_added", "payments_dueline", "INSERT", LINE_ADDED),
    ("line_moved", "payments_dueline", "UPDATE", f"{LINE_KEPT} OR {LINE_ADDED}"),
    ("line_removed", "payments_dueline", "DELETE", LINE_KEPT),
    ("statement_changed", "payments_statement", f"UPDATE OF {WORDS}", "OLD.state <> 'draft'"),
    ("statement_removed", "payments_statement", "DELETE", "OLD.state <> 'draft'"),
]
SAID = "a sent statement changes only by a credit"
SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '" + SAID + "'); END"
POSTGRES = """
CREATE FUNCTION payments_{name}() RETURNS trigger AS $$
BEGIN IF {when} THEN RAISE EXCEPTION '{said}'; END IF; RETURN {row}; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION payments_{name}()
"""


def forbid(apps, schema_editor):
    for name, table, act, when in RULES:
        row = "OLD" if act == "DELETE" else "NEW"
        template = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
        statement = template.format(name=name, table=table, act=act, when=when, row=row, said=SAID)
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for name, table, _, _ in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION payments_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
