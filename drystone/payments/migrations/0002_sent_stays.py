"""The database itself refuses to change what a sent statement says: it is corrected by a credit and in no other way.

The same holds of an approved charge schedule. Whatever alters one of these tables lifts the rules and lays them
again: on SQLite an altered table is a new table, without its triggers.
"""

from django.db import migrations

OUT = "(SELECT state FROM {papers} WHERE id = {row}.{paper}_id) <> 'draft'"
SAID = "a sent statement is the sum of its lines, and changes only by a credit"
# What is true when it leaves the office stays so: from then on neither its sums nor its lines change.
APART = """
OLD.state = 'draft' AND NEW.state <> 'draft' AND (
NEW.total_pence <> (SELECT COALESCE(SUM(reimbursement_pence), 0) FROM payments_dueline WHERE statement_id = NEW.id)
OR NEW.vat_pence <> (SELECT COALESCE(SUM(CASE WHEN reimbursement_pence < 0 THEN -1 ELSE 1 END
* ((ABS(reimbursement_pence) * 40 + 100) / 200)), 0)
FROM payments_dueline WHERE statement_id = NEW.id AND vat_code = 'standard'))
"""
SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '" + SAID + "'); END"
POSTGRES = """
CREATE FUNCTION payments_{name}() RETURNS trigger AS $$
BEGIN IF {when} THEN RAISE EXCEPTION '{said}'; END IF; RETURN {row}; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION payments_{name}()
"""


def rules(columns, statement=(), schedule=()):
    """name, table, act, when. The columns are those of the tables of lines and papers, of the moment."""
    found = of_lines("line", "payments_statement", "statement", columns - {"charge_schedule_id"})
    found += [
        ("statement_changed", "payments_statement", f"UPDATE OF {there(WORDS, statement)}", "OLD.state <> 'draft'"),
        ("statement_removed", "payments_statement", "DELETE", "OLD.state <> 'draft'"),
    ]
    found += of_lines("charge", "payments_chargeschedule", "charge_schedule", columns - {"statement_id"})
    found += [
        ("schedule_changed", "payments_chargeschedule", f"UPDATE OF {there(CHARGED, schedule)}", "OLD.state <> 'draft'"),
        ("schedule_removed", "payments_chargeschedule", "DELETE", "OLD.state <> 'draft'"),
    ]
    if "vat_pence" in statement:
        found.append(("statement_adds_up", "payments_statement", "UPDATE OF state", APART))
    return found


WORDS = "number, month, half_term, total_pence, home_school_id, alliance_id"
CHARGED = "number, month, half_term, total_pence, vat_pence, payer_id, alliance_id"


def there(words, columns):
    return ", ".join(each for each in words.split(", ") if each in columns)


def of_lines(name, papers, paper, columns):
    """What stands on one kind of paper stays; the same line may still come onto the other kind."""
    kept, added = (OUT.format(papers=papers, paper=paper, row=row) for row in ("OLD", "NEW"))
    changed = "UPDATE OF " + ", ".join(f'"{column}"' for column in sorted(columns - {"id"}))
    return [
        (f"{name}_added", "payments_dueline", "INSERT", added),
        (f"{name}_moved", "payments_dueline", changed, f"{kept} OR {added}"),
        (f"{name}_removed", "payments_dueline", "DELETE", kept),
    ]


def forbid(apps, schema_editor):
    connection = schema_editor.connection
    tables = ("payments_dueline", "payments_statement", "payments_chargeschedule")
    with connection.cursor() as cursor:
        described = [connection.introspection.get_table_description(cursor, table) for table in tables]
    for name, table, act, when in rules(*({column.name for column in columns} for columns in described)):
        row = "OLD" if act == "DELETE" else "NEW"
        template = POSTGRES if connection.vendor == "postgresql" else SQLITE
        statement = template.format(name=name, table=table, act=act, when=when, row=row, said=SAID)
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for name, table, _, _ in rules(set(), {"vat_pence"}):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS payments_{name}()"
            )
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
