"""Walls between alliances. What belongs to none, such as a sign-in, anybody may have written and read back."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]
    operations = [
        walls.around("history_event", shared="SELECT INSERT"),
        walls.around("history_seal"),
    ]
