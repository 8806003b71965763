"""Core training is a kind of group: whoever is to be trained books a place at its meetings."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0006_attendance_asked_for'),
        ('groups', '0008_apologies_beforehand'),
        ('register', '0021_core_training'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='group',
            name='group_kind_known',
        ),
        migrations.AlterField(
            model_name='group',
            name='kind',
            field=models.CharField(choices=[('system_leaders', 'System Leaders Development Group'), ('development', 'Development group'), ('joint_practice', 'Joint practice development group'), ('network', 'Network'), ('training', 'Core training for System Leaders')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['system_leaders', 'development', 'joint_practice', 'network', 'training'])), name='group_kind_known'),
        ),
    ]
