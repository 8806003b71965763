"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("schools", "0002_search_index")]
    operations = [
        walls.around("schools_localdetails", "schools_membership"),
    ]
