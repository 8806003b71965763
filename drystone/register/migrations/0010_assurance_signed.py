"""A head who confirms her checks herself signs for it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_walls'),
        ('register', '0009_notes_of_days'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='assurance',
            options={'ordering': ['-until', '-id']},
        ),
        migrations.AddField(
            model_name='assurance',
            name='signature',
            field=models.OneToOneField(blank=True, help_text='Hers who confirmed it herself; the office writes down what it was told without one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.signature'),
        ),
        migrations.AlterField(
            model_name='assurance',
            name='level',
            field=models.CharField(choices=[('enhanced_barred', "Enhanced check with the children's barred list"), ('enhanced', 'Enhanced check')], max_length=16),
        ),
    ]
