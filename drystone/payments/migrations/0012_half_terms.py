"""A statement or a charge schedule may be of a half-term. The rules on both are lifted, and laid again with it."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

sent = import_module("drystone.payments.migrations.0007_self_billed")


def lift(apps, schema_editor):
    sent.lift(apps, schema_editor)
    sent.allow(apps, schema_editor)


def lay(apps, schema_editor):
    sent.lay(apps, schema_editor)
    sent.forbid(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0005_half_termly'),
        ('documents', '0002_walls'),
        ('payments', '0011_carried'),
        ('people', '0003_walls'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift, lay),
        migrations.RemoveConstraint(
            model_name='chargeschedule',
            name='one_charge_schedule_a_payer_and_month',
        ),
        migrations.RemoveConstraint(
            model_name='statement',
            name='one_statement_a_school_and_month',
        ),
        migrations.AddField(
            model_name='batch',
            name='half_term',
            field=models.BooleanField(default=False, help_text='Those of the half-term that begins in it.'),
        ),
        migrations.AddField(
            model_name='chargeschedule',
            name='half_term',
            field=models.BooleanField(default=False, help_text='Its period is a half-term, and no month.'),
        ),
        migrations.AddField(
            model_name='statement',
            name='half_term',
            field=models.BooleanField(default=False, help_text='Its period is a half-term, and no month.'),
        ),
        migrations.AlterField(
            model_name='chargeschedule',
            name='month',
            field=models.DateField(help_text='The first day of the month in which its period begins.'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='month',
            field=models.DateField(help_text='The first day of the month in which its period begins.'),
        ),
        migrations.AddConstraint(
            model_name='chargeschedule',
            constraint=models.UniqueConstraint(fields=('alliance', 'payer', 'month', 'half_term'), name='one_charge_schedule_a_payer_and_period'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('alliance', 'home_school', 'month', 'half_term'), name='one_statement_a_school_and_period'),
        ),
        migrations.RunPython(lay, lift),
    ]
