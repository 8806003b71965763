"""The common areas of expertise are there from the first day."""

from django.db import migrations

from drystone.register import taxonomy


def load(apps, schema_editor):
    taxonomy.load(*(apps.get_model("register", name) for name in ("Area", "Grouping", "AreaPlace")))


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
