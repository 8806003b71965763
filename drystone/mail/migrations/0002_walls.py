"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]
    operations = [
        walls.around("mail_message"),
    ]
