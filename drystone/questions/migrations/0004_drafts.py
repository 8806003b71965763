"""An alliance's own form while it is being written, within the alliance's wall."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_walls")]
    operations = [
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alliance_id", models.BigIntegerField()),
                ("key", models.SlugField(max_length=60)),
                ("source", models.TextField(help_text="The form as TOML, as far as it is written.")),
                (
                    "turn",
                    models.PositiveIntegerField(
                        default=1, help_text="Goes up with each change, so that nobody misses one."
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.BigIntegerField(help_text="The person.")),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.BigIntegerField(help_text="The person.")),
                ("discarded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "version",
                    models.OneToOneField(
                        blank=True,
                        help_text="What it became.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draft",
                        to="questions.formversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a form",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["alliance_id", "key"],
                        condition=Q(version__isnull=True, discarded_at__isnull=True),
                        name="one_open_draft_a_form",
                    ),
                    models.CheckConstraint(
                        condition=Q(version__isnull=True) | Q(discarded_at__isnull=True),
                        name="draft_is_not_published_and_thrown_away",
                    ),
                ],
            },
        ),
        walls.around("questions_formdraft"),
    ]
