"""Walls between alliances. The forms that come with the product are everybody's."""

from django.db import migrations

from drystone import walls


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_sealed")]
    operations = [
        walls.around("questions_formversion", shared="SELECT INSERT"),
        walls.around("questions_answersheet", "questions_formdraft"),
        walls.behind("questions_answersheet", "sheet_id", "questions_answer", "questions_attachment"),
    ]
