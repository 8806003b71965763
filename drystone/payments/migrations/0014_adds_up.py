"""A statement that leaves the office is the sum of its lines, its VAT rounded half up line by line; and it stands in
one file for finance at most: one that comes back unpaid is paid once more, and not handed over again."""

from importlib import import_module

from django.db import migrations

stays = import_module("drystone.payments.migrations.0002_sent_stays")
INDEX = "CREATE UNIQUE INDEX a_statement_is_handed_over_once ON payments_handover_statements (statement_id)"


def lay(apps, schema_editor):
    """The rule stands with the others, so that whatever lifts them lifts it, too."""
    stays.allow(apps, schema_editor)
    stays.forbid(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("payments", "0013_nothing_left")]
    operations = [
        migrations.RunPython(lay, migrations.RunPython.noop),
        migrations.RunSQL(INDEX, "DROP INDEX a_statement_is_handed_over_once"),
    ]
