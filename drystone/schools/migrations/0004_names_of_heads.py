"""Some editions of the register name the head of a school."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('schools', '0003_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='head_name',
            field=models.CharField(blank=True, help_text="The register's word, for offices only; no post, no power.", max_length=200, null=True),
        ),
    ]
