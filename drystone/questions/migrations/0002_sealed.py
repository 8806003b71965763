"""The database itself refuses to change a sealed sheet, its answers and files, or a published form.

A sealed sheet may only be erased: its `erased_at` is set, and from then on its answers and files may be deleted.
The lock on the sheet's row makes an answer saved at the moment of sealing either count or fail, never slip in after.
"""

from django.db import migrations

CHILDREN = ("questions_answer", "questions_attachment")
FORM_FIXED = "NEW.source <> OLD.source OR NEW.digest <> OLD.digest OR NEW.key <> OLD.key OR NEW.number <> OLD.number"
SHEET_FIXED = """
    NEW.sealed_at <> OLD.sealed_at OR NEW.sealed_at IS NULL OR NEW.digest <> OLD.digest
    OR NEW.version_id <> OLD.version_id OR NEW.alliance_id <> OLD.alliance_id
    OR CAST(NEW.lists AS text) <> CAST(OLD.lists AS text)
"""

SQLITE_CHILD = """
CREATE TRIGGER {table}_sealed_{act} BEFORE {act} ON {table}
WHEN EXISTS (SELECT 1 FROM questions_answersheet WHERE id = {row}.sheet_id AND sealed_at IS NOT NULL{but})
BEGIN SELECT RAISE(ABORT, 'the answer sheet is sealed'); END
"""
SQLITE_ROW = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{says}'); END
"""
POSTGRES_CHILD = """
CREATE OR REPLACE FUNCTION questions_sheet_is_open() RETURNS trigger AS $$
DECLARE sealed timestamptz; erased timestamptz; sheet bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN sheet := OLD.sheet_id; ELSE sheet := NEW.sheet_id; END IF;
  SELECT sealed_at, erased_at INTO sealed, erased FROM questions_answersheet WHERE id = sheet FOR SHARE;
  IF sealed IS NOT NULL AND (TG_OP <> 'DELETE' OR erased IS NULL) THEN
    RAISE EXCEPTION 'the answer sheet is sealed' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
END $$ LANGUAGE plpgsql
"""
POSTGRES_ROW = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation'; END $$ LANGUAGE plpgsql
"""
ROWS = (
    ("questions_form_is_kept", "questions_formversion", FORM_FIXED, "a published form is never changed"),
    (
        "questions_sheet_is_sealed",
        "questions_answersheet",
        f"OLD.sealed_at IS NOT NULL AND ({SHEET_FIXED})",
        "the answer sheet is sealed",
    ),
)


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        forbid_on_postgres(schema_editor.execute)
    else:
        forbid_on_sqlite(schema_editor.execute)


def forbid_on_postgres(execute):
    execute(POSTGRES_CHILD)
    for table in CHILDREN:
        execute(
            f"CREATE TRIGGER {table}_sealed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION questions_sheet_is_open()"
        )
    for name, table, when, says in ROWS:
        execute(POSTGRES_ROW.format(name=name, says=says))
        execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
        )


def forbid_on_sqlite(execute):
    for table in CHILDREN:
        for act, row, but in (
            ("INSERT", "NEW", ""),
            ("UPDATE", "NEW", ""),
            ("DELETE", "OLD", " AND erased_at IS NULL"),
        ):
            execute(SQLITE_CHILD.format(table=table, act=act, row=row, but=but))
    for name, table, when, says in ROWS:
        execute(SQLITE_ROW.format(name=name, table=table, when=when, says=says))


def allow(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in CHILDREN:
        for name in ("sealed",) if postgres else ("sealed_INSERT", "sealed_UPDATE", "sealed_DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if postgres else ""))
    for name, table, _, _ in ROWS:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
