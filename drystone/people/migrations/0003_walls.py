"""Walls between alliances."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("people", "0002_limits")]
    operations = [
        walls.around("people_link", "people_post", "people_signature"),
        walls.behind("people_link", "link_id", "people_linkkey"),
    ]
