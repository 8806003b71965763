"""Walls around what is new; and the database counts what ranking is made of."""

from django.db import migrations

from drystone import walls
from drystone.brokering import ticks


class Migration(migrations.Migration):
    dependencies = [("brokering", "0008_matching"), ("register", "0022_reported_heads")]
    operations = [
        walls.around("brokering_exclusion"),
        walls.around("brokering_tick", shared="SELECT INSERT"),
        migrations.RunPython(ticks.watch, ticks.watch_no_more),
    ]
