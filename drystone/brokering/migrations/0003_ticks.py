"""The database counts what ranking is made of."""

from django.db import migrations

from drystone.brokering import ticks


class Migration(migrations.Migration):
    dependencies = [("brokering", "0002_walls"), ("register", "0001_initial"), ("schools", "0001_initial")]
    operations = [migrations.RunPython(ticks.watch, ticks.watch_no_more)]
