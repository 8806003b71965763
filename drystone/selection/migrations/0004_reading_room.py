"""The reading room: reading blind, conflicts declared by name, weights, how far apart assessors are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


def number(apps, editor):
    """Those sent in already get their numbers in the order in which they came."""
    application = apps.get_model("selection", "Application")
    last = {}
    for row in application.objects.filter(submitted_at__isnull=False).order_by("submitted_at", "pk").iterator():
        last[row.round_id] = last.get(row.round_id, 0) + 1
        application.objects.filter(pk=row.pk).update(number=last[row.round_id])


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0002_walls'),
        ('questions', '0003_walls'),
        ('register', '0003_walls'),
        ('schools', '0003_walls'),
        ('selection', '0003_rounds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeclaredConflict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NamesRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'names read',
            },
        ),
        migrations.AddField(
            model_name='application',
            name='apart',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Steps between its assessors where they are furthest apart; empty until all of them have locked.', null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='number',
            field=models.PositiveIntegerField(blank=True, help_text='What its readers call it where they read blind; given when it is sent in.', null=True),
        ),
        migrations.AddField(
            model_name='moderation',
            name='total',
            field=models.DecimalField(decimal_places=1, default=0, help_text="The agreed points by the round's weights, in percent of the most.", max_digits=4),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='round',
            name='blind',
            field=models.BooleanField(default=False, help_text='Assessors see neither names nor schools until an application is shortlisted or not.'),
        ),
        migrations.AddField(
            model_name='round',
            name='weights',
            field=models.JSONField(blank=True, default=dict, help_text='How often each criterion counts, by its key; once where nothing is said.'),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='one_application_a_number_and_round'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), ('number__isnull', False), _connector='OR'), name='application_sent_in_has_a_number'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declared_conflicts', to='selection.application'),
        ),
        migrations.AddField(
            model_name='declaredconflict',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='namesread',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='namesread',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='namesread',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names_read', to='selection.round'),
        ),
        migrations.AddConstraint(
            model_name='declaredconflict',
            constraint=models.UniqueConstraint(fields=('application', 'person'), name='one_declared_conflict_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='declaredconflict',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='declared_conflict_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='namesread',
            constraint=models.UniqueConstraint(fields=('round', 'person'), name='names_read_once_a_round'),
        ),
        walls.around("selection_declaredconflict", "selection_namesread"),
    ]
