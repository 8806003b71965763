"""The days of the visits that are planned or were held, as the home schools count them."""

from django.db import migrations
from django.utils.timezone import localdate

from drystone import walls


def count_them(apps, schema_editor):
    Away = apps.get_model("register", "Away")
    visits = apps.get_model("deployment", "Visit").objects.filter(state__in=["planned", "held"])
    with walls.open_to_all():
        Away.objects.bulk_create(
            (
                Away(
                    alliance_id=visit.alliance_id, person_id=visit.deployment.leader_id,
                    home_school_id=visit.deployment.home_school_id, on=localdate(visit.starts_at),
                    half_days=visit.half_days, for_type="deployment.deployment", for_id=visit.deployment_id,
                    stay=visit.pk, used=visit.state == "held",
                )
                for visit in visits.select_related("deployment").iterator(2000)
            ),
            batch_size=2000,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('deployment', '0003_walls'),
        ('register', '0008_how_days_may_be_taken'),
    ]

    operations = [migrations.RunPython(count_them, migrations.RunPython.noop)]
