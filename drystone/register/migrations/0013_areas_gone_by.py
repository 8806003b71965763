"""Areas that were taken back or put right stay known, and since when each of the others is held."""

import django.db.models.deletion
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0005_pauses'),
        ('register', '0012_days_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='designatedarea',
            name='since',
            field=models.DateField(blank=True, help_text='Empty: from the first day of the designation.', null=True),
        ),
        migrations.CreateModel(
            name='FormerArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phases', models.JSONField(default=list)),
                ('level', models.PositiveSmallIntegerField(default=2, help_text='1 to 3: how deep; matching uses it.')),
                ('since', models.DateField(blank=True, help_text='Empty: from the first day of the designation.', null=True)),
                ('until', models.DateField(help_text='The first day without it.')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_areas', to='register.designation')),
            ],
            options={
                'abstract': False,
            },
        ),
        walls.around("register_formerarea"),
    ]
