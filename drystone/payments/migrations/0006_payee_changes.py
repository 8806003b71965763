"""Who is paid: changes by two people, and the payee with which a statement was sent.

The database itself keeps what a change says, and of a statement that the school has confirmed who is paid by it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls

RULES = [
    (
        "payee_said", "payments_payeechange", "UPDATE OF school_id, paid_to_id, supplier_number, proposed_by_id",
        "TRUE", "what a change of payee says stays",
    ),
    (
        "statement_paid_to", "payments_statement", "UPDATE OF payee_id", "OLD.state NOT IN ('draft', 'queried')",
        "a sent statement is paid to whom it says",
    ),
]  # fmt: skip
SQLITE = "CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"
POSTGRES = """
CREATE FUNCTION payments_{name}() RETURNS trigger AS $$
BEGIN IF {when} THEN RAISE EXCEPTION '{said}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION payments_{name}()
"""


def forbid(apps, schema_editor):
    template = POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name, table, act, when, said in RULES:
        rule = template.format(name=name, table=table, act=act, when=when, said=said)
        schema_editor.execute(rule, params=None)


def allow(apps, schema_editor):
    for name, table, *_ in RULES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION payments_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0003_payee_waiting_days'),
        ('payments', '0005_handed_over'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PayeeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('supplier_number', models.CharField(blank=True, help_text='In the books of finance.', max_length=30)),
                ('state', models.CharField(choices=[('proposed', 'Proposed, to be confirmed by a second person'), ('waiting', 'Confirmed, and waiting until its day'), ('in_effect', 'In effect'), ('replaced', 'Replaced by a later one'), ('stopped', 'Stopped'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10)),
                ('takes_effect_on', models.DateField(blank=True, null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paid_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='schools.organisation')),
            ],
            options={
                'verbose_name': 'payee change',
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='statement',
            name='payee',
            field=models.ForeignKey(blank=True, help_text='By which it was sent; without one the school itself is paid.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.payeechange'),
        ),
        migrations.DeleteModel(
            name='Payee',
        ),
        migrations.AddConstraint(
            model_name='payeechange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'waiting', 'in_effect', 'replaced', 'stopped', 'withdrawn'])), name='payee_change_state_known'),
        ),
        migrations.AddConstraint(
            model_name='payeechange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'stopped', 'withdrawn']), models.Q(('confirmed_by__isnull', False), ('takes_effect_on__isnull', False)), _connector='OR'), name='payee_change_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='payeechange',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='payee_change_confirmed_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='payeechange',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in_effect')), fields=('alliance', 'school'), name='one_payee_a_school'),
        ),
        migrations.AddConstraint(
            model_name='payeechange',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'waiting'])), fields=('alliance', 'school'), name='one_payee_change_under_way'),
        ),
        walls.around("payments_payeechange"),
        migrations.RunPython(forbid, allow),
    ]
