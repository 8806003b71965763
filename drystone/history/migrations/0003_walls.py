"""Walls between alliances. What nobody's alliance did may be told and read by all."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("history", "0002_append_only")]
    operations = [
        walls.around("history_event", shared="SELECT INSERT"),
        walls.around("history_seal"),
    ]
