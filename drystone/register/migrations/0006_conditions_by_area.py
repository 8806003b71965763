"""A designation as a whole has no condition and no support plan any more: they were copied before."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0005_conditions'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='designation',
            name='condition',
        ),
        migrations.RemoveField(
            model_name='designation',
            name='support_plan',
        ),
    ]
