"""Policies within bounds, what each was before a change, and since when home heads read what is written of a visit."""

import django.db.models.deletion
from django.db import migrations, models

from drystone import walls

BOUNDS = {
    "designation_years": (1, 10),
    "dispute_working_days": (1, 30),
    "visit_record_working_days": (1, 30),
    "appeal_working_days": (1, 60),
    "acceptance_working_days": (1, 60),
    "assurance_months": (1, 60),
    "first_answer_working_days": (1, 20),
    "concurrent_deployments": (1, 20),
    "reach_miles": (1, 500),
}


class Migration(migrations.Migration):
    dependencies = [("alliances", "0003_acceptance")]
    operations = [
        migrations.RemoveConstraint(model_name="alliance", name="designation_a_year_or_more"),
        migrations.RemoveConstraint(model_name="alliance", name="day_has_an_hour_or_more"),
        migrations.RemoveField(model_name="alliance", name="hours_in_a_day"),
        migrations.RemoveField(model_name="alliance", name="home_head_reads_records"),
        migrations.RemoveField(model_name="alliance", name="home_head_reads_evaluations"),
        migrations.AddField(
            model_name="alliance",
            name="home_heads_read_records_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="alliance",
            name="home_heads_read_evaluations_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="alliance", name="designation_years", field=models.PositiveSmallIntegerField(default=4)
        ),
        *(
            migrations.AddConstraint(
                model_name="alliance",
                constraint=models.CheckConstraint(
                    condition=models.Q((f"{name}__gte", least), (f"{name}__lte", most)), name=f"{name}_within_bounds"
                ),
            )
            for name, (least, most) in BOUNDS.items()
        ),
        migrations.CreateModel(
            name="PolicyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("was", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "alliance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="alliances.alliance"
                    ),
                ),
            ],
            options={
                "verbose_name": "policy",
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["alliance", "name", "at"], name="policy_at_a_moment")],
            },
        ),
        walls.around("alliances_policychange"),
    ]
