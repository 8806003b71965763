import django.db.models.deletion
from django.db import migrations, models

from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance_id', models.BigIntegerField(null=True)),
                ('kind', models.CharField(max_length=80)),
                ('person_id', models.BigIntegerField(db_index=True, null=True)),
                ('to_name', models.CharField(blank=True, max_length=200)),
                ('to_address', models.CharField(max_length=254)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField(help_text='As sent, but for the personal link.')),
                ('link_id', models.BigIntegerField(help_text='The link without account whose token goes in.', null=True)),
                ('path', models.CharField(blank=True, help_text='Or the page that a person with an account opens.', max_length=200)),
                ('calendar', models.TextField(blank=True, help_text="An entry that goes with it, for the recipient's calendar.")),
                ('about_type', models.CharField(blank=True, max_length=60)),
                ('about_id', models.BigIntegerField(null=True)),
                ('urgent', models.BooleanField(default=False)),
                ('forget', models.BooleanField(default=False, help_text='Holds a code: the text goes once it is sent.')),
                ('dedupe', models.CharField(max_length=200, null=True, unique=True)),
                ('state', models.CharField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Given up'), ('bounced', 'Refused by the other side'), ('held', 'Held for a look'), ('cancelled', 'Not to be sent')], default='queued', max_length=10)),
                ('needs_look', models.BooleanField(default=False, help_text='It did not arrive, and nobody has done anything yet.')),
                ('hold_reason', models.CharField(blank=True, max_length=200)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('unanswered', models.PositiveSmallIntegerField(default=0, help_text='How often a mail server took it and did not say whether it keeps it.')),
                ('due_at', models.DateTimeField(help_text='When it may first go.')),
                ('next_try_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('fence', models.PositiveIntegerField(default=0, help_text="Counts who took it; a late sender's word is refused.")),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('copy_of', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copy', to='mail.message')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['alliance_id', '-id'], name='message_list'), models.Index(fields=['about_type', 'about_id', '-id'], name='message_about'), models.Index(models.OrderBy(models.F('urgent'), descending=True), models.F('next_try_at'), models.F('id'), condition=models.Q(('state', 'queued')), name='message_due'), models.Index(fields=['state', 'due_at'], name='message_waiting'), models.Index(models.F('lease_until'), condition=models.Q(('state', 'sending')), name='message_leased'), models.Index(condition=models.Q(('needs_look', True)), fields=['alliance_id', '-id'], name='message_undelivered')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_address', ''), _negated=True), models.Q(('to_address__contains', ','), _negated=True), models.Q(('to_address__contains', ';'), _negated=True), models.Q(('to_address__contains', ' '), _negated=True)), name='message_to_one_address'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='message_leased_while_sending'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='message_sent_at_a_time'), models.CheckConstraint(condition=models.Q(('state', 'held'), ('hold_reason', ''), _connector='OR'), name='message_held_for_a_reason'), models.CheckConstraint(condition=models.Q(('link_id__isnull', True), ('path', ''), _connector='OR'), name='message_has_one_link')],
            },
        ),
    ]
