"""A line says what was paid too little or too much. What a sent statement says stays: its rules are laid again."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

stays = import_module("drystone.payments.migrations.0002_sent_stays")


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0002_walls'),
        ('deployment', '0003_walls'),
        ('groups', '0002_walls'),
        ('payments', '0010_checks'),
        ('schools', '0003_walls'),
    ]

    operations = [
        migrations.RunPython(stays.allow, stays.forbid),
        migrations.RemoveConstraint(
            model_name='dueline',
            name='a_line_belongs_to_one_thing',
        ),
        migrations.RemoveConstraint(
            model_name='dueline',
            name='credits_are_negative',
        ),
        migrations.RemoveConstraint(
            model_name='dueline',
            name='a_line_of_work_has_time',
        ),
        migrations.AddField(
            model_name='dueline',
            name='answer',
            field=models.OneToOneField(blank=True, help_text='Of finance, by which too little or too much was paid.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried', to='payments.answer'),
        ),
        migrations.AlterField(
            model_name='dueline',
            name='kind',
            field=models.CharField(choices=[('visit', 'Visit'), ('called_off', 'Visit that did not take place'), ('facilitation', 'Facilitation'), ('credit', 'Credit'), ('carried', 'Carried from a statement')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='dueline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('attendance__isnull', True), ('kind__in', ['visit', 'called_off']), ('reverses__isnull', True), ('visit__isnull', False)), models.Q(('answer', None), ('attendance__isnull', False), ('kind', 'facilitation'), ('reverses', None), ('visit', None)), models.Q(('answer', None), ('attendance', None), ('kind', 'credit'), ('reverses__isnull', False), ('visit', None)), models.Q(('answer__isnull', False), ('attendance', None), ('kind', 'carried'), ('reverses', None), ('visit', None)), _connector='OR'), name='a_line_belongs_to_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='dueline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('charge_pence__lte', 0), ('half_days__lte', 0), ('kind', 'credit'), ('reimbursement_pence__lte', 0)), models.Q(('charge_pence', 0), ('half_days', 0), ('kind', 'carried'), models.Q(('reimbursement_pence', 0), _negated=True)), models.Q(models.Q(('kind__in', ['credit', 'carried']), _negated=True), ('charge_pence__gte', 0), ('half_days__gte', 0), ('reimbursement_pence__gte', 0)), _connector='OR'), name='credits_are_negative'),
        ),
        migrations.AddConstraint(
            model_name='dueline',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['credit', 'called_off', 'carried']), ('half_days__gte', 1), _connector='OR'), name='a_line_of_work_has_time'),
        ),
        migrations.RunPython(stays.forbid, stays.allow),
    ]
