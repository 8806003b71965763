"""How an alliance words its letters; the words that a second person saw; ineligible as an outcome."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drystone import walls


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0002_walls'),
        ('documents', '0002_walls'),
        ('register', '0003_walls'),
        ('selection', '0009_decisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('designate', 'Designate'), ('with_support', 'Designate with support'), ('with_condition', 'Designate subject to a condition'), ('defer', 'Defer to a round'), ('unsuccessful', 'Unsuccessful'), ('ineligible', 'Ineligible')], max_length=16)),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_outcome_known',
        ),
        migrations.AddField(
            model_name='decision',
            name='wording',
            field=models.TextField(blank=True, help_text='The words of its letter, as the second person saw them.'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='outcome',
            field=models.CharField(choices=[('designate', 'Designate'), ('with_support', 'Designate with support'), ('with_condition', 'Designate subject to a condition'), ('defer', 'Defer to a round'), ('unsuccessful', 'Unsuccessful'), ('ineligible', 'Ineligible')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['designate', 'with_support', 'with_condition', 'defer', 'unsuccessful', 'ineligible'])), name='decision_outcome_known'),
        ),
        migrations.AddField(
            model_name='letterwording',
            name='alliance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance'),
        ),
        migrations.AddField(
            model_name='letterwording',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='letterwording',
            constraint=models.UniqueConstraint(fields=('alliance', 'outcome', 'number'), name='one_wording_a_number'),
        ),
        migrations.AddConstraint(
            model_name='letterwording',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['designate', 'with_support', 'with_condition', 'defer', 'unsuccessful', 'ineligible'])), name='wording_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='letterwording',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='wording_says_something'),
        ),
        walls.around("selection_letterwording"),
    ]
