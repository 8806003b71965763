"""A draft of a charge schedule may have nothing left on it; a batch says how many more it left out."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

half_terms = import_module("drystone.payments.migrations.0012_half_terms")


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0005_half_termly'),
        ('documents', '0002_walls'),
        ('payments', '0012_half_terms'),
        ('schools', '0003_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(half_terms.lift, half_terms.lay),
        migrations.RemoveConstraint(
            model_name='chargeschedule',
            name='charge_schedule_charges',
        ),
        migrations.AddField(
            model_name='batch',
            name='more_left_out',
            field=models.PositiveIntegerField(default=0, help_text='Besides those that are said one by one.'),
        ),
        migrations.AddConstraint(
            model_name='chargeschedule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('total_pence__gte', 1), ('vat_pence__gte', 0)), models.Q(('state', 'draft'), ('total_pence', 0), ('vat_pence', 0)), _connector='OR'), name='charge_schedule_charges'),
        ),
        migrations.RunPython(half_terms.lay, half_terms.lift),
    ]
