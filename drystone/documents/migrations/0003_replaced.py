"""Which later document stands for an earlier one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='replaced_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaces', to='documents.paper'),
        ),
    ]
