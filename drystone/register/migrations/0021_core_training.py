"""An item of induction may be done by coming to core training; the one that we proposed so far is."""

from django.db import migrations, models

from drystone import walls

TITLE = "Core training for System Leaders"


def by_training(apps, schema_editor):
    with walls.open_to_all():
        for name in ("InductionStep", "InductionItem"):
            apps.get_model("register", name).objects.filter(title=TITLE).update(by_training=True)


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0020_to_come'),
    ]

    operations = [
        migrations.AddField(
            model_name='inductionitem',
            name='attended_at',
            field=models.DateTimeField(blank=True, help_text='When the session began that she came to.', null=True),
        ),
        migrations.AddField(
            model_name='inductionitem',
            name='by_training',
            field=models.BooleanField(default=False, help_text='Coming to a session of core training does it.'),
        ),
        migrations.AddField(
            model_name='inductionstep',
            name='by_training',
            field=models.BooleanField(default=False, help_text='Coming to a session of core training does it.'),
        ),
        migrations.AddConstraint(
            model_name='inductionitem',
            constraint=models.CheckConstraint(condition=models.Q(('attended_at__isnull', True), ('by_training', True), _connector='OR'), name='only_training_is_attended'),
        ),
        migrations.RunPython(by_training, migrations.RunPython.noop),
    ]
