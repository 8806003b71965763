"""Conditions and support plans stand with an area, each with a day by when it is to be met."""

from datetime import timedelta

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


def one_for_each_area(apps, schema_editor):
    """What went with a whole designation goes with each of its areas; a day was never said, so it is a year."""
    Condition = apps.get_model("register", "Condition")
    with walls.open_to_all():
        for held in apps.get_model("register", "DesignatedArea").objects.select_related("designation"):
            whole = held.designation
            terms, due_on = whole.condition or whole.support_plan, whole.starts + timedelta(days=365)
            met = bool(whole.condition) and whole.state != "pending"
            if terms and not met:
                Condition.objects.create(
                    alliance_id=held.alliance_id, designation=whole, area_id=held.area_id, terms=terms,
                    kind="condition" if whole.condition else "support", state_since=whole.state_since,
                    first_due_on=due_on, due_on=due_on,
                )


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0003_acceptance'),
        ('register', '0004_acceptance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_since', models.DateTimeField()),
                ('kind', models.CharField(choices=[('condition', 'Condition'), ('support', 'Support plan')], max_length=10)),
                ('terms', models.CharField(max_length=300)),
                ('first_due_on', models.DateField(help_text='By when it was to be met when it was told.')),
                ('due_on', models.DateField(help_text='By when it is to be met now.')),
                ('state', models.CharField(choices=[('open', 'To be met'), ('met', 'Met'), ('not_met', 'Not met'), ('dropped', 'No longer asked')], default='open', max_length=10)),
                ('because', models.CharField(blank=True, help_text='How the office knows; why there is more time.', max_length=1000)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='register.designation')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('designation', 'area'), name='one_condition_an_area'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'met', 'not_met', 'dropped'])), name='condition_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['condition', 'support'])), name='condition_kind_known'), models.CheckConstraint(condition=models.Q(('terms', ''), _negated=True), name='condition_says_what'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('first_due_on'))), name='condition_only_gets_more_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['met', 'not_met']), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('because', ''), _negated=True)), _connector='OR'), name='condition_settled_by_somebody_in_words')],
            },
        ),
        walls.around("register_condition"),
        migrations.RunPython(one_for_each_area, migrations.RunPython.noop),
    ]
