"""A file is handed to finance by a link or into a folder, in the office's own layout. Earlier files were fetched by hand."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


def fetched(apps, schema_editor):
    """Numbered in order for each alliance; who made a file had it."""
    with walls.open_to_all():
        last = {}
        for row in apps.get_model("payments", "Handover").objects.order_by("id"):
            last[row.alliance_id] = row.number = last.get(row.alliance_id, 0) + 1
            row.papers, row.name = row.statements.count(), f"statements-{row.number:04}.csv"
            row.state, row.state_since = "fetched", row.at
            row.fetched_at, row.fetched_by_id = row.at, row.by_id
            row.save()
    if schema_editor.connection.vendor == "postgresql":
        # A table whose rows still wait to be checked cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0004_funds_within_lines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InvoiceAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='handover',
            options={'verbose_name': 'hand-over'},
        ),
        migrations.AddField(
            model_name='handover',
            name='fetched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='handover',
            name='fetched_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='fetched_from',
            field=models.CharField(blank=True, help_text='The page whose button was pressed, by its own mark.', max_length=32),
        ),
        migrations.AddField(
            model_name='handover',
            name='name',
            field=models.CharField(default='', help_text='Of the file.', max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='handover',
            name='number',
            field=models.PositiveIntegerField(default=0, help_text='Without gaps, per alliance.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='handover',
            name='of',
            field=models.CharField(choices=[('statements', 'Approved statements, to be paid'), ('charges', 'Issued charge schedules, to be invoiced')], default='statements', max_length=10),
        ),
        migrations.AddField(
            model_name='handover',
            name='papers',
            field=models.PositiveIntegerField(default=0, help_text='How many are in it.'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='handover',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting to be fetched'), ('fetched', 'Fetched by finance'), ('queued', "On its way to finance's folder"), ('laid', "In finance's folder"), ('failed', "Could not be put into finance's folder")], default='waiting', max_length=8),
        ),
        migrations.AddField(
            model_name='handover',
            name='state_since',
            field=models.DateTimeField(default=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='handover',
            name='to',
            field=models.ForeignKey(blank=True, help_text='Whom the link went to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='trouble',
            field=models.CharField(blank=True, help_text='Why it could not be put into the folder.', max_length=300),
        ),
        migrations.AlterField(
            model_name='handover',
            name='total_pence',
            field=models.BigIntegerField(help_text='Of all, VAT with it.'),
        ),
        migrations.CreateModel(
            name='FileLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(choices=[('statements', 'Approved statements, to be paid'), ('charges', 'Issued charge schedules, to be invoiced')], max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('columns', models.JSONField(help_text='In order: what each holds, its heading, and its text where it is always the same.')),
                ('rows', models.CharField(choices=[('paper', 'One row for each statement or charge schedule'), ('code', 'One row for each of its VAT codes and purchase orders'), ('line', 'One row for each visit')], default='paper', max_length=5)),
                ('kind', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'Excel')], default='csv', max_length=4)),
                ('letters', models.CharField(choices=[('utf-8-sig', 'UTF-8, as Excel knows it'), ('utf-8', 'UTF-8 without a mark'), ('cp1252', 'Windows (ANSI)')], default='utf-8-sig', max_length=9)),
                ('separator', models.CharField(choices=[(',', 'Comma'), (';', 'Semicolon'), ('\t', 'Tab')], default=',', max_length=1)),
                ('days', models.CharField(choices=[('%Y-%m-%d', '2026-12-15'), ('%d/%m/%Y', '15/12/2026'), ('%d/%m/%y', '15/12/26'), ('%d%m%Y', '15122026')], default='%Y-%m-%d', max_length=8)),
                ('sums', models.CharField(choices=[('point', '1234.50'), ('comma', '1234,50'), ('pence', '123450')], default='point', max_length=5)),
                ('has_headings', models.BooleanField(default=True)),
                ('has_total', models.BooleanField(default=True)),
                ('pay_within_days', models.PositiveSmallIntegerField(default=30)),
                ('vat_codes', models.JSONField(default=dict, help_text='What the package calls each of our VAT codes.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
            ],
            options={
                'verbose_name': 'layout',
                'ordering': ['of', 'name'],
            },
        ),
        migrations.AddField(
            model_name='handover',
            name='layout',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='payments.filelayout'),
        ),
        migrations.RunPython(fetched, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(fields=('alliance', 'number'), name='one_handover_a_number'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'fetched', 'queued', 'laid', 'failed'])), name='handover_state_known'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'fetched'), _negated=True), models.Q(('fetched_at__isnull', False), ('fetched_by__isnull', False)), _connector='OR'), name='handover_fetched_by_somebody'),
        ),
        migrations.AddField(
            model_name='invoiceasked',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='invoiceasked',
            name='handover',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='payments.handover'),
        ),
        migrations.AddField(
            model_name='invoiceasked',
            name='schedule',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invoice_asked', to='payments.chargeschedule'),
        ),
        migrations.AddConstraint(
            model_name='filelayout',
            constraint=models.UniqueConstraint(fields=('alliance', 'of', 'name'), name='one_layout_a_name'),
        ),
        migrations.AddConstraint(
            model_name='filelayout',
            constraint=models.CheckConstraint(condition=models.Q(('of__in', ['statements', 'charges']), ('rows__in', ['paper', 'code', 'line'])), name='layout_of_known_papers'),
        ),
        migrations.AddConstraint(
            model_name='filelayout',
            constraint=models.CheckConstraint(condition=models.Q(('pay_within_days__lte', 365)), name='layout_paid_within_a_year'),
        ),
        walls.around("payments_filelayout", "payments_invoiceasked"),
    ]
