"""What a decision was prepared on, why it is held back; when a round's decisions are released."""

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery

from drystone import walls


def on_the_application_as_it_stands(apps, schema_editor):
    """Of those from before nothing better is known: nothing that was prepared then is taken for overtaken."""
    stands = apps.get_model("selection", "Application").objects.filter(pk=OuterRef("application"))
    with walls.open_to_all():
        decisions = apps.get_model("selection", "Decision").objects.all()
        decisions.update(stood_since=Subquery(stands.values("state_since")[:1]))


class Migration(migrations.Migration):
    dependencies = [("selection", "0008_referees_read")]
    operations = [
        migrations.AddField(
            "decision",
            "held_back",
            models.CharField(blank=True, help_text="Why it stays when the round is released.", max_length=300),
        ),
        migrations.AddField("decision", "stood_since", models.DateTimeField(null=True)),
        migrations.RunPython(on_the_application_as_it_stands, migrations.RunPython.noop),
        migrations.AlterField("decision", "stood_since", models.DateTimeField(help_text="Since when the application stood where this was prepared.")),
        migrations.AddField(
            "round",
            "release_at",
            models.DateTimeField(blank=True, help_text="When its decisions are released by the clock.", null=True),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=~Q(state="released") | Q(held_back=""), name="nothing_held_back_is_released"
            ),
        ),
    ]
