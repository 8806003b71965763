"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        walls.around("documents_paper"),
    ]
