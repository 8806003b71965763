"""Whether a designation is accepted, and by when that should be said."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='designation',
            name='accept_by',
            field=models.DateField(blank=True, help_text='By when she is asked to say yes.', null=True),
        ),
        migrations.AddField(
            model_name='designation',
            name='accepted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='designation',
            name='ending',
            field=models.CharField(blank=True, choices=[('expired', 'Expired'), ('resigned', 'Resigned'), ('withdrawn', 'Withdrawn'), ('removed', 'Removed'), ('transferred', 'Transferred'), ('renewed', 'Renewed'), ('declined', 'Declined')], max_length=12),
        ),
    ]
