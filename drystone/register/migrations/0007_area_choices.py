"""An alliance sets common areas aside, and chooses under which grouping its areas are shown."""

import django.db.models.deletion
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_policies'),
        ('register', '0006_conditions_by_area'),
    ]

    operations = [
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'area'), name='area_set_aside_once')],
            },
        ),
        migrations.CreateModel(
            name='ShownGrouping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('grouping', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.grouping')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance',), name='one_grouping_is_shown')],
            },
        ),
        walls.around("register_setaside", "register_showngrouping"),
    ]
