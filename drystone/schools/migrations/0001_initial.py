import django.db.models.deletion
from django.db import migrations, models

import drystone.schools.models.organisation
from drystone.config.tables import FirstTables


class Migration(FirstTables):

    initial = True

    dependencies = [
        ('alliances', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('staged', 'Read and compared, not applied'), ('applied', 'Applied'), ('refused', 'Refused, nothing changed')], default='staged', max_length=8)),
                ('file_name', models.CharField(max_length=255)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 of the unpacked register file.', max_length=64)),
                ('links_name', models.CharField(blank=True, max_length=255)),
                ('links_digest', models.CharField(blank=True, max_length=64)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('link_rows', models.PositiveIntegerField(default=0)),
                ('reason', models.TextField(blank=True, help_text='Why it was refused, in plain words.')),
                ('report', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', '-id'], name='import_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['staged', 'applied', 'refused'])), name='import_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'refused'), _negated=True), ('reason', '')), _connector='OR'), name='a_refused_import_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('school', 'School'), ('trust', 'Trust'), ('authority', 'Local authority'), ('diocese', 'Diocese'), ('nursery', 'Nursery or childcare'), ('other', 'Other body')], default='school', max_length=10)),
                ('name', models.CharField(max_length=200)),
                ('urn', models.CharField(blank=True, max_length=6, null=True, unique=True)),
                ('status', models.CharField(choices=[('1', 'Open'), ('2', 'Closed'), ('3', 'Open, but proposed to close'), ('4', 'Proposed to open')], default='1', max_length=1)),
                ('phase_code', models.CharField(blank=True, max_length=2)),
                ('type_code', models.CharField(blank=True, max_length=4)),
                ('authority_code', models.CharField(blank=True, max_length=4)),
                ('authority', models.CharField(blank=True, max_length=80)),
                ('trust_name', models.CharField(blank=True, max_length=200)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('easting', models.PositiveIntegerField(blank=True, help_text='British National Grid, metres.', null=True)),
                ('northing', models.PositiveIntegerField(blank=True, help_text='British National Grid, metres.', null=True)),
                ('pupils', models.PositiveIntegerField(blank=True, null=True)),
                ('fsm_per_cent', models.PositiveSmallIntegerField(blank=True, help_text='Of a hundred, with free meals.', null=True)),
                ('head_name', models.CharField(blank=True, help_text="The register's word, for offices only; no post, no power.", max_length=200, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, help_text='May lie ahead; only the status says closed.', null=True)),
                ('search_text', drystone.schools.models.organisation.SearchText(blank=True, editable=False)),
            ],
            options={
                'ordering': ['name', 'id'],
                'indexes': [models.Index(fields=['easting', 'northing'], name='organisation_by_place'), models.Index(fields=['postcode'], name='organisation_by_postcode'), models.Index(fields=['authority_code', 'status'], name='organisation_by_authority'), models.Index(fields=['name', 'id'], name='organisation_by_name'), models.Index(fields=['search_text'], name='organisation_by_first_words', opclasses=['text_pattern_ops'])],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('easting__isnull', True), ('northing__isnull', True)), models.Q(('easting__gt', 0), ('easting__isnull', False), ('northing__gt', 0), ('northing__isnull', False)), _connector='OR'), name='a_place_has_both_coordinates'), models.CheckConstraint(condition=models.Q(('status__in', ['1', '2', '3', '4'])), name='organisation_status_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='an_organisation_has_a_name'), models.UniqueConstraint(condition=models.Q(('urn__isnull', True)), fields=('kind', 'name', 'postcode'), name='made_by_hand_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField()),
                ('ends', models.DateField(blank=True, help_text='The last day of membership.', null=True)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='schools.organisation')),
            ],
            options={
                'ordering': ['organisation__name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='membership_ends_after_start'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('alliance', 'organisation'), name='one_open_membership_of_an_organisation'), models.UniqueConstraint(fields=('alliance', 'organisation', 'starts'), name='one_membership_a_start')],
            },
        ),
        migrations.CreateModel(
            name='LocalDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=10)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('office_email', models.EmailField(blank=True, max_length=254)),
                ('safeguarding_lead', models.CharField(blank=True, help_text='The name a visitor should know.', max_length=120)),
                ('parking_note', models.CharField(blank=True, max_length=300)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliances.alliance')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_details', to='schools.organisation')),
            ],
            options={
                'verbose_name_plural': 'local details',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('alliance', 'organisation'), name='local_details_once_an_alliance')],
            },
        ),
        migrations.CreateModel(
            name='SchoolLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('successor', 'Successor'), ('predecessor', 'Predecessor'), ('merger', 'Went together with'), ('sixth_form', 'Sixth form centre'), ('other', 'Other')], max_length=12)),
                ('wording', models.CharField(help_text="The register's own words for the kind.", max_length=100)),
                ('on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='schools.organisation')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='schools.organisation')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'other', 'wording'), name='a_link_stands_once'), models.CheckConstraint(condition=models.Q(('organisation', models.F('other')), _negated=True), name='no_school_is_linked_to_itself'), models.CheckConstraint(condition=models.Q(('kind__in', ['successor', 'predecessor', 'merger', 'sixth_form', 'other'])), name='link_kind_known')],
            },
        ),
    ]
