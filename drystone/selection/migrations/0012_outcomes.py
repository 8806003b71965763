"""What is decided is decided area by area, and every no has its reason."""

from datetime import timedelta

from django.db import migrations, models

from drystone import walls

YES = ("designate", "with_support", "with_condition")
HAS_TERMS, HAS_DAY = ("with_support", "with_condition", "defer"), ("with_support", "with_condition")


def said(outcome, terms, granted, since):
    """What was decided on an area while a decision had one outcome; days and reasons were never said."""
    own = outcome if granted or outcome not in YES else "unsuccessful"
    day = since.date() + timedelta(days=365) if own in HAS_DAY else None
    reason = "" if own in YES else "eligibility" if own == "ineligible" else "other"
    return {"outcome": own, "terms": terms if own in HAS_TERMS else "", "due_on": day, "reason": reason}


def area_by_area(apps, schema_editor):
    Area = apps.get_model("selection", "ApplicationArea")
    with walls.open_to_all():
        for row in Area.objects.filter(application__decision__isnull=False).select_related("application__decision"):
            made = row.application.decision
            for name, value in said(made.outcome, made.terms, row.designate, made.state_since).items():
                setattr(row, name, value)
            row.save()
        for made in apps.get_model("selection", "Correction").objects.select_related("decision"):
            rows = Area.objects.filter(application=made.decision.application_id)
            each = {row.pk: said(made.outcome, made.terms, row.pk in made.areas, made.state_since) for row in rows}
            made.areas = {
                str(pk): one | {"due_on": one["due_on"].isoformat() if one["due_on"] else None}
                for pk, one in each.items()
            }
            made.before = made.before and {**made.before, "areas": {}}
            made.save()


def an_answer_in_a_month(apps, schema_editor):
    """Those from before were never given a day."""
    with walls.open_to_all():
        for appeal in apps.get_model("selection", "Appeal").objects.all():
            appeal.answer_by = appeal.state_since.date() + timedelta(days=28)
            appeal.save(update_fields=["answer_by"])


class Migration(migrations.Migration):

    dependencies = [
        ('alliances', '0003_acceptance'),
        ('register', '0006_conditions_by_area'),
        ('selection', '0011_corrections'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='decision',
            name='decision_names_its_terms',
        ),
        migrations.AddField(
            model_name='applicationarea',
            name='due_on',
            field=models.DateField(blank=True, help_text='By when the condition, or the support, is to be met.', null=True),
        ),
        migrations.AddField(
            model_name='applicationarea',
            name='outcome',
            field=models.CharField(blank=True, choices=[('designate', 'Designate'), ('with_support', 'Designate with support'), ('with_condition', 'Designate subject to a condition'), ('defer', 'Defer to a round'), ('unsuccessful', 'Unsuccessful'), ('ineligible', 'Ineligible')], help_text='Empty until prepared.', max_length=16),
        ),
        migrations.AddField(
            model_name='applicationarea',
            name='reason',
            field=models.CharField(blank=True, choices=[('experience', 'Not enough experience of leading in this area yet'), ('impact', 'Not enough evidence yet of what changed for pupils'), ('others', 'Not enough evidence yet of helping colleagues or other schools'), ('interview', 'The interview did not show enough of what this area asks'), ('places', 'Enough System Leaders in this area already'), ('eligibility', 'Does not meet what the round asks of every applicant'), ('other', 'Another reason, which the feedback gives')], help_text='Why not, or not yet.', max_length=12),
        ),
        migrations.AddField(
            model_name='applicationarea',
            name='terms',
            field=models.CharField(blank=True, help_text='The condition, the support, or the round.', max_length=300),
        ),
        migrations.AlterField(
            model_name='correction',
            name='areas',
            field=models.JSONField(default=dict, help_text='For each area of the application: outcome, terms, day, reason.'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='before',
            field=models.JSONField(default=dict, help_text='What was decided before: outcome, areas, feedback, when.'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='outcome',
            field=models.CharField(choices=[('designate', 'Designate'), ('with_support', 'Designate with support'), ('with_condition', 'Designate subject to a condition'), ('defer', 'Defer to a round'), ('unsuccessful', 'Unsuccessful'), ('ineligible', 'Ineligible')], help_text='The best of its areas.', max_length=16),
        ),
        migrations.AddField('appeal', 'answer_by', models.DateField(null=True)),
        migrations.RunPython(an_answer_in_a_month, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='appeal',
            name='answer_by',
            field=models.DateField(help_text='By when the Alliance answers: as many working days as there were for it.'),
        ),
        migrations.RunPython(area_by_area, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='applicationarea',
            name='designate',
        ),
        migrations.RemoveField(
            model_name='correction',
            name='terms',
        ),
        migrations.RemoveField(
            model_name='decision',
            name='terms',
        ),
        migrations.AddConstraint(
            model_name='applicationarea',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'designate', 'with_support', 'with_condition', 'defer', 'unsuccessful', 'ineligible'])), name='area_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='applicationarea',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['', 'experience', 'impact', 'others', 'interview', 'places', 'eligibility', 'other'])), name='area_reason_known'),
        ),
        migrations.AddConstraint(
            model_name='applicationarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['with_support', 'with_condition', 'defer']), models.Q(('terms', ''), _negated=True)), models.Q(models.Q(('outcome__in', ['with_support', 'with_condition', 'defer']), _negated=True), ('terms', '')), _connector='OR'), name='area_outcome_names_its_terms'),
        ),
        migrations.AddConstraint(
            model_name='applicationarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on__isnull', False), ('outcome__in', ['with_support', 'with_condition'])), models.Q(models.Q(('outcome__in', ['with_support', 'with_condition']), _negated=True), ('due_on__isnull', True)), _connector='OR'), name='area_terms_have_their_day'),
        ),
        migrations.AddConstraint(
            model_name='applicationarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['defer', 'unsuccessful', 'ineligible']), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('outcome__in', ['defer', 'unsuccessful', 'ineligible']), _negated=True), ('reason', '')), _connector='OR'), name='every_no_has_its_reason'),
        ),
    ]
