"""What funds carried of a line is never more than is charged for it, and is given back by a credit alone."""

from django.db import migrations

# Sums of one sign, as the check on each row holds. Nothing here names another table: SQLite could not alter that then.
WHEN = (
    "(SELECT COALESCE(SUM(ABS(pence)), 0) FROM payments_fundspend WHERE line_id = NEW.line_id) + ABS(NEW.pence)"
    " > ABS(NEW.charge_pence)"
)
RULES = [
    ("spend_within_line", "INSERT", WHEN, "funds carry more of a line than is charged for it"),
    ("spend_stays", "UPDATE", "1 = 1", "what a fund carried is given back by a credit alone"),
]
SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON payments_fundspend WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
POSTGRES = """
CREATE FUNCTION payments_{name}() RETURNS trigger AS $$
BEGIN IF {when} THEN RAISE EXCEPTION '{said}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {act} ON payments_fundspend FOR EACH ROW EXECUTE FUNCTION payments_{name}()
"""


def hold(apps, schema_editor):
    template = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name, act, when, said in RULES:
        schema_editor.execute(template.format(name=name, act=act, when=when, said=said), params=None)


def let_go(apps, schema_editor):
    for name, *_ in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON payments_fundspend; DROP FUNCTION payments_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_walls")]
    operations = [migrations.RunPython(hold, let_go)]
