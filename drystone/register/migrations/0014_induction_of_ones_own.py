"""An alliance asks what it likes in an induction; lists that were begun keep what they had."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0004_policies'),
        ('questions', '0004_drafts'),
        ('register', '0013_areas_gone_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='inductionitem',
            name='sheet',
            field=models.OneToOneField(blank=True, help_text='Her evidence, where it is asked for.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.answersheet'),
        ),
        migrations.AddField(
            model_name='inductionitem',
            name='signer',
            field=models.ForeignKey(blank=True, help_text='Else the office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='InductionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('days', models.PositiveSmallIntegerField(help_text='Within how many days of the first one.')),
                ('wants_evidence', models.BooleanField(default=False)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('signer', models.ForeignKey(blank=True, help_text='Else the office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['days', 'id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'title'), name='one_induction_step_a_title')],
            },
        ),
        walls.around("register_inductionstep"),
    ]
