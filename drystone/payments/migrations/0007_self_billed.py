"""Self-billing agreements, and the VAT of statements. What a sent statement says of either stays.

The rules on statements are lifted while their table is altered, and laid again.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls

SENT = import_module("drystone.payments.migrations.0002_sent_stays")
PAYEE = import_module("drystone.payments.migrations.0006_payee_changes")
RULES = [
    ("statement_taxed", "UPDATE OF vat_pence", "OLD.state <> 'draft'", SENT.SAID),
    (
        "statement_billed", "UPDATE OF self_billing_id", "OLD.state NOT IN ('draft', 'queried')",
        "a sent statement is an invoice or is none",
    ),
]  # fmt: skip


def lift(apps, schema_editor):
    SENT.allow(apps, schema_editor)
    PAYEE.allow(apps, schema_editor)


def lay(apps, schema_editor):
    SENT.forbid(apps, schema_editor)
    PAYEE.forbid(apps, schema_editor)


def forbid(apps, schema_editor):
    template = PAYEE.POSTGRES if schema_editor.connection.vendor == "postgresql" else PAYEE.SQLITE
    for name, act, when, said in RULES:
        rule = template.format(name=name, table="payments_statement", act=act, when=when, said=said)
        schema_editor.execute(rule, params=None)


def allow(apps, schema_editor):
    for name, *_ in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON payments_statement; DROP FUNCTION payments_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0003_payee_waiting_days'),
        ('documents', '0002_walls'),
        ('payments', '0006_payee_changes'),
        ('people', '0003_walls'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, lay),
        migrations.CreateModel(
            name='SelfBilling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_by', models.CharField(help_text='Who agreed for the school: name and role.', max_length=200)),
                ('agreed_on', models.DateField()),
                ('starts', models.DateField()),
                ('ends', models.DateField(help_text='The last day; twelve months at most.')),
                ('vat_number', models.CharField(blank=True, help_text="The school's own, if it is registered.", max_length=20)),
                ('ended_on', models.DateField(blank=True, help_text='From this day on it makes out no invoice.', null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'self-billing agreement',
                'ordering': ['-starts', '-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='statement',
            name='statement_claims_nothing_back',
        ),
        migrations.AddField(
            model_name='statement',
            name='vat_pence',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='statement',
            name='total_pence',
            field=models.BigIntegerField(help_text='Without VAT.'),
        ),
        migrations.AddField(
            model_name='selfbilling',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='selfbilling',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='selfbilling',
            name='home_school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation'),
        ),
        migrations.AddField(
            model_name='selfbilling',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statement',
            name='self_billing',
            field=models.ForeignKey(blank=True, help_text="By which it is the school's invoice.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.selfbilling'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('total_pence__gte', 0), ('vat_pence__gte', 0)), name='statement_claims_nothing_back'),
        ),
        migrations.AddConstraint(
            model_name='selfbilling',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='self_billing_runs_forward'),
        ),
        migrations.AddConstraint(
            model_name='selfbilling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='self_billing_ended_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='selfbilling',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('alliance', 'home_school', 'starts'), name='one_self_billing_from_a_day'),
        ),
        walls.around("payments_selfbilling"),
        migrations.RunPython(lay, lift),
        migrations.RunPython(forbid, allow),
    ]
